import type { MergeProgress, SelectionProgress } from '@llamaforge/build';
import { formatCount, formatSeconds } from '@llamaforge/report';
import { Presets, SingleBar } from 'cli-progress';

type Phase = MergeProgress['phase'] | SelectionProgress['phase'];

const phases = {
  survey: 'Looking at',
  compare: 'Comparing',
  merge: 'Merging',
  index: 'Reading',
  write: 'Writing',
} as const satisfies Record<Phase, string>;

/** How far a command is, in bytes of what it reads. */
interface BarProgress {
  readonly phase: Phase;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

/** Shows progress on stderr where that is a terminal: share, rows, rate, time left. `stop` clears it. */
export function startProgressBar(
  isWanted: boolean,
  now: () => Date,
): {
  readonly onProgress: ((progress: BarProgress) => void) | undefined;
  /** shows a line that stays, above the bar */
  readonly tell: (line: string) => void;
  readonly stop: () => void;
} {
  if (!isWanted || !process.stderr.isTTY) {
    return { onProgress: undefined, tell: () => undefined, stop: () => undefined };
  }
  const bar = new SingleBar(
    {
      format: '{phase} {bar} {percentage}% | {rows} rows | {rate} MB/s | {left} left',
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 20,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  let phase: Phase | undefined;
  let startedAt = now().getTime();
  return {
    onProgress: (progress) => {
      if (phase !== progress.phase) {
        phase = progress.phase;
        startedAt = now().getTime();
        bar.start(progress.totalBytes, 0, describe(progress, 0));
      }
      bar.update(progress.bytes, describe(progress, (now().getTime() - startedAt) / 1000));
    },
    tell: (line) => {
      bar.stop();
      phase = undefined;
      process.stderr.write(`${line}\n`);
    },
    stop: () => {
      bar.stop();
    },
  };
}

function describe(progress: BarProgress, seconds: number): Record<string, string> {
  const bytesPerSecond = seconds === 0 ? 0 : progress.bytes / seconds;
  const secondsLeft =
    bytesPerSecond === 0 ? 0 : (progress.totalBytes - progress.bytes) / bytesPerSecond;
  return {
    phase: phases[progress.phase],
    rows: formatCount(progress.rows),
    rate: (bytesPerSecond / 1e6).toFixed(0),
    left: formatSeconds(secondsLeft),
  };
}
