import fc from 'fast-check';
import { dialogueLine } from './dialogue-lines.testing.ts';

/** Lines that are mostly rows of some known shape, written in odd ways, and now and then damaged. */
export function jsonLines(): fc.Arbitrary<Uint8Array> {
  const line = fc.oneof(
    { weight: 6, arbitrary: rowLine() },
    { weight: 4, arbitrary: dialogueLine({ text, stringText, valueText }).chain(framed) },
    { weight: 1, arbitrary: oddLine() },
  );
  return fc
    .array(line, { maxLength: 5 })
    .chain((lines) => fc.constantFrom('', '\n').map((end) => `${lines.join('\n')}${end}`))
    .chain((text) => damaged(Buffer.from(text, 'utf8')));
}

const pairs = [
  ['instruction', 'output'],
  ['instruction', 'response'],
  ['instruction', 'completion'],
  ['instruction', 'answer'],
  ['question', 'answer'],
  ['question', 'response'],
  ['prompt', 'completion'],
  ['query', 'story'],
  ['prompt', 'canonical_solution'],
  ['input', 'target'],
  ['input', 'output'],
  ['inputs', 'targets'],
  ['context', 'continuation'],
  ['text', 'code'],
  ['context', 'response'],
] as const;

const otherKeys = [
  ...['input', 'context', 'output', 'response', 'completion', 'answer', 'query', 'prompt'],
  ...['question', 'answers', 'choices', 'options', 'gold', 'label', 'is_correct', 'data', 'chat'],
  ...['messages', 'conversations', 'chosen', 'system', 'system_prompt', 'history', 'instances'],
  ...['tools', 'turns', 'utterances', 'log', '_category', 'category', '_source', 'id', 'tags'],
  ...['_categories', 'outpu', 'outputs', '', '__proto__', 'é', 'instruction', 'role', 'content'],
  ...['a key of exactly thirty-two bytes', 'canonical_solutiom', 'canonical_solution\0'],
];

/** A text with what JSON escapes, what `trim` takes away, and what reads as a header. */
function text(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom('a', 'word ', ' ', '\n', '\t', '\r', '\f', '\v', '\b', '\0', '\x1f', '"', '\\'),
    fc.constantFrom('/', '\x7f', '\xa0', '\u1680', '\u2003', '\u2028', '\u3000', '\ufeff', 'é'),
    fc.constantFrom(
      '\n\n',
      'Human:',
      '\\Assistant: ',
      '\nTool',
      'System',
      'n',
      't',
      '\u200b',
      '\u2030',
      '😀',
      'u000b',
    ),
    fc.constantFrom('a longer piece, so that more than one block of sixteen bytes is read. '),
    fc.oneof({ weight: 30, arbitrary: fc.constant('b') }, fc.constantFrom('\ud83d', '\ude00')),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  return fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
}

function tag(): fc.Arbitrary<string> {
  const word = fc.constantFrom('Closed-QA', 'code/generation', ' math ', 'chain of thought', 'SQL');
  const odd = fc.constantFrom(
    'no category',
    'x'.repeat(33),
    'K',
    'sql\t',
    'code_instruction_multilang',
  );
  return fc.oneof(word, odd, text());
}

/** JSON's text for a value of any kind, written as not only `JSON.stringify` writes it. */
function valueText(key: string): fc.Arbitrary<string> {
  const texts = ['_category', 'category'].includes(key) ? tag() : text();
  const list = fc.array(fc.oneof(texts.chain(stringText), scalar()), { maxLength: 2 });
  return fc.oneof(
    { weight: 8, arbitrary: texts.chain(stringText) },
    { weight: 2, arbitrary: scalar() },
    { weight: 1, arbitrary: list.map((items) => `[${items.join(' ,')}]`) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('{"text":["x"]}', '{"value":"v"}', '[{"text":"x"}]', '{ }'),
    },
  );
}

