import { z } from 'zod';
import { parseTemplate } from './parse-template.ts';
import { shapeNames } from './row-shape.ts';

const filled = z.string().trim().min(1, 'must not be empty');

const templateText = filled.superRefine((text, context) => {
  const parsed = parseTemplate(text);
  if ('problem' in parsed) context.addIssue({ code: 'custom', message: parsed.problem });
});

/** Dotted paths into a row, as in `messages.0.content`. */
export const columnsSchema = z.strictObject({
  instruction: filled,
  input: filled.optional(),
  output: filled,
  system: filled.optional(),
});

/**
 * Texts with placeholders: `{path}` is the text, number or boolean at that path, `{path|filter}` what the filter makes
 * of it, `{{` and `}}` are braces. `words` gives the text that stands for a value, by path and value; a row whose value
 * has no word is rejected as `not_selected`.
 */
export const templateSchema = z
  .strictObject({
    system: templateText.optional(),
    instruction: templateText,
    input: templateText.optional(),
    output: templateText,
    words: z.record(filled, z.record(z.string(), z.string())).optional(),
  })
  .superRefine(({ words = {}, ...texts }, context) => {
    const read = new Set(Object.values(texts).flatMap(pathsOf));
    for (const path of Object.keys(words)) {
      if (read.has(path)) continue;
      const message = `no placeholder reads ${path}; write {${path}} in a text, or leave its words out`;
      context.addIssue({ code: 'custom', path: ['words', path], message });
    }
  });

function pathsOf(template = ''): readonly string[] {
  const parsed = parseTemplate(template);
  if ('problem' in parsed) return [];
  return parsed.parts.flatMap((part) => (part.kind === 'placeholder' ? [part.path] : []));
}

/** Ways to clean a column's text before it is read. */
export const cleanerNames = ['treebank', 'comma_marks', 'html', 'glaive_calls'] as const;

export type CleanerName = (typeof cleanerNames)[number];

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** How rows become records where their keys alone do not say it; one of `shape`, `columns` and `template` at most. */
export const rowMappingSchema = z.strictObject({
  shape: z.enum(shapeNames).optional().describe('the row shape, where keys do not tell it'),
  columns: columnsSchema.optional().describe('where a row of no known shape holds its texts'),
  template: templateSchema.optional().describe('texts made of several columns, as in `{question}`'),
  clean: z
    .record(filled, z.array(z.enum(cleanerNames)).min(1))
    .optional()
    .describe('cleaners by column, applied in order before the row is read'),
  where: z
    .record(filled, z.union([scalar, z.array(scalar).min(1)]))
    .optional()
    .describe('values that columns must have; other rows are rejected as `not_selected`'),
  longer_than: z
    .strictObject({
      instruction: z.int().positive().optional(),
      input: z.int().positive().optional(),
      output: z.int().positive().optional(),
    })
    .optional()
    .describe('code points that texts must exceed; other rows are rejected as `too_short`'),
  unanswerable: z
    .enum(['leave_out', 'refuse'])
    .optional()
    .describe('questions without an answer: rejected, or answered by a refusal'),
});

/** Rows that are turns of one dialogue: which belong together, in what order, and what each says. */
export const groupSchema = z.strictObject({
  by: filled.describe('the column that all rows of a dialogue share'),
  order: filled.optional().describe('the column that orders them; without it, as they stand'),
  turns: z
    .array(
      z.strictObject({
        speaker: z
          .union([
            z.enum(['Human', 'Assistant', 'System', 'Tool']),
            z.strictObject({ column: filled }),
          ])
          .describe(
            'who speaks; of a column, the value that speaks first in a dialogue is the human',
          ),
        text: templateText.describe('a template, as in `{utterance}`'),
      }),
    )
    .min(1)
    .describe('the turns of each row, in order'),
});

export type Columns = z.infer<typeof columnsSchema>;
export type Template = z.infer<typeof templateSchema>;
export type RowMapping = z.infer<typeof rowMappingSchema>;
export type GroupMapping = z.infer<typeof groupSchema>;
