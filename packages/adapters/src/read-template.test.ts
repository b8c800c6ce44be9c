import { rowMappingSchema, type RowMapping, type Template } from '@llamaforge/schema';
import { hostileText, testAdapter } from '@llamaforge/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adaptRow } from './adapt-row.ts';

const judged: Template = {
  system: 'You weigh {norm}.',
  instruction: 'Is this right: {act.0}?',
  input: 'Seen: {seen}',
  output: '{verdict} {why}',
  words: { verdict: { '0': 'No,', '1': 'Yes,' } },
};

testAdapter({
  shape: 'template',
  example: { norm: 'kindness', act: ['waiting'], seen: 'a queue', verdict: 1, why: 'it is polite' },
  adapt: (row) => adaptRow(row, { template: judged }),
});

describe('texts', () => {
  test('are filled, trimmed value by value, and the braces stay', () => {
    const row = { a: '  one ', b: { c: [2.5] }, d: false };

    expect(read(row, { instruction: '{{{a}}} and {b.c.0}', output: 'It is {d}.' })).toEqual({
      kind: 'record',
      shape: 'template',
      text: { instruction: '{one} and 2.5', input: '', output: 'It is false.' },
      loneSurrogates: false,
      turnsLeftOut: 0,
    });
  });

  test('count before columns and the shape that the keys would tell', () => {
    const row = { instruction: 'q', output: 'a' };
    const mapping: RowMapping = {
      template: { instruction: 'Say {instruction}', output: '{output}' },
      columns: { instruction: 'output', output: 'instruction' },
    };

    expect(adaptRow(row, mapping)).toMatchObject([{ text: { instruction: 'Say q' } }]);
  });

  test.each([
    [{ q: ' ', a: 'x' }, 'missing_instruction'],
    [{ q: null, a: 'x' }, 'missing_instruction'],
    [{ q: 'x' }, 'missing_output'],
    [{ q: 'x', a: '' }, 'missing_output'],
    [{ q: ['x'], a: 'x' }, 'not_text'],
    [{ q: 'x', a: { b: 1 } }, 'not_text'],
  ])('%j lacks what its words would frame', (row, reason) => {
    expect(read(row, { instruction: 'Asked: {q}', output: 'Answered: {a}' })).toMatchObject({
      shape: 'template',
      reason,
    });
  });

  test('an input and a system are left out where all of their placeholders are blank, and else kept', () => {
    const template = { ...judged, input: 'Seen: {seen}; heard: {heard}' };
    const row = { act: ['x'], verdict: 0, why: 'no' };

    expect(read(row, template)).toMatchObject({ text: { input: '' } });
    expect(read({ ...row, heard: 'a bell' }, template)).toMatchObject({
      text: { input: 'Seen: ; heard: a bell' },
    });
  });

  test('a text without placeholders is one for every row', () => {
    expect(
      read({ s: 'tale' }, { instruction: 'Tell a story.', input: 'Now.', output: '{s}' }),
    ).toMatchObject({ text: { instruction: 'Tell a story.', input: 'Now.', output: 'tale' } });
  });

  test('a system makes it a dialogue, with the input in the question', () => {
    const row = { norm: 'kindness', act: ['waiting'], seen: 'a queue', verdict: 1, why: 'polite' };

    expect(read(row, judged)).toMatchObject({
      text: {
        instruction: 'Is this right: waiting?\n\nSeen: a queue',
        input: 'System: You weigh kindness.',
        output: 'Yes, polite',
      },
    });
  });

  test('a row’s own system and history open it unless the template reads them', () => {
    const row = { q: 'q', a: 'a', system: 's', history: [['h', 'i']] };

    expect(read(row, { instruction: '{q}', output: '{a}' })).toMatchObject({
      text: { instruction: 'q', input: 'System: s\n\nHuman: h\n\nAssistant: i', output: 'a' },
    });
    expect(
      read(row, { instruction: '{system}: {history.0.0}', output: '{history.0.1}' }),
    ).toMatchObject({ text: { instruction: 's: h', input: '', output: 'i' } });
  });
});

describe('words', () => {
  const template: Template = {
    instruction: '{q}',
    output: '{label}',
    words: { label: { '0': 'No.', '1': 'Yes.', true: 'Indeed.', false: 'Never.' } },
  };

  test.each([
    [1, 'Yes.'],
    ['1', 'Yes.'],
    [0, 'No.'],
    [true, 'Indeed.'],
    [false, 'Never.'],
  ])('stand for %j: %s', (label, output) => {
    expect(read({ q: 'q', label }, template)).toMatchObject({ text: { output } });
  });

  test.each([
    [2, { reason: 'not_selected', detail: '`label` is 2, which has no word' }],
    ['constructor', { detail: '`label` is "constructor", which has no word' }],
    [[1], { reason: 'not_text', detail: '`label` is a list' }],
    [null, { reason: 'missing_output', detail: 'the answer is blank or absent' }],
  ])('are wanting for %j', (label, rejection) => {
    expect(read({ q: 'q', label }, template)).toMatchObject({ kind: 'rejected', ...rejection });
  });
});

