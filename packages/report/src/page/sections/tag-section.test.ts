import { expect, test } from 'vitest';
import { emptyReport, fullReport } from '../corpus-report.testing.ts';
import { type TagFigures } from '../corpus-report.ts';
import { tagSection } from './tag-section.ts';

test('a tag that was looked for in a part of the sample says so', () => {
  const sample = { ...emptyReport.sample, rows: 200, of: 200 };
  const tags = [tagOf('refusal', 200), tagOf('wrong_language', 30)];

  const { blocks } = tagSection({ ...emptyReport, sample, tags });

  expect(blocks.slice(0, 2)).toEqual([
    { kind: 'note', text: 'Exact: of all 200 rows.' },
    {
      kind: 'note',
      text: 'wrong_language was looked for in 30 of these rows, and its rows are of those.',
    },
  ]);
});

test('tags of no rows were not looked for', () => {
  expect(tagSection({ ...emptyReport, tags: fullReport().tags })).toMatchObject({
    lead: 'No tags were looked for.',
    blocks: [],
  });
});

test('a tag in a large part of a source says what it means and what to do', () => {
  const sample = { ...emptyReport.sample, rows: 100, of: 100 };
  const sources = [{ source: 'web', rows: 20, of: 40, examples: [] }];
  const tags = ['mojibake', 'refusal'].map((tag) => ({
    ...tagOf(tag, 100),
    about: `what ${tag} means`,
    rows: 20,
    sources,
  }));

  expect(tagSection({ ...emptyReport, sample, tags }).findings).toEqual([
    'Tagged mojibake: 50.0% of web; what mojibake means. Merge with --repair mojibake to mend such rows.',
    'Tagged refusal: 50.0% of web; what refusal means. Merge with --drop refusal to leave such rows out.',
  ]);
});

function tagOf(tag: string, of: number): TagFigures {
  return { tag, about: '', source: undefined, rows: 0, of, sources: [] };
}
