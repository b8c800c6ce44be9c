/**
 * Serves the eight data sets that fetch brings, with the row counts and shapes they have on the Hub, until Ctrl-C. Every
 * row is made up, when it is read: nothing is stored. Prints its address once all files were made a first time.
 *
 *     node tools/dist/hub-at-scale.js [--port 8123] [--scale 0.01]
 */
import { parseArgs } from 'node:util';
import { startHubAtScale } from './hub-at-scale/start-hub-at-scale.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, scale: { type: 'string', default: '1' } },
});
const scale = Number(values.scale);
if (!(scale > 0)) throw new RangeError(`--scale is above 0, as in 0.01, and not ${values.scale}`);
const hub = await startHubAtScale({
  scale,
  port: Number(values.port),
  onFile: (repository, path, bytes) => {
    console.error(`${repository} ${path}: ${(bytes / 1e6).toFixed(1)} MB`);
  },
});
console.log(hub.endpoint);
process.once('SIGINT', () => {
  void hub.close();
});
