import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchPlace, Contender } from './contender.ts';
import { measureCommand, type Command } from './measure-command.ts';

/** The product's command as it is built. */
export const commandPath = fileURLToPath(
  new URL('../../../../apps/cli/bin/llamaforge.js', import.meta.url),
);

/** Flags of `merge` that a contender is about; those that the command does not know are left out, and it says so. */
interface OwnFlags {
  readonly threads?: 1 | 2;
  readonly engine?: 'plain';
}

/** `merge` in its ways: on one or two threads, with and without the hashes of the inputs from a run before, and the plain engine. */
export function ownContenders(): readonly Contender[] {
  const { status, stdout: help } = spawnSync(process.execPath, [commandPath, 'merge', '--help'], {
    encoding: 'utf8',
  });
  const failure = status === 0 ? undefined : `${commandPath} does not run: build it first`;
  const own = (name: string, flags: OwnFlags, isCached: boolean): Contender =>
    ownContender(name, { ...knownFlags(flags, help), isCached, failure });
  return [
    own('ours-1', { threads: 1 }, false),
    own('ours-1-cached', { threads: 1 }, true),
    own('ours-2', { threads: 2 }, false),
    own('ours-2-cached', { threads: 2 }, true),
    own('plain', { engine: 'plain' }, false),
  ];
}

interface KnownFlags {
  readonly words: readonly string[];
  readonly does: string;
}

function knownFlags(flags: OwnFlags, help: string): KnownFlags {
  const words: string[] = [];
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(flags)) {
    if (help.includes(`--${name}`)) words.push(`--${name}`, String(value));
    else unknown.push(`\`--${name}\``);
  }
  const way =
    flags.threads === undefined
      ? 'plain engine'
      : `${String(flags.threads)} thread${flags.threads === 1 ? '' : 's'}`;
  const without = unknown.length === 0 ? '' : ` (the command has no ${unknown.join(', ')})`;
  return { words, does: `ours, ${way}${without}` };
}

const hashesPath = join('output', 'runs', 'input-hashes.json');

function ownContender(
  name: string,
  {
    words,
    does,
    isCached,
    failure,
  }: KnownFlags & { readonly isCached: boolean; readonly failure: string | undefined },
): Contender {
  const command = (place: BenchPlace): Command => mergeCommand(place, words);
  return {
    name,
    does: isCached ? `${does}, hashes of inputs known` : does,
    share: 1,
    prepare: async (place) => {
      if (failure !== undefined) return failure;
      if (!isCached || existsSync(join(place.scratch, 'input-hashes.json'))) return undefined;
      await measureCommand(command(place));
      keepHashes(place);
      return undefined;
    },
    command: (place) => {
      if (isCached) {
        mkdirSync(join(place.run, dirname(hashesPath)), { recursive: true });
        copyFileSync(join(place.scratch, 'input-hashes.json'), join(place.run, hashesPath));
      }
      return command(place);
    },
    afterRun: keepHashes,
  };
}

/** Merges a folder into the run's output; table, rejects and run logs lie beside it. */
export function mergeCommand(
  { inputs, output, run }: Pick<BenchPlace, 'inputs' | 'output' | 'run'>,
  words: readonly string[],
): Command {
  const places = ['--database', 'hashes.sqlite', '--rejects', 'rejected.jsonl'];
  return {
    program: process.execPath,
    words: [
      commandPath,
      ...['merge', '--quiet', '--input', inputs, '--output', output],
      ...places,
      ...words,
    ],
    folder: run,
  };
}

function keepHashes({ run, scratch }: BenchPlace): void {
  copyFileSync(join(run, hashesPath), join(scratch, 'input-hashes.json'));
}
