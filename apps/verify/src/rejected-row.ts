import { isUtf8 } from 'node:buffer';
import { rejectReasonSchema } from '@llamaforge/schema';
import { z } from 'zod';
import { isBlankLine } from './is-trimmed.ts';

const rejectedRowSchema = z
  .strictObject({
    file: z.string(),
    line: z.int().positive(),
    reason: rejectReasonSchema,
    detail: z.string(),
    raw: z.string().optional(),
    raw_base64: z.base64().optional(),
  })
  .refine((row) => (row.raw === undefined) !== (row.raw_base64 === undefined), {
    error: 'needs raw or raw_base64, one of them',
  });

/** One line of a rejects file: where the row stands, why it is out, and its text or, where that is not UTF-8, its bytes. */
export type RejectedRow = z.infer<typeof rejectedRowSchema>;

/** The row that a line of a rejects file holds, or what is wrong with it; undefined stands for a line too long to hold. */
export function readRejectedRow(line: Buffer | undefined): RejectedRow | string {
  if (line === undefined) return 'is longer than 256 MiB';
  if (isBlankLine(line)) return 'is blank';
  if (!isUtf8(line)) return 'holds bytes that are not UTF-8';
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch {
    return 'is not JSON';
  }
  const parsed = rejectedRowSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return [issue?.path.join('.'), issue?.message].filter((part) => part !== '').join(': ');
}
