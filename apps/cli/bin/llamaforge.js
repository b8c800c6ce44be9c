#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) {
  const { runLlamaforge } = await import(main.href);
  process.exitCode = await runLlamaforge(process.argv.slice(2));
} else {
  process.stderr.write('llamaforge is not built yet. Build it with: npx nx run-many -t build\n');
  process.exitCode = 1;
}
