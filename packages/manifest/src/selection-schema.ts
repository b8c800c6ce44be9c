import { categories, profileBuckets } from '@llamaforge/schema';
import { z } from 'zod';

const count = z.int().nonnegative();
const bucket = z.enum(Object.values(profileBuckets));
const share = z
  .string()
  .regex(/^\d+(?:\.\d+)?%$/u)
  .describe('of the rows, in percent');

/** A profile's mix: what each bucket and source was to give, and gave. */
const mixSchema = z.strictObject({
  profile: z.record(z.string(), z.json()).describe('the profile as it was used'),
  max_total: count,
  exclusive: z.boolean().describe('whether rows that other profiles had taken were left to them'),
  taken_by_others: count.describe('rows of its sources that were left to them'),
  buckets: z.array(
    z.strictObject({
      bucket,
      asked: z.string().describe('as the profile says: a weight, a share, or a number of rows'),
      wanted: count.describe('rows by the weights alone'),
      got: count,
      available: count.describe('rows that could be taken, within the caps'),
    }),
  ),
  sources: z.array(
    z.strictObject({
      name: z.string(),
      bucket: bucket.nullable().describe('null where the category of each row decides'),
      cap: count.nullable(),
      there: z
        .boolean()
        .describe('whether the corpus has rows or files of it, whoever else they belong to'),
      rows: count.describe(
        'rows of the corpus that belong to it and to none before it, also those that may not be taken',
      ),
      available: count.describe('those that could be taken, within the cap'),
      got: count,
      got_by_bucket: z.partialRecord(bucket, count).describe('without those that got none'),
    }),
  ),
  tags: z.array(
    z.strictObject({
      tag: z.string(),
      rows: count.describe('rows of the profile’s sources that have it'),
      dropped: z.boolean(),
    }),
  ),
});

/** A balanced corpus: what each label had, was bound by, and has. */
const balancingSchema = z.strictObject({
  max_share: share.describe('the most that any label may have'),
  bind: z.enum(['lower', 'both']),
  labels: z.array(
    z.strictObject({
      label: z.string(),
      before: count,
      after: count,
      lowest: share.nullable(),
      highest: share.nullable(),
    }),
  ),
  limits: z.array(z.string()).describe('what keeps the total from being larger, a sentence each'),
});

/** A corpus in training order; phases are contiguous parts of the file, one after the other. */
const orderSchema = z.strictObject({
  blend: z.number().min(0).max(0.5),
  replay: z.number().min(0).max(1),
  phases: z.array(
    z.strictObject({
      name: z.string(),
      categories: z.array(z.enum(categories)),
      rows: count.describe('rows of this part, replayed ones among them'),
      replayed: count.describe('rows of earlier phases that stand here once more'),
      first_row: count.describe('rows before this part'),
      first_byte: count.describe('bytes before this part'),
      mean_entropy: z.number().nonnegative().describe('bits of the outputs, 0 to 7, over its rows'),
    }),
  ),
});

/** How the rows of a mix, a balanced corpus or a curriculum were chosen and ordered; exactly one of the three parts is there, as `kind` says. */
export const selectionSchema = z.strictObject({
  seed: count,
  repeated: count.describe('rows that are written again on purpose, beyond those kept'),
  validation: z
    .strictObject({ share: z.string(), rows: count })
    .nullable()
    .describe('rows set aside in a file of their own'),
  mix: mixSchema.optional(),
  balancing: balancingSchema.optional(),
  order: orderSchema.optional(),
});

export type Selection = z.infer<typeof selectionSchema>;
export type MixSelection = z.infer<typeof mixSchema>;
export type BalancingSelection = z.infer<typeof balancingSchema>;
export type OrderSelection = z.infer<typeof orderSchema>;
