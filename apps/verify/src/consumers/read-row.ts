import { isBlankLine } from '../is-trimmed.ts';
import { type Reading } from '../read-chunks.ts';
import { scanLines } from '../scan-lines.ts';
import { SegmentCounter } from '../segment-counter.ts';

/** One row of a file by its number from 0, blank lines not counted; without keys where it is no JSON object. */
export async function readRow(
  path: string,
  row: number,
  reading: Reading,
): Promise<Readonly<Record<string, unknown>>> {
  let rows = 0;
  let text = '';
  const lines = {
    checkLine: (line: Buffer | undefined): void => {
      if (line !== undefined && isBlankLine(line)) return;
      if (rows === row) text = line?.toString('utf8') ?? '';
      rows += 1;
    },
    checkEnd: (): void => undefined,
  };
  const counter = new SegmentCounter([]);
  await scanLines({ path, what: 'the row that differs', counter, lines }, reading);
  return parseObject(text);
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  return Object.fromEntries(Object.entries(value ?? {}));
}
