import { expect, test } from 'vitest';
import { groupSchema, rowMappingSchema, templateSchema } from './row-mapping.ts';

const template = { instruction: 'Is {a} right?', output: '{label}' };

test('reads all that a card can ask of rows', () => {
  const mapping = {
    template: { ...template, words: { label: { '0': 'No.', '1': 'Yes.' } } },
    clean: { a: ['treebank', 'html'] },
    where: { split: 'train', level: [1, 2] },
    longer_than: { output: 100 },
    unanswerable: 'refuse',
  };

  expect(rowMappingSchema.parse(mapping)).toEqual(mapping);
});

test('a malformed template is named by its field', () => {
  const result = templateSchema.safeParse({ ...template, output: '{label' });

  expect(problems(result)).toEqual([
    ['output', 'has a { at character 1 that is not closed; a brace itself is written {{'],
  ]);
});

test('words for a value that no text reads are a slip', () => {
  const result = templateSchema.safeParse({ ...template, words: { labl: { '0': 'No.' } } });

  expect(problems(result)).toEqual([
    ['words.labl', 'no placeholder reads labl; write {labl} in a text, or leave its words out'],
  ]);
});

test('a malformed text of a turn is named by its field', () => {
  const turns = [{ speaker: 'Human', text: 'a } b' }];

  expect(problems(groupSchema.safeParse({ by: 'id', turns }))).toEqual([
    ['turns.0.text', 'has a } at character 3 that closes nothing; a brace itself is written }}'],
  ]);
});

/** What a failed parse names, in either schema's result. */
function problems(result: {
  readonly error?: {
    readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
  };
}): unknown {
  return result.error?.issues.map(({ path, message }) => [path.map(String).join('.'), message]);
}