describe('filters', () => {
  const calls = [
    { name: 'sum', arguments: { a: 1, b: ['</x>'] }, id: 'c1' },
    { type: 'function', function: { name: 'now', arguments: '{"zone": "UTC"}' } },
    { name: 'stop' },
    { name: 'stop', arguments: '' },
  ];
  const lines = [
    '<tool_call>{"name":"sum","arguments":{"a":1,"b":["</x>"]}}</tool_call>',
    '<tool_call>{"name":"now","arguments":{"zone":"UTC"}}</tool_call>',
    '<tool_call>{"name":"stop","arguments":{}}</tool_call>',
    '<tool_call>{"name":"stop","arguments":{}}</tool_call>',
  ].join('\n');

  test.each([
    ['{a|tool_calls}', calls, lines],
    ['{a|tool_calls}', JSON.stringify(calls, undefined, 2), lines],
    ['{a|json}', { b: [1, null, 'é'] }, '{"b":[1,null,"é"]}'],
    ['{a|json}', '{ "b" : 1 }', '{"b":1}'],
    ['{a|json}', 7, '7'],
    ['{a|tools}', [{ name: 'sum' }], '<tools>[{"name":"sum"}]</tools>'],
    ['{a|tools}', ' [ ] ', '<tools>[]</tools>'],
  ])('%s of %j', (output, a, expected) => {
    expect(read({ q: 'q', a }, { instruction: '{q}', output })).toMatchObject({
      text: { output: expected },
    });
  });

  test.each([
    ['{a|tool_calls}', 'no JSON', 'invalid_call: `a` is text that is no JSON'],
    ['{a|json}', '{a: 1}', 'invalid_call: `a` is text that is no JSON'],
    ['{a|tools}', "['x']", 'invalid_call: `a` is text that is no JSON'],
    ['{a|tool_calls}', { name: 'x' }, 'invalid_call: `a` is an object, no list of calls'],
    ['{a|tool_calls}', [], 'missing_output: the answer is blank or absent'],
    ['{a|tool_calls}', 'null', 'missing_output: the answer is blank or absent'],
    ['{a|json}', ' ', 'missing_output: the answer is blank or absent'],
  ])('%s of %j is refused as %s', (output, a, refusal) => {
    const [reason, detail] = refusal.split(': ');

    expect(read({ q: 'q', a }, { instruction: '{q}', output })).toMatchObject({ reason, detail });
  });

  test('every call that comes out is the JSON of the one that went in', () => {
    const call = fc.record({
      name: fc.string({ minLength: 1 }).filter((name) => name.trim() !== ''),
      arguments: fc.dictionary(fc.string(), fc.oneof(hostileText(), fc.jsonValue()), {
        noNullPrototype: true,
      }),
    });

    fc.assert(
      fc.property(fc.array(call, { minLength: 1 }), fc.boolean(), (given, isText) => {
        const written = JSON.stringify(given);
        const row = { q: 'q', a: isText ? written : given };

        const adapted = adaptRow(row, {
          template: { instruction: '{q}', output: '{a|tool_calls}' },
        });

        const called = adapted.flatMap((one) =>
          one.kind === 'record'
            ? one.text.output
                .split('\n')
                .map((line) => /^<tool_call>(.*)<\/tool_call>$/su.exec(line)?.[1])
            : [],
        );
        expect(`[${called.join(',')}]`).toBe(written.toWellFormed());
      }),
    );
  });

  test.each([
    5,
    {},
    { name: ' ', arguments: {} },
    { name: 'x', arguments: [1] },
    { name: 'x', arguments: '[1]' },
    { name: 'x', arguments: '{' },
    { function: { arguments: {} } },
  ])('a list with %j is no list of calls', (call) => {
    const row = { q: 'q', a: [{ name: 'x', arguments: {} }, call] };

    expect(read(row, { instruction: '{q}', output: '{a|tool_calls}' })).toMatchObject({
      reason: 'invalid_call',
      detail: '`a.1` is no {name, arguments} with an object of arguments',
    });
  });
});

test('a mark of a negative example that the template reads is a value like any other', () => {
  const template = { instruction: '{q}', output: '{is_correct}' };

  expect(read({ q: 'q', is_correct: false }, template)).toMatchObject({
    text: { output: 'false' },
  });
  expect(read({ q: 'q', is_correct: 'x', label: false }, template)).toMatchObject({
    reason: 'negative_example',
  });
});

test('a malformed template that no schema has seen throws', () => {
  expect(() => adaptRow({}, { template: { instruction: '{q', output: 'a' } })).toThrow(
    'The template "{q" has a { at character 1 that is not closed; a brace itself is written {{.',
  );
});

function read(row: object, template: Template): unknown {
  const parsed = rowMappingSchema.parse({ template });
  const [adapted, ...more] = adaptRow(row, parsed);
  expect(more).toEqual([]);
  return adapted;
}
