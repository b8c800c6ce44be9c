import type { Columns } from '@llamaforge/schema';
import { describe, expect, test } from 'vitest';
import { adaptRow } from './adapt-row.ts';

const plain: Columns = { instruction: 'ask', output: 'reply' };

test('maps any columns, by the name of columns in the ledger', () => {
  const columns = { instruction: 'ask', input: 'about', output: 'reply' };

  expect(adaptRow({ ask: ' q ', about: ' i ', reply: ' a ' }, { columns })).toEqual([
    {
      kind: 'record',
      shape: 'columns',
      text: { instruction: 'q', input: 'i', output: 'a' },
      loneSurrogates: false,
      turnsLeftOut: 0,
    },
  ]);
});

test('wins over a shape, given or told from the keys', () => {
  const row = { instruction: 'no', output: 'no', ask: 'q', reply: 'a' };

  expect(adaptRow(row, { columns: plain, shape: 'alpaca' })).toMatchObject([
    { shape: 'columns', text: { instruction: 'q', output: 'a' } },
  ]);
});

describe('paths', () => {
  const row = {
    turns: ['first', 'second'],
    a: { b: { c: 'deep' }, 'b.c': 'longer key' },
    'x.y': 'own key',
    x: { y: 'nested' },
    'n.m': null,
    n: { m: 'where the own key is null' },
    answers: [{ text: 'in a list' }],
    constructor: 'plain data',
    sparse: { '0': 'a key, not an index' },
  };

  test.each([
    ['turns.0', 'first'],
    ['turns.1', 'second'],
    ['a.b.c', 'longer key'],
    ['x.y', 'own key'],
    ['n.m', 'where the own key is null'],
    ['answers.0.text', 'in a list'],
    ['constructor', 'plain data'],
    ['sparse.0', 'a key, not an index'],
  ])('%s leads to %j', (path, text) => {
    expect(adaptRow(row, { columns: { instruction: path, output: path } })).toMatchObject([
      { text: { instruction: text, input: '', output: text } },
    ]);
  });

  test.each([
    'turns.2',
    'turns.-1',
    'turns.length',
    'turns.0.0',
    'turns.first',
    'a.c',
    'x.y.z',
    'toString',
    'a.constructor',
    '__proto__',
    '',
    '.',
    'a..b',
    'answers.00.txt',
  ])('%j leads nowhere, which is an absent text', (path) => {
    const columns = { instruction: 'x.y', output: 'x.y' };

    expect(adaptRow(row, { columns: { ...columns, output: path } })).toMatchObject([
      { shape: 'columns', reason: 'missing_output' },
    ]);
    expect(adaptRow(row, { columns: { ...columns, instruction: path } })).toMatchObject([
      { shape: 'columns', reason: 'missing_instruction' },
    ]);
    expect(adaptRow(row, { columns: { ...columns, input: path } })).toMatchObject([
      { text: { input: '' } },
    ]);
  });

  test('what stands there must be text', () => {
    expect(adaptRow(row, { columns: { instruction: 'x.y', output: 'turns' } })).toEqual([
      { kind: 'rejected', shape: 'columns', reason: 'not_text', detail: '`turns` is a list' },
    ]);
  });
});

test('no output and no instruction: the output is what is named', () => {
  expect(adaptRow({}, { columns: plain })).toMatchObject([{ reason: 'missing_output' }]);
});

test('a negative example stays one', () => {
  expect(adaptRow({ ask: 'q', reply: 'a', label: false }, { columns: plain })).toMatchObject([
    { shape: 'columns', reason: 'negative_example' },
  ]);
});

test('system and history beside the columns make a dialogue, as beside any single-turn shape', () => {
  const row = { ask: 'q', reply: 'a', system: 's', history: [['h', 'i']] };

  expect(adaptRow(row, { columns: plain })).toMatchObject([
    { text: { instruction: 'q', input: 'System: s\n\nHuman: h\n\nAssistant: i', output: 'a' } },
  ]);
});

test('a mapped system counts in place of the row’s own', () => {
  const row = { ask: 'q', reply: 'a', system: 'own', meta: { persona: 'mapped' } };

  expect(adaptRow(row, { columns: { ...plain, system: 'meta.persona' } })).toMatchObject([
    { text: { input: 'System: mapped' } },
  ]);
  expect(adaptRow(row, { columns: { ...plain, system: 'nowhere' } })).toMatchObject([
    { text: { input: '' } },
  ]);
});

test('a key that the mapping reads is not read again as system or history', () => {
  const row = { system: 'q', system_prompt: 's', history: ['a', 'b'] };

  expect(adaptRow(row, { columns: { instruction: 'system', output: 'history.0' } })).toMatchObject([
    { text: { instruction: 'q', input: 'System: s', output: 'a' } },
  ]);
});

test('a malformed history that is not mapped is refused', () => {
  expect(adaptRow({ ask: 'q', reply: 'a', history: ['x'] }, { columns: plain })).toMatchObject([
    { reason: 'not_text' },
  ]);
});
