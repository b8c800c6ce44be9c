export { beginTable } from './begin-table';
export { claimEntries } from './claim-entries';
export { beginFile, closeFile } from './files';
export { prefetchEntries } from './prefetch-entries';
export { gatherKept, sortTable } from './sorted-table';
