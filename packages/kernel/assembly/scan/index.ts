export { beginContext } from './begin-context';
export { scanRows } from './scan-rows';
