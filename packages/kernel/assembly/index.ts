export { beginContext, scanRows } from './scan/index';
export { addLengths, measureEntries } from './measure/index';
export { decideCategories, decideForVote } from './rules/index';
export { hashEntries, sha1 } from './hash/index';
export {
  beginFile,
  beginTable,
  claimEntries,
  closeFile,
  gatherKept,
  prefetchEntries,
  sortTable,
} from './table/index';
export { emitEntries, spillEntries } from './emit/index';
