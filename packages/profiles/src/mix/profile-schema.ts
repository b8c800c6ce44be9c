import { categories, categoryOfTag, nearestName } from '@llamaforge/schema';
import { z } from 'zod';
import { buckets, type Bucket } from './bucket.ts';
import { addProfileProblems } from './profile-rules.ts';
import { notPositive, weightForms, weightPattern, weightProblem } from './profile-weight.ts';
import { fileNameSchema, filledTextSchema, titleSchema } from '../text-schemas.ts';

const bucketSchema = z.enum(buckets, {
  error: ({ input }) => {
    const nearest = typeof input === 'string' ? nearestName(input, buckets) : undefined;
    return nearest === undefined
      ? `no bucket; one of ${buckets.join(', ')}`
      : `no bucket; did you mean ${nearest}?`;
  },
});

const weightSchema = z
  .union([
    z.number(weightForms).positive(notPositive),
    z
      .string(weightForms)
      .superRefine((asked, context) => {
        const problem = weightProblem(asked);
        if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
      })
      .meta({ pattern: weightPattern }),
  ])
  .optional();

const weightsSchema = z
  .strictObject({
    instruction: weightSchema,
    code: weightSchema,
    red_team: weightSchema,
    analytical: weightSchema,
    cot_math: weightSchema,
    creative: weightSchema,
    factual: weightSchema,
    tool_use: weightSchema,
  } satisfies Record<Bucket, typeof weightSchema>)
  .refine(
    (weights) => Object.values(weights).some((asked) => asked !== undefined),
    'must give at least one bucket its part',
  );

const sourceSchema = z.strictObject({
  name: filledTextSchema.describe(
    'a `_source`, or a file or folder by its path without extensions or the end of that; `*` stands for any characters',
  ),
  also: z
    .array(filledTextSchema)
    .min(1, 'must hold at least one name, or be left out')
    .optional()
    .describe('other names of it, as of its file'),
  bucket: bucketSchema.optional().describe('the bucket of its rows; without it, by category'),
  cap: z
    .int()
    .min(1, 'must be 1 or more')
    .optional()
    .describe('at most so many of its rows, chosen by rank'),
});

// A row's place in the list is held in 16 bits, with -1 for rows of no source.
const mostSources = 32_767;

const categoryKeySchema = z.string().refine((tag) => categoryOfTag(tag) !== undefined);

/** A behaviour profile as data: what share of a mix each bucket has, from which sources. */
export const profileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: fileNameSchema.describe('the name it is asked for by, and the name of its file'),
    title: titleSchema.describe('what it is, in one line'),
    max_total: z
      .int()
      .min(1, 'must be 1 or more')
      .optional()
      .describe('rows of the mix where --max-total does not say'),
    weights: weightsSchema.describe(
      'by bucket: a positive number is a weight, "30%" a share of the total, "5000 rows" a count',
    ),
    sources: z
      .array(sourceSchema)
      .min(1, 'must name at least one source; left out, all rows may be chosen')
      .max(mostSources, `must name at most ${mostSources.toLocaleString('en')} sources`)
      .optional()
      .describe('where rows come from; of several that fit a row, the first decides'),
    buckets: z
      .record(categoryKeySchema, bucketSchema, {
        error: (issue) =>
          issue.code === 'invalid_key'
            ? `no category and no alias; one of ${categories.join(', ')}`
            : undefined,
      })
      .optional()
      .describe('other buckets for categories, by category or alias'),
    drop: z
      .array(filledTextSchema)
      .optional()
      .describe('quality tags, as in made_by_another: rows that have one are left out'),
  })
  // The rules look at what is readable, so that all problems are told at once.
  .superRefine(addProfileProblems, { when: () => true });

export type Profile = z.infer<typeof profileSchema>;

/** The profile's JSON Schema (draft 2020-12), published for editors; rules over several keys are not in it. */
export function profileJsonSchema(): unknown {
  return z.toJSONSchema(profileSchema, { io: 'input' });
}
