import type { FetchProgress } from '@llamaforge/build';
import { formatBytes, formatCount, formatSeconds, visibleText } from '@llamaforge/report';
import { MultiBar, Presets, type SingleBar } from 'cli-progress';

/** Shows a bar for each source on stderr where that is a terminal; notes are printed in any case. `stop` clears the bars. */
export function startFetchProgress(
  isWanted: boolean,
  now: () => Date,
): {
  readonly onProgress: ((progress: FetchProgress) => void) | undefined;
  readonly onNote: ((note: string) => void) | undefined;
  readonly stop: () => void;
} {
  if (!isWanted) return { onProgress: undefined, onNote: undefined, stop: () => undefined };
  if (!process.stderr.isTTY) {
    const onNote = (note: string): void => {
      process.stderr.write(`${visibleText(note)}\n`);
    };
    return { onProgress: undefined, onNote, stop: () => undefined };
  }
  const bars = new MultiBar(
    {
      format: '{name} {bar} {rows} of {expected} rows | {downloaded} | {rate} rows/s | {left} left',
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 20,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  const barOf = new Map<string, SingleBar>();
  const startedAt = now().getTime();
  return {
    onProgress: (progress) => {
      const bar = barOf.get(progress.name) ?? bars.create(progress.expectedRows ?? 0, 0);
      barOf.set(progress.name, bar);
      bar.update(progress.rows, describe(progress, (now().getTime() - startedAt) / 1000));
    },
    onNote: (note) => {
      bars.log(`${visibleText(note)}\n`);
    },
    stop: () => {
      bars.stop();
    },
  };
}

const nameColumns = 24;

function describe(progress: FetchProgress, seconds: number): object {
  const { name, rows, expectedRows, downloadedBytes } = progress;
  const rowsPerSecond = seconds === 0 ? 0 : rows / seconds;
  const isTold = expectedRows !== undefined && rowsPerSecond > 0;
  const secondsLeft = isTold ? Math.max(0, expectedRows - rows) / rowsPerSecond : undefined;
  return {
    name: name.slice(0, nameColumns).padEnd(nameColumns),
    rows: formatCount(rows),
    expected: expectedRows === undefined ? '?' : formatCount(expectedRows),
    downloaded: formatBytes(downloadedBytes),
    rate: formatCount(Math.round(rowsPerSecond)),
    left: secondsLeft === undefined ? '?' : formatSeconds(secondsLeft),
  };
}
