export { hashEntries, sha1 } from './hash-entries';
