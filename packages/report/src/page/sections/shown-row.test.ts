import { expect, test } from 'vitest';
import { reportRow, reportText } from '../corpus-report.testing.ts';
import { shownRow } from './shown-row.ts';

test('a row that is no dialogue is read field by field, without an input that is empty', () => {
  expect(shownRow(reportRow({ source: 'dolly_15k' }))).toEqual({
    place: 'line 1,204 · dolly_15k',
    note: '',
    left: 0,
    parts: [
      { name: 'instruction', speaker: undefined, text: reportText('Name three rivers.') },
      {
        name: 'output',
        speaker: undefined,
        text: reportText('The Nile, the Danube and the Ganges.'),
      },
    ],
  });
});

test('a row of a corpus in several files says in which it stands', () => {
  const row = { ...reportRow({ source: 'dolly_15k' }), file: 'out.2-settle.jsonl' };

  expect(shownRow(row).place).toBe('out.2-settle.jsonl, line 1,204 · dolly_15k');
});

test('a dialogue is read turn by turn, its question and answer last', () => {
  const row = reportRow({ instruction: 'And then?', output: 'Home.' }, [
    ['System', 'Be brief.'],
    ['Narrator', 'Later.'],
  ]);

  expect(shownRow(row, 'short').parts).toEqual([
    { name: 'System', speaker: 'system', text: reportText('Be brief.') },
    { name: 'Narrator', speaker: 'other', text: reportText('Later.') },
    { name: 'Human', speaker: 'human', text: reportText('And then?') },
    { name: 'Assistant', speaker: 'assistant', text: reportText('Home.') },
  ]);
});

test('a question that keeps its header is its speaker’s, who need not be the user', () => {
  const row = reportRow({ instruction: 'Tool: {"rows": 3}', output: 'Three.' }, [
    ['Human', 'How many?'],
  ]);

  expect(shownRow(row).parts[1]).toEqual({
    name: 'Tool',
    speaker: 'tool',
    text: reportText('{"rows": 3}'),
  });
});

test('turns that were left out of the report are counted', () => {
  const row = { ...reportRow({}, [['Human', 'Hello.']]), turnsInAll: 9 };

  expect(shownRow(row).left).toBe(8);
});
