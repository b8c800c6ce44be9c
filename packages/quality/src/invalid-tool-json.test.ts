import { expect, test } from 'vitest';
import { invalidToolJson } from './invalid-tool-json.ts';

test.each([
  [
    '<tool_call>{"name": "add", "arguments": {"a": 1,}}</tool_call>',
    '{"name": "add", "arguments": {"a": 1,}}',
  ],
  ["One moment.\n<tool_call>\n{'name': 'add'}\n</tool_call>", "{'name': 'add'}"],
  ['<tool_call>add(1, 2)</tool_call>', 'add(1, 2)'],
  ['<tool_call>{"name": "add", "argu', '{"name": "add", "argu'],
  [
    '<functioncall> {"name": "add", "arguments": \'{"a": 1}\'} <|endoftext|>',
    '{"name": "add", "arguments": \'{"a": 1}\'}',
  ],
  ['<tool_call>{"a": 1}</tool_call>\n<tool_call>{"b": 2</tool_call>', '{"b": 2'],
  ['<tool_call></tool_call>', ''],
  ['<tool_call>\n<tool_call>{"b": 2</tool_call>', '{"b": 2'],
])('sees that the call in %j does not parse', (output, evidence) => {
  expect(find({ output })).toBe(evidence);
});

test.each([
  '<tool_call>{"name": "add", "arguments": {"a": 1}}</tool_call>',
  '<tool_call>\n{"name": "add"}\n</tool_call>\n<tool_call>\n[1]\n</tool_call>',
  '<functioncall> {"name": "add", "arguments": {"a": 1}} <|endoftext|>',
  '<tool_call>\n<function=add>\n<parameter=a>1</parameter>\n</function>\n</tool_call>',
  '<tool_call>{"name": "ask", "arguments": {"text": "When do I write <tool_call> first?"}}</tool_call>',
  'The model writes <tool_call> before each call.',
  'It stands between `<tool_call>` and `</tool_call>`: {nothing',
  'Braces {alone} are no call.',
])('sees nothing wrong in %j', (output) => {
  expect(find({ output })).toBeUndefined();
});

test('looks at the turns of the assistant before, and not at what the system shows', () => {
  const call = '<tool_call>{"name": <name>}</tool_call>';

  const own = find({ input: `Human: Add.\n\nAssistant: ${call}\n\nTool: 3\n\nHuman: And?` });
  const system = find({ input: `System: Call as ${call}.\n\nHuman: Add.\n\nAssistant: 3` });

  expect({ own, system }).toEqual({ own: '{"name": <name>}', system: undefined });
});

test('shows no more than 120 units of a call', () => {
  const evidence = find({ output: `<tool_call>{${'a'.repeat(500)}</tool_call>` });

  expect(evidence).toBe(`{${'a'.repeat(119)}`);
});

test('reads a text of 100,000 calls', () => {
  const texts = ['<tool_call> ', '<functioncall> ', '<tool_call>{}</tool_call>'].map((part) =>
    part.repeat(100_000),
  );

  expect(texts.map((output) => find({ output }))).toEqual([undefined, undefined, undefined]);
});

function find(texts: { readonly input?: string; readonly output?: string }): string | undefined {
  return invalidToolJson.find({ instruction: 'Add.', input: '', output: '3', ...texts }, {});
}
