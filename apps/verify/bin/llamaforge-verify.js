#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write(
    'llamaforge-verify is not built yet. Build it with: npx nx run-many -t build\n',
  );
  process.exitCode = 1;
}
