import { formatCount, visibleText } from '@llamaforge/report';
import { type Progress } from './read-chunks.ts';

const REDRAW_MS = 100;
const WHAT_COLUMNS = 30;

/** Where the line is drawn, and what time it is in milliseconds. */
export interface ProgressLineOptions {
  readonly write: (text: string) => void;
  readonly nowMs: () => number;
}

/** One line on a terminal that is drawn over itself at most ten times a second: percent, rows, MB/s. */
export class ProgressLine {
  readonly #options: ProgressLineOptions;
  #what = '';
  #startMs = 0;
  #startBytes = 0;
  #drawnMs = -Infinity;
  #isDrawn = false;

  constructor(options: ProgressLineOptions) {
    this.#options = options;
  }

  /** Takes note of how far a reading is; the rate starts anew with each file. */
  update({ what, bytesDone, bytesTotal, rows }: Progress): void {
    const nowMs = this.#options.nowMs();
    if (what !== this.#what || bytesDone < this.#startBytes) {
      this.#what = what;
      this.#startMs = nowMs;
      this.#startBytes = bytesDone;
    }
    if (nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = nowMs;
    this.#isDrawn = true;
    const percent = bytesTotal === 0 ? 100 : Math.floor((100 * bytesDone) / bytesTotal);
    const parts = [
      `${visibleText(what).slice(-WHAT_COLUMNS)} ${String(percent)}%`,
      ...(rows === 0 ? [] : [`${formatCount(rows)} rows`]),
      ...this.#rate(bytesDone, nowMs),
    ];
    this.#options.write(`\r${parts.join(', ')}\u001b[K`);
  }

  /** Takes the line off the terminal, so that what follows stands alone. */
  clear(): void {
    if (this.#isDrawn) this.#options.write('\r\u001b[K');
    this.#isDrawn = false;
  }

  #rate(bytesDone: number, nowMs: number): string[] {
    const seconds = (nowMs - this.#startMs) / 1000;
    if (seconds <= 0) return [];
    return [`${((bytesDone - this.#startBytes) / 1e6 / seconds).toFixed(0)} MB/s`];
  }
}
