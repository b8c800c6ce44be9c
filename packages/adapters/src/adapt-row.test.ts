import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { foldTurns, speakers, unfoldTurns, type Turn } from '@llamaforge/schema';
import { hostileText } from '@llamaforge/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adaptRow } from './adapt-row.ts';
import type { AdaptedRow } from './adapted-row.ts';
import { shapeNames } from '@llamaforge/schema';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

describe('golden pairs', () => {
  const pairs = readdirSync(fixtures)
    .filter((name) => name.endsWith('.rows.jsonl'))
    .map((name) => name.replace('.rows.jsonl', ''));

  test('every row shape has one', () => {
    expect(pairs.toSorted()).toEqual([...shapeNames, 'no_shape'].toSorted());
  });

  test.each(pairs)('%s: its rows give exactly its records', (pair) => {
    const rows = readLines(`${pair}.rows.jsonl`);

    const given = rows.flatMap((row) => adaptRow(row)).map((adapted) => goldenLine(adapted, pair));

    expect(given).toEqual(readLines(`${pair}.records.jsonl`));
  });
});

describe('laws', () => {
  test('every JSON value gives at least one record, whole, or a reason', () => {
    fc.assert(
      fc.property(anyRow(), (row) => {
        const adapted = adaptRow(row);

        expect(adapted).not.toEqual([]);
        for (const one of adapted) expectWhole(one);
      }),
      { numRuns: 2000 },
    );
  });

  test('no row is taken for one of a shape that does not fit it', () => {
    fc.assert(
      fc.property(anyRow(), fc.constantFrom(...shapeNames), (row, shape) => {
        const detected = adaptRow(row);

        const asked = adaptRow(row, { shape });

        // Asked for the shape it has, a row gives the same; asked for another it may fit a later one only.
        if (detected[0]?.shape === shape) expect(asked).toEqual(detected);
        else if (asked[0]?.shape === shape) expect(fitsLater(detected, shape)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    { shape: 'messages', list: 'messages', role: 'role', content: 'content' },
    { shape: 'sharegpt', list: 'conversations', role: 'from', content: 'value' },
  ])('$shape: unfolding the record gives back the turns', ({ shape, list, role, content }) => {
    fc.assert(
      fc.property(dialogues(), (turns) => {
        const row = {
          [list]: turns.map(({ speaker, text }) => ({ [role]: roles[speaker], [content]: text })),
        };

        const [adapted, ...more] = adaptRow(row);

        expect(more).toEqual([]);
        expect(adapted).toEqual({
          kind: 'record',
          shape,
          loneSurrogates: false,
          ...foldTurns(turns),
        });
        expect(adapted?.kind === 'record' && unfoldTurns(adapted.text)).toEqual(turns);
      }),
    );
  });
});

describe('shapes', () => {
  test.each([
    ['preference', { chosen: 'a', messages: [], prompt: 'q', completion: 'c' }],
    ['messages', { messages: [], conversations: [], data: [], instruction: 'q', output: 'a' }],
    ['sharegpt', { conversations: [], data: [], system: 's', chat: 'c' }],
    ['turns', { data: [], system: 's', chat: 'c' }],
    ['system_chat', { system: 's', chat: 'c', instruction: 'q', output: 'a' }],
    ['instances', { instruction: 'q', instances: [], output: 'a' }],
    ['alpaca', { instruction: 'q', output: 'a', question: 'q', context: 'c', answers: [] }],
    ['squad', { question: 'q', context: 'c', answers: [], choices: ['a'], gold: 0 }],
    ['multiple_choice', { choices: ['a'], question: 'q', answer: 'a' }],
    ['question_answer', { question: 'q', answer: 'a', prompt: 'p', completion: 'c' }],
    ['prompt_completion', { prompt: 'p', output: 'o', input: 'i' }],
    ['text_pair', { input: 'i', output: 'o', turns: [{ speaker: 'USER', utterance: 'u' }] }],
    [
      'schema_guided',
      {
        turns: [{ speaker: 'USER', utterance: 'u' }],
        utterances: [{ speaker: 'user', text: 't' }],
      },
    ],
    ['taskmaster', { utterances: [{ speaker: 'user', text: 't' }], log: [logged] }],
    ['dialogstudio', { log: [logged], context: 'c', response: 'r' }],
    ['context_response', { context: 'c', response: 'r' }],
  ] as const)('%s counts before all that come after it', (shape, row) => {
    expect(adaptRow(row).map((adapted) => adapted.shape)).toEqual([shape]);
  });

  test.each([
    [{ messages: 'text', instruction: 'q', output: 'a' }, 'alpaca'],
    [{ messages: { role: 'user' }, question: 'q', answer: 'a' }, 'question_answer'],
    [{ conversations: null, prompt: 'q', completion: 'a' }, 'prompt_completion'],
    [{ data: ['a', 1], question: 'q', answer: 'a' }, 'question_answer'],
    [{ system: null, chat: 'c', input: 'i', target: 't' }, 'text_pair'],
    [{ instruction: 'q', instances: {}, output: 'a' }, 'alpaca'],
    [{ instruction: null, instances: [], input: 'i', output: 'a' }, 'text_pair'],
    [{ instruction: 'q', output: null, prompt: 'p', story: 's' }, 'prompt_completion'],
    [{ question: 'q', context: 'c', answers: ['a'], answer: 'a' }, 'question_answer'],
    [{ question: 'q', choices: [], answer: 'a' }, 'question_answer'],
    [{ question: 'q', choices: [], options: ['a'], answer: 'a' }, 'multiple_choice'],
    [{ question: 'q', choices: ['a', 2], answer: 'a' }, 'question_answer'],
    [{ question: 'q', choices: { text: ['a'], label: ['A'] }, answer: 'a' }, 'question_answer'],
  ])('a key whose value is of another kind does not make the shape: %o', (row, shape) => {
    expect(adaptRow(row).map((adapted) => adapted.shape)).toEqual([shape]);
  });

  test('a row of no shape is rejected with its keys, not guessed at', () => {
    const row = { text: 'x', output: null, 'a key': 1 };

    expect(adaptRow(row)).toEqual([
      {
        kind: 'rejected',
        shape: undefined,
        reason: 'unknown_shape',
        detail: 'keys: text, output (null), a key',
      },
    ]);
  });

  test('of many keys the first twenty are named', () => {
    const row = Object.fromEntries(
      Array.from({ length: 23 }, (_, index) => [`k${String(index)}`, 1]),
    );

    expect(adaptRow(row)[0]).toMatchObject({
      detail: `keys: ${Object.keys(row).slice(0, 20).join(', ')} … and 3 more`,
    });
  });

  test.each([
    [{ ['k'.repeat(200)]: 1, ['l'.repeat(200)]: 1 }, `keys: ${'k'.repeat(200)} … and 1 more`],
    [{ ['k'.repeat(400)]: 1 }, `keys: ${'k'.repeat(300)}…`],
    [{ 'cut \ud800': 1 }, 'keys: cut \ufffd'],
  ])('long and broken keys are cut and mended: %#', (row, detail) => {
    expect(adaptRow(row)[0]).toMatchObject({ detail });
  });

  test.each([
    [[], 'a list'],
    ['text', 'text'],
    [null, 'null'],
    [4, 'a number'],
    [true, 'a boolean'],
  ])('%j is not a row', (value, kind) => {
    expect(adaptRow(value, { shape: 'alpaca' })).toEqual([
      {
        kind: 'rejected',
        shape: undefined,
        reason: 'not_an_object',
        detail: `the row is ${kind}`,
      },
    ]);
  });

  test('a given shape is the only one tried', () => {
    const row = { messages: [], instruction: 'q', output: 'a' };

    expect(adaptRow(row, { shape: 'alpaca' })).toMatchObject([{ kind: 'record', shape: 'alpaca' }]);
    expect(adaptRow(row, { shape: 'squad' })).toEqual([
      {
        kind: 'rejected',
        shape: undefined,
        reason: 'unknown_shape',
        detail: 'not squad; keys: messages, instruction, output',
      },
    ]);
  });

  test('a negative example is rejected once, before its texts are looked at', () => {
    const row = { instruction: 5, instances: [{}, {}], label: false };

    expect(adaptRow(row)).toEqual([
      {
        kind: 'rejected',
        shape: 'instances',
        reason: 'negative_example',
        detail: '`label` is false',
      },
    ]);
  });

  test('only false itself marks a negative example, and only in a row of a known shape', () => {
    const marks = [0, '', 'false', null, true].map((label) => ({
      question: 'q',
      answer: 'a',
      label,
    }));

    expect(marks.flatMap((row) => adaptRow(row)).map((adapted) => adapted.kind)).toEqual(
      marks.map(() => 'record'),
    );
    expect(adaptRow({ label: false })).toMatchObject([{ reason: 'unknown_shape' }]);
  });

  test('keys named as what every object inherits are plain data', () => {
    const row: unknown = JSON.parse(
      '{"__proto__": {"messages": [], "chosen": "x"}, "constructor": "c", "toString": 1, "hasOwnProperty": 2, "instruction": "q", "output": "a"}',
    );

    expect(adaptRow(row)).toMatchObject([
      { kind: 'record', shape: 'alpaca', text: { instruction: 'q', input: '', output: 'a' } },
    ]);
  });

  test('lone surrogates become U+FFFD in every text and are reported; pairs stay', () => {
    const row = { instruction: '\ud83d', input: '\ud83d\ude00 \udc00', output: 'x\ud800' };

    expect(adaptRow(row)).toMatchObject([
      {
        loneSurrogates: true,
        text: { instruction: '\ufffd', input: '\ud83d\ude00 \ufffd', output: 'x\ufffd' },
      },
    ]);
  });

  test('a dialogue of half a million turns is one record', () => {
    const turn = [
      { role: 'user', content: 'q' },
      { role: 'assistant', content: 'a' },
    ];

    const [adapted] = adaptRow({ messages: Array.from({ length: 250_000 }, () => turn).flat() });

    expect(adapted).toMatchObject({ kind: 'record', text: { instruction: 'q', output: 'a' } });
  });

  test('texts are trimmed as String.prototype.trim does', () => {
    const row = { instruction: '\ufeff\u00a0q\u2028', input: '\u200b i', output: '\v a\u3000' };

    expect(adaptRow(row)).toMatchObject([
      { text: { instruction: 'q', input: '\u200b i', output: 'a' } },
    ]);
  });
});

const logged = { 'user utterance': 'u', 'system response': 's' };

const roles = { Human: 'user', Assistant: 'gpt', System: 'system', Tool: 'observation' } as const;

function readLines(name: string): readonly unknown[] {
  const lines = readFileSync(join(fixtures, name), 'utf8').trimEnd().split('\n');
  return lines.map((line): unknown => JSON.parse(line));
}

/** What a golden line says: a record's texts and all that is out of the ordinary, or the reason and the shape. */
function goldenLine(adapted: AdaptedRow, pair: string): unknown {
  const { shape } = adapted;
  if (adapted.kind === 'rejected') return { reason: adapted.reason, shape: shape ?? null };
  const { text, turnsLeftOut, loneSurrogates } = adapted;
  return {
    ...(shape === pair ? {} : { shape }),
    ...text,
    ...(turnsLeftOut === 0 ? {} : { turnsLeftOut }),
    ...(loneSurrogates ? { loneSurrogates } : {}),
  };
}

function expectWhole(adapted: AdaptedRow): void {
  expect(adapted.kind === 'rejected' ? adapted.detail.isWellFormed() : true).toBe(true);
  if (adapted.kind === 'rejected') return;
  const { instruction, input, output } = adapted.text;
  const texts = [instruction, input, output];
  expect(texts).toEqual(texts.map((text) => text.trim().toWellFormed()));
  expect([instruction, output]).not.toContain('');
}

/** Whether `shape` comes after the shape that was detected, so that the order alone kept it from being taken. */
function fitsLater(detected: readonly AdaptedRow[], shape: (typeof shapeNames)[number]): boolean {
  const first = shapeNames.findIndex((name) => name === detected[0]?.shape);
  return first !== -1 && shapeNames.indexOf(shape) > first;
}

const knownKeys = [
  'chosen',
  'messages',
  'conversations',
  'data',
  'system',
  'system_prompt',
  'chat',
  'history',
  'tools',
  'instruction',
  'instances',
  'input',
  'output',
  'context',
  'response',
  'completion',
  'answer',
  'question',
  'answers',
  'choices',
  'options',
  'gold',
  'label',
  'is_correct',
  'query',
  'prompt',
  'target',
  'targets',
  'inputs',
  'continuation',
  'text',
  'code',
  'turns',
  'utterances',
  'log',
  'passage',
  '__proto__',
];

/** Rows made of the keys that shapes look for, with values of the kinds they look for and of any other. */
function anyRow(): fc.Arbitrary<unknown> {
  const role = fc.constantFrom('user', 'assistant', 'system', 'tool', 'function_call', 'narrator');
  const content = fc.oneof(hostileText(), fc.constant(null), fc.jsonValue());
  const message = fc.oneof(
    fc.record({ role, content }),
    fc.record({ from: role, value: hostileText() }),
    fc.record({
      speaker: fc.constantFrom('USER', 'SYSTEM', 'user'),
      utterance: content,
      text: content,
    }),
    fc.record({ 'user utterance': content, 'system response': content }),
    fc.record({ input: content, output: content, text: content }),
    hostileText(),
  );
  const value = fc.oneof(
    hostileText(),
    fc.array(message, { maxLength: 5 }),
    message,
    fc.array(fc.tuple(hostileText(), hostileText()), { maxLength: 2 }),
    fc.jsonValue(),
  );
  return fc.oneof(
    { weight: 9, arbitrary: fc.dictionary(fc.constantFrom(...knownKeys), value, { maxKeys: 8 }) },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
}

/** Dialogues as unfolding gives them: one System turn at most, first; no neighbours of one speaker; an answer last. */
function dialogues(): fc.Arbitrary<readonly Turn[]> {
  const text = hostileText()
    .map((value) => value.toWellFormed().trim())
    .filter((value) => value !== '');
  const turn = fc.record({ speaker: fc.constantFrom(...speakers), text });
  return fc
    .tuple(fc.option(text), fc.array(turn, { maxLength: 6 }), text, text)
    .map(([system, middle, asked, answered]) => [
      ...(system === null ? [] : [{ speaker: 'System', text: system } as const]),
      ...[
        ...middle.filter(({ speaker }) => speaker !== 'System'),
        { speaker: 'Human', text: asked } as const,
        { speaker: 'Assistant', text: answered } as const,
      ].filter(({ speaker }, index, all) => speaker !== all[index + 1]?.speaker),
    ]);
}
