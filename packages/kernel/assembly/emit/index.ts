export { emitEntries } from './emit-entries';
