export { emitEntries } from './emit-entries';
export { spillEntries } from './spill-entries';