function scalar(): fc.Arbitrary<string> {
  const good = ['null', 'true', 'false', '0', '-0', '12', '-1.50', '1e5', '2E-7', '0.1e+3'];
  const bad = ['01', '-', '1.', '.5', '1e', '+1', 'nul', 'True', 'NaN', '1x', '\u00a0null', "'a'"];
  return fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  );
}

/** A string's JSON with some characters escaped that need not be, and rarely one that must be but is not. */
function stringText(value: string): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max: 50 }).map((way) => {
    const plain = JSON.stringify(value);
    if (way < 25) return plain;
    if (way < 30) return plain.replaceAll('/', '\\/');
    if (way === 50) return `"${value}"`;
    const escape = (unit: string): string => {
      const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
      return `\\u${way % 2 === 0 ? hex : hex.toUpperCase()}`;
    };
    const every = way < 40 ? /[^a]/g : /[^ -~]|[/"]/g;
    return `"${value.replaceAll(every, escape).replaceAll(/\\(?!u)/g, '\\\\')}"`;
  });
}

function member(key: string, isPlain: boolean): fc.Arbitrary<string> {
  const value = isPlain
    ? fc.oneof({ weight: 9, arbitrary: text().chain(stringText) }, valueText(key))
    : valueText(key);
  const blanks = fc.constantFrom('', ' ', '', ' ', '\t', '  \r');
  return fc.tuple(blanks, blanks, blanks, value).map(([before, behind, after, written]) => {
    const name = `"${JSON.stringify(key).slice(1, -1)}"`;
    return `${before}${name}${behind}:${after}${written}`;
  });
}

function rowLine(): fc.Arbitrary<string> {
  const others = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...otherKeys) },
    fc.constantFrom('_category', 'category', '_source', 'id', 'system', 'history', 'input'),
  );
  return fc
    .tuple(fc.constantFrom(...pairs), fc.array(others, { maxLength: 4 }))
    .chain(([pair, more]) => {
      const members = [
        ...pair.map((key) => member(key, true)),
        ...more.map((key) => member(key, false)),
      ];
      return fc.tuple(...members);
    })
    .chain((members) =>
      fc.shuffledSubarray(members, { minLength: Math.max(1, members.length - 1) }),
    )
    .chain((members) => framed(`{${members.join(',')}}`));
}

function framed(row: string): fc.Arbitrary<string> {
  const before = fc.oneof(
    { weight: 9, arbitrary: fc.constant('') },
    fc.constantFrom('\ufeff', ' ', '\t '),
  );
  const behind = fc.oneof(
    { weight: 9, arbitrary: fc.constant('') },
    fc.constantFrom('\r', ' \r\r', ','),
  );
  return fc.tuple(before, behind).map(([first, last]) => `${first}${row}${last}`);
}

function oddLine(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '\r',
      '\ufeff',
      '\ufeff\ufeff',
      '{}',
      '{ }',
      '[]',
      '"a"',
      'null',
      '{',
      '\0',
    ),
    fc.constantFrom(
      '\ufeff \t\r',
      '{"instruction":"a","output":"b"',
      '{"a":1,}',
      '{,}',
      '{"a" "b"}',
    ),
    fc.integer({ min: 62, max: 67 }).map(nested),
    fc.json({ maxDepth: 2 }),
  );
}

/** A row that is taken but for lists within lists, or objects, of this depth. */
function nested(depth: number): string {
  const value =
    depth % 2 === 0
      ? '['.repeat(depth) + ']'.repeat(depth)
      : '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
  return `{"instruction":"a","deep":${value},"output":"b"}`;
}

/** The bytes, or rarely the bytes with one of them cut away, put in, or changed. */
function damaged(bytes: Buffer): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(
      fc.integer({ min: 0, max: 15 }),
      fc.nat(bytes.length),
      fc.constantFrom(0x22, 0x5c, 0x0a, 0x80, 0xc2, 0x7d),
    )
    .map(([way, at, byte]) => {
      if (way === 0) return bytes.subarray(0, at);
      if (way > 3) return bytes;
      const kept = way === 1 ? at : at + 1;
      const put = way === 3 ? [] : [byte];
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(kept)]);
    });
}
