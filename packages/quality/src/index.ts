export { makerNamed } from './maker-named.ts';
export { nameWords } from './mark-names.ts';
export { qualityTags, tagsOf, type QualityTag } from './quality-tags.ts';
