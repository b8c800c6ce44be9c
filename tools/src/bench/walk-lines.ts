// The least that can be done with the rows of a file in Node.js: `node tools/dist/bench/walk-lines.js <file>` finds where
// each begins, on one thread, and does nothing with it.
import { closeSync, openSync, readSync } from 'node:fs';

const lineFeed = 0x0a;
const bufferBytes = 1024 * 1024;

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('name a file of lines');

const file = openSync(path, 'r');
const buffer = Buffer.allocUnsafeSlow(bufferBytes);
let lines = 0;
let read = readSync(file, buffer);
while (read > 0) {
  const filled = buffer.subarray(0, read);
  for (let at = filled.indexOf(lineFeed); at !== -1; at = filled.indexOf(lineFeed, at + 1)) {
    lines += 1;
  }
  read = readSync(file, buffer);
}
closeSync(file);
console.log(lines);
