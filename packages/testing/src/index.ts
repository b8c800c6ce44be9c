export { testAdapter, type AdapterOutcome, type AdapterSubject } from './adapter-contract.ts';
export { corpusRecords, hostileText } from './arbitraries.ts';
export { collect } from './collect.ts';
export { encodeRows } from './encode-rows.ts';
export { realDataFolder } from './real-data.ts';
export { temporaryFolder } from './temporary-folder.ts';
