import { createHash } from 'node:crypto';
import type { RecordText } from './record.ts';

/** What makes two records one: all three texts (`exact`), or the prompt most templates render and the output (`rendered`). */
export const digestKeys = ['exact', 'rendered'] as const;

export type DigestKey = (typeof digestKeys)[number];

/**
 * A record's identity: SHA-1 in 40 lower-case hex digits over the canonical form of `key`, the texts trimmed and
 * well-formed as a record has them.
 * The exact form equals Python's `json.dumps({…}, sort_keys=True, ensure_ascii=False)`.
 */
export function digestOf(text: RecordText, key: DigestKey = 'exact'): string {
  const { instruction, input, output } = text;
  const clean = {
    instruction: trimmed(instruction),
    input: trimmed(input),
    output: trimmed(output),
  };
  const canonical = key === 'exact' ? canonicalExact(clean) : canonicalRendered(clean);
  return createHash('sha1').update(canonical, 'utf8').digest('hex');
}

/** Gives a clean text back as it is, so that records pay nothing. */
function trimmed(text: string): string {
  return text.trim().toWellFormed();
}

/** The text whose SHA-1 is the exact digest: sorted keys, `", "` and `": "` as Python writes them. */
export function canonicalExact({ instruction, input, output }: RecordText): string {
  return `{"input": ${JSON.stringify(input)}, "instruction": ${JSON.stringify(instruction)}, "output": ${JSON.stringify(output)}}`;
}

/** The text whose SHA-1 is the rendered digest: ("A\nB", "") and ("A", "B") give the same. */
export function canonicalRendered({ instruction, input, output }: RecordText): string {
  return JSON.stringify([input === '' ? instruction : `${instruction}\n${input}`, output]);
}
