import { categoryNameSchema, groupSchema, rowMappingSchema } from '@llamaforge/schema';
import { z } from 'zod';
import { hasBothSides, readsRowsOneWay } from './card-rules.ts';
import { licenseSchema } from './license-schema.ts';
import { fileNameSchema, filledTextSchema, titleSchema } from './text-schemas.ts';

const pattern = filledTextSchema.regex(
  /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))/u,
  'starts at the repository’s root and stays in it, without a leading / and without ..',
);

// Rules look at which keys are there, so they also hold while a value is wrong: all problems are told at once.
const always = (): boolean => true;

/** A data set of the Hub as data: where its files are, how their rows become records, and under what licence. */
export const cardSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: fileNameSchema.describe('the name it is fetched by, and the name of its file'),
    source: filledTextSchema
      .optional()
      .describe('the `_source` of its records; without it, the name'),
    title: titleSchema.describe('what the data set is, in one line'),
    repository: z
      .string()
      .regex(/^[\w.-]+\/[\w.-]+$/u, 'must be owner/name, as in the address of its page')
      .describe('the data set on the Hub, as owner/name'),
    branch: filledTextSchema.optional().describe('the branch; without it, main'),
    revision: z
      .string()
      .regex(/^[0-9a-f]{40}$/u, 'must be a commit: 40 digits 0-9 and a-f')
      .optional()
      .describe('the commit that was looked at, and that the first fetch takes'),
    files: z
      .array(pattern)
      .min(1, 'must name at least one file')
      .describe('globs over the repository’s files, read in this order; each must match one'),
    category: categoryNameSchema.describe('the category of its records, or an alias of one'),
    cap: z
      .int()
      .min(1, 'must be 1 or more')
      .optional()
      .describe('at most so many records, the first as they stand'),
    rows: z
      .int()
      .min(1, 'must be 1 or more')
      .optional()
      .describe(
        'records expected with the cap; where nobody has counted those, the rows that there are',
      ),
    license: licenseSchema,
    gated: z
      .boolean()
      .optional()
      .describe('whether its terms must be accepted on its page before it can be fetched'),
    unconfirmed: filledTextSchema.optional().describe('what of this card nobody has seen yet'),
    note: filledTextSchema.optional().describe('what one should know before using it'),
    expansion: z.boolean().optional().describe('whether it is fetched where no names are given'),
    preferences: z
      .boolean()
      .optional()
      .describe('whether the rejected side of its rows is written as pairs'),
    ...rowMappingSchema.shape,
    group: groupSchema.optional().describe('rows that are turns of one dialogue'),
  })
  .refine(readsRowsOneWay, {
    error: 'only one of `shape`, `columns`, `template` and `group` can say how rows are read',
    when: always,
  })
  .refine(hasBothSides, {
    path: ['preferences'],
    error:
      'need rows of shape `preference`: `columns`, `template`, `group` and other shapes have one side',
    when: always,
  });

export type Card = z.infer<typeof cardSchema>;

/** The card's JSON Schema (draft 2020-12), published for editors; rules over several keys are not in it. */
export function cardJsonSchema(): unknown {
  return z.toJSONSchema(cardSchema, { io: 'input' });
}
