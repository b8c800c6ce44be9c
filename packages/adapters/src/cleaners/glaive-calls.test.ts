import { hostileText } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adaptRow } from '../adapt-row.ts';
import { glaiveCalls } from './glaive-calls.ts';

const called = '<tool_call>{"name":"f","arguments":{"a":"b"}}</tool_call>';

test.each([
  [`{"name": "f", "arguments": '{"a": "b"}'}`, called],
  [`{"name": "f", "arguments": {"a": "b"}}`, called],
  [`{"name": "f", "arguments": "{\\"a\\": \\"b\\"}"}`, called],
  [`{"name": "f", "arguments": "{"a": "b"}"}`, called],
  [`{"arguments": '{"a": "b"}', "name": "f"}`, called],
  [`\n{\n  "name": "f",\n  "arguments": '{\n    "a": "b"\n  }'\n}`, called],
  [`{"name": "f", "arguments": '{}'}`, '<tool_call>{"name":"f","arguments":{}}</tool_call>'],
  [`{"name": "f", "arguments": ''}`, '<tool_call>{"name":"f","arguments":{}}</tool_call>'],
  [`{"name": "f"}`, '<tool_call>{"name":"f","arguments":{}}</tool_call>'],
  [
    `{"name": "f", "arguments": '{"a": "it's"}'}`,
    `<tool_call>{"name":"f","arguments":{"a":"it's"}}</tool_call>`,
  ],
  [
    `{"name": "f", "arguments": '{"a": "it\\'s {"}'}`,
    `<tool_call>{"name":"f","arguments":{"a":"it's {"}}</tool_call>`,
  ],
  [
    `{"name": "f", "arguments": '{"a": "one\ntwo"}'}`,
    '<tool_call>{"name":"f","arguments":{"a":"one\\ntwo"}}</tool_call>',
  ],
  [
    `{"name": "f", "arguments": {"a": "one\ntwo"}}`,
    '<tool_call>{"name":"f","arguments":{"a":"one\\ntwo"}}</tool_call>',
  ],
])('makes JSON of %s', (written, expected) => {
  expect(glaiveCalls(`<functioncall> ${written} <|endoftext|>`)).toBe(`${expected} <|endoftext|>`);
  expect(glaiveCalls(`<functioncall>${written}`)).toBe(expected);
});

test.each([
  ['', '""'],
  ['f(x)', '"f(x)"'],
  [
    `{"name": "f", "arguments": '{"a": }'}`,
    `"{\\"name\\": \\"f\\", \\"arguments\\": '{\\"a\\": }'}"`,
  ],
  [
    `{"name": "f", "arguments": '{"a": "b"}'`,
    `"{\\"name\\": \\"f\\", \\"arguments\\": '{\\"a\\": \\"b\\"}'"`,
  ],
  [`{"arguments": '{"a": "b"}'}`, `"{\\"arguments\\": '{\\"a\\": \\"b\\"}'}"`],
  ['{"name": "f", "arguments": [1]}', '"{\\"name\\": \\"f\\", \\"arguments\\": [1]}"'],
])('refuses %j, which is no call', (written, shown) => {
  expect(glaiveCalls(`<functioncall> ${written} <|endoftext|>`)).toEqual({
    reason: 'invalid_call',
    detail: `holds a call that is no JSON: ${shown}`,
  });
});

test('a call that is cut short takes in nothing of the next turn', () => {
  const cut = `<functioncall> {"name": "f", "arguments": '{"a": "b`;

  expect(glaiveCalls(`${cut}\n\n\nUSER: say "x"}'}`)).toMatchObject({ reason: 'invalid_call' });
  expect(glaiveCalls(`${cut} <|endoftext|> "}'}`)).toMatchObject({ reason: 'invalid_call' });
});

test('text without a call comes out as it is', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      expect(glaiveCalls(text)).toBe(text);
    }),
  );
});

test('every call of a chat comes out as JSON.stringify writes it, in whichever way it was quoted', () => {
  const name = fc.stringMatching(/^[a-z_]{1,8}$/u);
  const values = fc.dictionary(
    fc.string({ maxLength: 5 }),
    fc.oneof(hostileText(), fc.jsonValue()),
    {
      maxKeys: 4,
      noNullPrototype: true,
    },
  );

  fc.assert(
    fc.property(fc.array(fc.tuple(name, values, quoting()), { minLength: 1 }), (calls) => {
      const texts = calls.map(
        ([called, given, quote]) =>
          `<functioncall> {"name": "${called}", "arguments": ${quote(JSON.stringify(given))}}`,
      );

      const cleaned = glaiveCalls(
        `USER: q\n\n\nASSISTANT: ${texts.join(' <|endoftext|>\n\n\nFUNCTION RESPONSE: {}\n\n\nASSISTANT: ')}`,
      );

      expect(callsIn(cleaned)).toEqual(
        calls.map(([called, given]) => ({
          name: called,
          arguments: parsed(JSON.stringify(given)),
        })),
      );
    }),
  );
});

test('a chat is read with its calls as the assistant’s turns', () => {
  const chat = `USER: Sum 1 and 2.\n\n\nASSISTANT: <functioncall> {"name": "sum", "arguments": '{"of": [1, 2]}'} <|endoftext|>\n\n\nFUNCTION RESPONSE: {"sum": 3}\n\n\nASSISTANT: It is 3. <|endoftext|>`;

  expect(
    adaptRow({ system: 'SYSTEM: You sum.', chat }, { clean: { chat: ['glaive_calls'] } }),
  ).toMatchObject([
    {
      shape: 'system_chat',
      text: {
        instruction: 'Tool: {"sum": 3}',
        input:
          'System: You sum.\n\nHuman: Sum 1 and 2.\n\nAssistant: <tool_call>{"name":"sum","arguments":{"of":[1,2]}}</tool_call>',
        output: 'It is 3.',
      },
    },
  ]);
});

test('a long string full of escapes is read', () => {
  const text = `<functioncall> {"name": "f", "arguments": '{"a": "${"\\'".repeat(200_000)}"}'}`;

  expect(callsIn(glaiveCalls(text))).toEqual([
    { name: 'f', arguments: { a: "'".repeat(200_000) } },
  ]);
});

/** The ways in which Glaive writes the JSON of a call's arguments. */
function quoting(): fc.Arbitrary<(json: string) => string> {
  return fc.constantFrom(
    (json: string) => json,
    (json: string) => `'${json}'`,
    (json: string) => `'${json.replaceAll("'", "\\'")}'`,
    (json: string) => JSON.stringify(json),
  );
}

function callsIn(cleaned: ReturnType<typeof glaiveCalls>): unknown {
  if (typeof cleaned !== 'string') return cleaned;
  return [...cleaned.matchAll(/<tool_call>(.*?)<\/tool_call>/gsu)].map(([, json = '']) =>
    parsed(json),
  );
}

function parsed(json: string): unknown {
  return JSON.parse(json);
}
