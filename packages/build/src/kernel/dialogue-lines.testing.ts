import fc from 'fast-check';

/** How JSON lines are invented: a text, a string's JSON for it, and JSON of any kind under a key. */
export interface JsonArbitraries {
  readonly text: () => fc.Arbitrary<string>;
  readonly stringText: (value: string) => fc.Arbitrary<string>;
  readonly valueText: (key: string) => fc.Arbitrary<string>;
}

const roles = [
  ...['user', 'assistant', 'user', 'assistant', 'user', 'assistant', 'system', 'human', 'gpt'],
  ...[
    'tool',
    'observation',
    'developer',
    'prompter',
    'bot',
    'model',
    'function',
    'function_response',
  ],
];
const oddRoles = ['function_call', 'User', 'user ', 'us\\u0065r', '', 'someone'];
const otherKeys = [
  ...['tool_calls', 'reasoning_content', 'reasoning', 'thinking', 'weight', 'loss', 'from', 'role'],
  ...['value', 'content', 'instruction', '_source', '_category', 'system', 'history', 'input'],
];

/** Rows of dialogues as lists of messages, most of which are taken. */
export function dialogueLine(json: JsonArbitraries): fc.Arbitrary<string> {
  const list = fc.array(message(json), { maxLength: 7 }).map((items) => `[${items.join(', ')}]`);
  const oddKey = fc.constantFrom(
    ...['system', 'history', 'tools', '_category', '_source', 'id', 'messages', 'conversations'],
    ...['label', 'instruction', 'output', 'data', 'chosen', 'source'],
  );
  return fc
    .tuple(fc.constantFrom('messages', 'conversations'), list, fc.array(oddKey, { maxLength: 2 }))
    .chain(([key, messages, others]) => {
      const members = others.map((other) => member(other, json.valueText(other)));
      return fc.tuple(...members, fc.constant(`"${key}": ${messages}`));
    })
    .chain((members) => fc.shuffledSubarray(members, { minLength: members.length }))
    .map((members) => `{${members.join(', ')}}`);
}

function message(json: JsonArbitraries): fc.Arbitrary<string> {
  const role = fc.oneof(
    { weight: 60, arbitrary: fc.constantFrom(...roles) },
    { weight: 1, arbitrary: fc.constantFrom(...oddRoles) },
  );
  const content = fc.oneof(
    { weight: 40, arbitrary: json.text().chain(json.stringText) },
    { weight: 1, arbitrary: json.valueText('content') },
  );
  const names = fc.constantFrom(['role', 'content'], ['from', 'value']);
  return fc
    .tuple(names, role, content, others(json))
    .map(([[roleKey = '', textKey = ''], speaker, text, more]) => {
      const members = [`"${roleKey}":"${speaker}"`, `"${textKey}" :${text}`, ...more];
      return `{${members.join(',')}}`;
    });
}

/** Mostly nothing; else one more member of a message, now and then of a kind that calls for more. */
function others(json: JsonArbitraries): fc.Arbitrary<readonly string[]> {
  const value = (key: string): fc.Arbitrary<string> =>
    fc.oneof(fc.constantFrom('null', '""', '0.5', '[]'), json.valueText(key));
  const one = fc.constantFrom(...otherKeys).chain((key) => member(key, value(key)));
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: one.map((written) => [written]) },
  );
}

function member(key: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return value.map((written) => `"${key}": ${written}`);
}
