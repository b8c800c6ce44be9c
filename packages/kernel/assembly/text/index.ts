export { canonicalize, loneSurrogate } from './canonicalize';
export { escapedFlag, rewriteFlag, specialBytes, stringEnd, stringFlags } from './string-end';
export { trimmedEnd, trimmedStart } from './trim';
