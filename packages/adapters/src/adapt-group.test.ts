import { groupSchema, rejectReasons, unfoldTurns, type GroupMapping } from '@llamaforge/schema';
import { hostileText } from '@llamaforge/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adaptGroup } from './adapt-group.ts';

const spoken: GroupMapping = groupSchema.parse({
  by: 'talk',
  turns: [{ speaker: { column: 'who' }, text: '{said}' }],
});
const exchanged: GroupMapping = groupSchema.parse({
  by: 'talk',
  turns: [
    { speaker: 'Human', text: '{asked}' },
    { speaker: 'Assistant', text: '{answered}' },
  ],
});

describe('a column of speakers', () => {
  test('the first that speaks is the human, any other the assistant, and every turn is kept', () => {
    const rows = [
      { who: 7, said: 'I lost my key.' },
      { who: 3, said: 'Oh no.' },
      { who: '7', said: 'Twice!' },
      { who: 4, said: 'Have you looked under the mat?' },
      { who: 7, said: 'Thanks.' },
    ];

    expect(adaptGroup(rows, spoken)).toEqual({
      kind: 'record',
      shape: 'group',
      text: {
        instruction: 'Twice!',
        input: 'Human: I lost my key.\n\nAssistant: Oh no.',
        output: 'Have you looked under the mat?',
      },
      loneSurrogates: false,
      turnsLeftOut: 1,
    });
  });

  test('a blank turn is none, also where it would have been the first', () => {
    const rows = [
      { who: 'a', said: ' ' },
      { who: 'b', said: 'q' },
      { who: 'a', said: 'r' },
    ];

    expect(adaptGroup(rows, spoken)).toMatchObject({ text: { instruction: 'q', output: 'r' } });
  });

  test.each([
    [null, '`who` is null'],
    ['', '`who` is ""'],
    [['a'], '`who` is a list'],
  ])('%j names no speaker', (who, shown) => {
    const rows = [
      { who: 'a', said: 'q' },
      { who, said: 'r' },
    ];

    expect(adaptGroup(rows, spoken)).toEqual({
      kind: 'rejected',
      shape: 'group',
      reason: 'unknown_role',
      detail: `row 2 of the dialogue: ${shown}, which names no speaker`,
    });
  });
});

describe('rows', () => {
  const rows = [
    { asked: 'q1', answered: 'a1', part: 1 },
    { asked: 'q2', answered: 'a2 , too', part: 2 },
    { asked: 'q3', answered: 'a3', part: 3 },
  ];

  test('give all their turns, in order', () => {
    expect(adaptGroup(rows, exchanged)).toMatchObject({
      text: {
        instruction: 'q3',
        input: 'Human: q1\n\nAssistant: a1\n\nHuman: q2\n\nAssistant: a2 , too',
        output: 'a3',
      },
    });
  });

  test('are cleaned, and passed over where they are not selected', () => {
    const mapping = { clean: { answered: ['treebank' as const] }, where: { part: [1, 2] } };

    expect(adaptGroup(rows, exchanged, mapping)).toMatchObject({
      text: { instruction: 'q2', input: 'Human: q1\n\nAssistant: a1', output: 'a2, too' },
    });
  });

  test('of which none is selected leave no dialogue', () => {
    expect(adaptGroup(rows, exchanged, { where: { part: 4 } })).toMatchObject({
      reason: 'not_selected',
      detail: 'row 3 of the dialogue: `part` is 3, not 4',
    });
    expect(adaptGroup([], exchanged)).toMatchObject({
      reason: 'not_selected',
      detail: 'the dialogue has no rows',
    });
  });

  test.each([
    [5, 'not_an_object', 'row 2 of the dialogue: the row is a number'],
    [{ asked: ['q'] }, 'not_text', 'row 2 of the dialogue: `asked` is a list'],
    [{ asked: 'q', label: false }, 'negative_example', 'row 2 of the dialogue: `label` is false'],
  ])('of which one is %j are refused with its reason', (row, reason, detail) => {
    expect(adaptGroup([rows[0], row], exchanged)).toEqual({
      kind: 'rejected',
      shape: 'group',
      reason,
      detail,
    });
  });

  test('must hold a question and an answer, and be as long as is asked', () => {
    expect(adaptGroup([{ asked: 'q' }], exchanged)).toMatchObject({ reason: 'missing_output' });
    expect(adaptGroup([{ answered: 'a' }], exchanged)).toMatchObject({
      reason: 'missing_instruction',
    });
    expect(adaptGroup(rows, exchanged, { longer_than: { output: 2 } })).toMatchObject({
      shape: 'group',
      reason: 'too_short',
    });
  });
});

test('words of a turn are not kept without what they frame', () => {
  const group = groupSchema.parse({
    by: 'talk',
    turns: [
      { speaker: 'System', text: 'Be {mood}.' },
      { speaker: 'Human', text: 'Q: {asked}' },
      { speaker: 'Assistant', text: 'A: {answered}' },
    ],
  });

  expect(
    adaptGroup([{ asked: 'q', answered: 'a' }, { mood: 'kind' }, { asked: 'more' }], group),
  ).toMatchObject({
    text: { instruction: 'Q: q', input: 'System: Be kind.', output: 'A: a' },
    turnsLeftOut: 1,
  });
});

test('whole records or a known reason, whatever stands in the rows', () => {
  const value = fc.oneof(hostileText(), fc.jsonValue());
  const row = fc.oneof(fc.record({ who: value, said: value }), fc.jsonValue());

  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const before = structuredClone(rows);

      const adapted = adaptGroup(rows, spoken);

      expect(rows).toEqual(before);
      if (adapted.kind === 'rejected') {
        expect(Object.keys(rejectReasons)).toContain(adapted.reason);
        return;
      }
      const texts = Object.values(adapted.text);
      expect(texts).toEqual(texts.map((text) => text.trim().toWellFormed()));
    }),
  );
});

test('unfolding the record gives back what was said', () => {
  const said = hostileText().map((text) => `x${text}x`.toWellFormed());

  fc.assert(
    fc.property(fc.array(said, { minLength: 1, maxLength: 5 }), (texts) => {
      const even = texts.length % 2 === 0 ? texts : [...texts, 'last'];
      const rows = even.map((text, index) => ({ who: index % 2, said: text }));

      const adapted = adaptGroup(rows, spoken);

      expect(adapted.kind === 'record' && unfoldTurns(adapted.text)).toEqual(
        even.map((text, index) => ({ speaker: index % 2 === 0 ? 'Human' : 'Assistant', text })),
      );
    }),
  );
});
