import { categories, digestKeys, rejectReasonSchema } from '@llamaforge/schema';
import { z } from 'zod';
import { selectionSchema } from './selection-schema.ts';

const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
const counts = z.record(z.string(), count);
const countsByCategory = z.partialRecord(z.enum(categories), count);

/** Names of tags or repairs, in alphabetical order, as in `["echo", "refusal"]`. */
const names = z.array(z.string().regex(/^[a-z][a-z0-9_]*$/u)).min(1);
const repaired = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/u), count);

/** What happened to rows: `read = kept + duplicates + sum(rejected)`; blank lines are no rows. */
export const ledgerSchema = z.strictObject({
  read: count,
  kept: count,
  duplicates: count,
  rejected: z.record(rejectReasonSchema, count),
  blank: count,
});

/** One file that was read. */
export const inputSchema = z.strictObject({
  path: z.string(),
  bytes: count,
  sha256,
  format: z.string(),
  compression: z.enum(['none', 'gzip', 'zstd']),
  generation: count,
  license: z.string().nullable(),
  rows: ledgerSchema,
  shapes: counts.describe('rows read by row shape, rejected ones included'),
  categories_by: z
    .strictObject({ card: count, row: count, file: count, rules: count })
    .describe('kept rows by what decided their category'),
  vote: z.enum(categories).nullable().describe('what content rules on the first rows agreed on'),
  lone_surrogates: count.describe('records in which a lone surrogate became U+FFFD'),
  turns_left_out: count.describe('turns of dialogues after the last assistant turn'),
  repaired: repaired
    .optional()
    .describe('records, kept or duplicates, that were mended, by what was mended in them'),
});

/** What reading a file fills of its entry: all but where the file is and what its bytes are. */
export const fileAccountSchema = inputSchema.omit({
  path: true,
  bytes: true,
  sha256: true,
  generation: true,
});

/** One file under the input folders that was not read, and why. */
export const ignoredSchema = z.strictObject({
  path: z.string(),
  reason: z.enum(['format', 'output', 'manifest', 'lock', 'recipe', 'damaged', 'not_a_file']),
  detail: z.string().optional(),
});

/** The bytes that one generation added to a file. */
export const segmentSchema = z.strictObject({
  generation: count,
  bytes: count,
  rows: count,
  sha256,
});

/** One file that was written; its segments stand one after the other. */
export const outputSchema = z.strictObject({
  role: z.enum(['corpus', 'validation', 'rejects']),
  path: z.string(),
  bytes: count,
  rows: count,
  segments: z.array(segmentSchema),
});

/** Code points a field: exact, by nearest rank over the kept rows; all 0 for an empty corpus. */
export const lengthsSchema = z.strictObject({ min: count, median: count, p95: count, max: count });

/** A label's share of the kept rows against its usual range; no target, no verdict. */
export const balanceSchema = z.strictObject({
  label: z.string(),
  rows: count,
  share: z.string(),
  target: z.string().nullable(),
  verdict: z.enum(['below', 'within', 'above']).nullable(),
});

/** The manifest beside a corpus, mix, balance or curriculum: accounts for every row, and depends on neither clock nor machine. */
export const manifestSchema = z.strictObject({
  kind: z.enum(['corpus', 'mix', 'balance', 'curriculum']),
  format_version: z.literal(1),
  tool_version: z.string(),
  total_examples: count,
  duplicates_removed: count,
  deduplication_rate: z.string().regex(/^\d+\.\d%$/u),
  categories: countsByCategory,
  top_sources: counts,
  key: z.enum(digestKeys),
  drop: names.optional().describe('tags whose rows were rejected, under `tag:<name>`'),
  repair: names.optional().describe('what was mended in texts before they were compared'),
  repaired: repaired.optional().describe('the sum of `repaired` over the inputs'),
  recipe: z.record(z.string(), z.json()).nullable(),
  ledger: ledgerSchema,
  inputs: z.array(inputSchema),
  ignored: z.array(ignoredSchema),
  outputs: z.array(outputSchema),
  database: z.string().nullable(),
  sources: z.record(
    z.string(),
    z.strictObject({ categories: countsByCategory, license: z.string().nullable() }),
  ),
  unknown_categories: z.array(z.strictObject({ tag: z.string(), rows: count })),
  overlap: z.array(z.strictObject({ files: z.tuple([z.string(), z.string()]), digests: count })),
  lengths: z.strictObject({
    instruction: lengthsSchema,
    input: lengthsSchema,
    output: lengthsSchema,
  }),
  balance: z.array(balanceSchema),
  selection: selectionSchema
    .optional()
    .describe('of a mix, balance or curriculum: how its rows were chosen and ordered'),
});

export type Ledger = z.infer<typeof ledgerSchema>;
export type ManifestInput = z.infer<typeof inputSchema>;
export type FileAccount = z.infer<typeof fileAccountSchema>;
export type IgnoredFile = z.infer<typeof ignoredSchema>;
export type Segment = z.infer<typeof segmentSchema>;
export type ManifestOutput = z.infer<typeof outputSchema>;
export type Lengths = z.infer<typeof lengthsSchema>;
export type BalanceEntry = z.infer<typeof balanceSchema>;
export type Manifest = z.infer<typeof manifestSchema>;
