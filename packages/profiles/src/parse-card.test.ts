import { ConfigurationError } from '@llamaforge/schema';
import { hostileText } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Card } from './card-schema.ts';
import { folderOf } from './folder-of.ts';
import { parseCard } from './parse-card.ts';

const smallest = {
  name: 'harbour_talks',
  title: 'Talks at a harbour',
  repository: 'example/harbour-talks',
  files: ['data/train-*-of-*.parquet'],
  category: 'multiturn_dialog',
  license: {
    hub: 'mit',
    spdx: 'MIT',
    class: 'commercial',
    page: 'https://huggingface.co/datasets/example/harbour-talks',
  },
};

test('a card is what it was read as', () => {
  const full = {
    ...smallest,
    $schema: '../card.schema.json',
    source: 'harbour',
    branch: 'refs/convert/parquet',
    revision: '0123456789abcdef0123456789abcdef01234567',
    cap: 10,
    rows: 10,
    gated: true,
    unconfirmed: 'The columns.',
    note: 'Small.',
    expansion: true,
    group: {
      by: 'talk',
      order: 'turn',
      turns: [{ speaker: { column: 'who' }, text: '{words}' }],
    },
    clean: { words: ['comma_marks'] },
    where: { split: ['train', 1] },
    longer_than: { output: 100 },
    unanswerable: 'refuse',
  };

  const card = parseCard(full, 'a test');

  expect(card).toEqual(full);
});

test('a category may be named by an alias, and decides the folder', () => {
  const card = parseCard({ ...smallest, category: 'Chain-of-Thought' }, 'a test');

  expect(card.category).toBe('cot_math');
  expect(folderOf(card)).toBe('cot_math');
  expect(folderOf({ category: 'reasoning_trace' })).toBe('reasoning_traces');
});

test('all problems are told at once, each with its path, and wrong keys with the nearest one', () => {
  const parsing = (): Card =>
    parseCard(
      {
        ...smallest,
        titel: 'x',
        title: 'two\nlines',
        revision: 'main',
        files: ['/a', 'b/../c'],
        category: 'poems',
        cap: 0,
        license: { ...smallest.license, class: 'free', page: 'x', checked: 'May 2026' },
        clean: { words: ['polish'] },
        shape: 'alpaca',
        columns: { instruction: 'q', output: 'a', ouptut: 'b' },
        preferences: true,
      },
      'cards/harbour.json',
    );

  expect(parsing).toThrow(
    new ConfigurationError('Problems in cards/harbour.json', [
      'title: must be one line',
      'revision: must be a commit: 40 digits 0-9 and a-f',
      'files[0]: starts at the repository’s root and stays in it, without a leading / and without ..',
      'files[1]: starts at the repository’s root and stays in it, without a leading / and without ..',
      'category: no category and no alias; one of instruction, multiturn_dialog, code_debugging, red_team, reasoning_trace, analytical, cot_math, creative_narrative, factual_grounding, tool_api, psychology_emotional, adversarial_moral',
      'cap: must be 1 or more',
      'license.class: Invalid option: expected one of "commercial"|"non-commercial"|"academic"|"unspecified"',
      'license.page: must be a web address',
      'license.checked: must be a day, as in 2026-08-11',
      'columns.ouptut: unknown key; did you mean output?',
      'clean.words[0]: Invalid option: expected one of "treebank"|"comma_marks"|"html"|"glaive_calls"',
      'titel: unknown key; did you mean title?',
      'only one of `shape`, `columns`, `template` and `group` can say how rows are read',
      'preferences: need rows of shape `preference`: `columns`, `template`, `group` and other shapes have one side',
    ]),
  );
});

const ways = {
  shape: 'squad',
  columns: { instruction: 'q', output: 'a' },
  template: { instruction: '{q}', output: '{a}' },
  group: { by: 'id', turns: [{ speaker: 'Human', text: '{q}' }] },
};
const pairsOfWays = Object.keys(ways).flatMap((first, index, all) =>
  all.slice(index + 1).map((second) => [first, second] as const),
);

test.each(pairsOfWays)('%s and %s do not go together', (first, second) => {
  const both = Object.fromEntries(
    Object.entries(ways).filter(([way]) => way === first || way === second),
  );

  const problems = problemsOf({ ...smallest, ...both });

  expect(problems).toEqual([
    'only one of `shape`, `columns`, `template` and `group` can say how rows are read',
  ]);
});

test.each(Object.entries(ways))('%s gives no preference pairs', (way, value) => {
  const problems = problemsOf({ ...smallest, [way]: value, preferences: true });

  expect(problems).toEqual([
    'preferences: need rows of shape `preference`: `columns`, `template`, `group` and other shapes have one side',
  ]);
});

test('preference pairs go with rows of shape preference, and with rows whose keys tell it', () => {
  const problems = [{ shape: 'preference' }, {}].flatMap((way) =>
    problemsOf({ ...smallest, ...way, preferences: true }),
  );

  expect(problems).toEqual([]);
});

test('whatever is no card is refused with an explanation, and never crashes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(hostileText(), fc.jsonValue())), (value) => {
      expect(() => parseCard(value, 'a test')).toThrow(ConfigurationError);
    }),
  );
});

test('no name leads out of the folder that its file is written to', () => {
  fc.assert(
    fc.property(fc.oneof(hostileText(), fc.stringMatching(/^[a./\\: -]{1,9}$/u)), (name) => {
      const refused = problemsOf({ ...smallest, name }).length > 0;

      expect(refused || /^[^./\\:\s][^/\\:\s]*$/u.test(name)).toBe(true);
    }),
  );
});

function problemsOf(value: unknown): readonly string[] {
  try {
    parseCard(value, 'a test');
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}
