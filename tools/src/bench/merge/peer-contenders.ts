import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender } from './contender.ts';

// Beside the sources: the compiler copies neither.
const sourceFolder = new URL('../../../src/bench/merge/', import.meta.url);
const pythonScript = fileURLToPath(new URL('peer.py', sourceFolder));
const duckScript = fileURLToPath(new URL('peer-duckdb.mjs', sourceFolder));

const duckPackage = '@duckdb/node-api@1.5.6-r.1';

/** DuckDB over all rows, the first of a digest, in order. Its package is fetched for the bench alone, once. */
export const duckContender: Contender = {
  name: 'duckdb',
  does: 'DuckDB, SHA-1, first row wins, in order, 2 threads, fsync',
  share: 1,
  prepare: () => Promise.resolve(installDuck()),
  command: ({ output, files, run }) => ({
    program: process.execPath,
    words: [duckScript, duckFolder(), output, ...files],
    folder: run,
  }),
};

/** The usual script: `json`, `hashlib`, `sqlite3`, one row at a time. At a share below 1 its times are scaled. */
export function pythonContender(share: number): Contender {
  const part = share === 1 ? '' : ` (on ${String(share)} of the rows, scaled)`;
  return {
    name: 'python',
    does: `Python, \`json\` + \`hashlib\` + \`sqlite3\`, fsync${part}`,
    share,
    prepare: () => Promise.resolve(reasonOfFailure('python3', ['--version'])),
    command: ({ output, files, run }) => ({
      program: 'python3',
      words: [pythonScript, output, join(run, 'seen.sqlite'), String(share), ...files],
      folder: run,
    }),
  };
}

function duckFolder(): string {
  return join(homedir(), '.cache', 'llamaforge-bench', 'duckdb');
}

function installDuck(): string | undefined {
  const folder = duckFolder();
  if (existsSync(join(folder, 'node_modules', '@duckdb', 'node-api'))) return undefined;
  mkdirSync(folder, { recursive: true });
  const quiet = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts'];
  return reasonOfFailure('npm', ['install', '--prefix', folder, ...quiet, duckPackage]);
}

/** Undefined where the program runs and ends well. */
function reasonOfFailure(program: string, words: readonly string[]): string | undefined {
  try {
    execFileSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    return undefined;
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return line;
  }
}
