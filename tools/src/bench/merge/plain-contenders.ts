import type { BenchPlace, Contender } from './contender.ts';

/** The floor: every byte copied and brought to the disk. The files are in the page cache. */
export const catContender = shellContender({
  name: 'cat',
  does: '`cat` of the inputs into one file, fsync',
  script: 'cat "$@" > "$0" && sync "$0"',
});

/** Finds byte-equal lines alone, and loses their order. */
export const sortContender = shellContender({
  name: 'sort',
  does: '`sort -u` of raw lines, 2 threads, fsync',
  script: 'LC_ALL=C sort -u --parallel=2 -S 1G -T . -o "$0" "$@" && sync "$0"',
});

function shellContender({
  name,
  does,
  script,
}: {
  readonly name: string;
  readonly does: string;
  readonly script: string;
}): Contender {
  return {
    name,
    does,
    share: 1,
    prepare: () => Promise.resolve(undefined),
    command: ({ output, files, run }: BenchPlace) => ({
      program: 'sh',
      words: ['-c', script, output, ...files],
      folder: run,
    }),
  };
}
