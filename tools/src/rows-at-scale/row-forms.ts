import type { Encoding } from './encoding.ts';
import type { fileCount } from './options.ts';
import type { Topic } from './topics/topics.ts';

/** What stands under a key. An input that is not there leaves its key out, unless it is `inputOrBlank`. */
export type FieldKind =
  'instruction' | 'input' | 'inputOrBlank' | 'output' | 'category' | 'source' | 'id' | 'tags';

/** What a file's rows are about, and how it spells them. */
export interface RowForm {
  /** the file's name without its extension */
  readonly name: string;
  readonly fields: readonly (readonly [key: string, kind: FieldKind])[];
  readonly spacing: Spacing;
  readonly encoding: Encoding;
  /** what its rows are about */
  readonly topic: Topic;
}

/** Blanks between the parts of a row: none, Python's, or one everywhere. */
export type Spacing = 'compact' | 'python' | 'wide';

const alpacaFields = [
  ['instruction', 'instruction'],
  ['input', 'inputOrBlank'],
  ['output', 'output'],
] as const;

/** The files in the order of their names, which is the order in which a merge reads them. */
export const rowForms = [
  {
    name: 'a_instructions',
    fields: alpacaFields,
    spacing: 'compact',
    encoding: 'plain',
    topic: 'task',
  },
  { name: 'b_code', fields: alpacaFields, spacing: 'python', encoding: 'plain', topic: 'code' },
  { name: 'c_escaped', fields: alpacaFields, spacing: 'python', encoding: 'python', topic: 'task' },
  {
    name: 'd_questions',
    fields: [
      ['question', 'instruction'],
      ['context', 'input'],
      ['answer', 'output'],
    ],
    spacing: 'python',
    encoding: 'plain',
    topic: 'passage',
  },
  {
    name: 'e_completions',
    fields: [
      ['prompt', 'instruction'],
      ['input', 'input'],
      ['completion', 'output'],
    ],
    spacing: 'compact',
    encoding: 'plain',
    topic: 'story',
  },
  {
    name: 'f_labelled',
    fields: [
      ['instruction', 'instruction'],
      ['context', 'input'],
      ['response', 'output'],
      ['_category', 'category'],
      ['_source', 'source'],
    ],
    spacing: 'python',
    encoding: 'plain',
    topic: 'mixed',
  },
  {
    name: 'g_numbered',
    fields: [['id', 'id'], ...alpacaFields],
    spacing: 'compact',
    encoding: 'plain',
    topic: 'sum',
  },
  {
    name: 'h_listed',
    fields: [...alpacaFields, ['tags', 'tags']],
    spacing: 'python',
    encoding: 'plain',
    topic: 'mixed',
  },
] as const satisfies readonly RowForm[] & { readonly length: typeof fileCount };
