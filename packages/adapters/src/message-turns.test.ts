import { describe, expect, test } from 'vitest';
import { adaptRow } from './adapt-row.ts';
import { messageTurns } from './message-turns.ts';

describe('roles', () => {
  test.each([
    ['user', 'Human'],
    ['human', 'Human'],
    ['prompter', 'Human'],
    ['assistant', 'Assistant'],
    ['gpt', 'Assistant'],
    ['bot', 'Assistant'],
    ['model', 'Assistant'],
    ['system', 'System'],
    ['developer', 'System'],
    ['tool', 'Tool'],
    ['function', 'Tool'],
    ['observation', 'Tool'],
    ['function_response', 'Tool'],
  ])('%s speaks as %s, under role and under from', (role, speaker) => {
    expect(messageTurns([{ role, content: 'x' }], 'm')).toEqual([{ speaker, text: 'x' }]);
    expect(messageTurns([{ from: role, value: 'x' }], 'm')).toEqual([{ speaker, text: 'x' }]);
  });

  test.each(['User', 'USER', ' user', 'ai', '', 'constructor', '__proto__'])(
    'any other spelling is unknown: %j',
    (role) => {
      expect(messageTurns([{ role, content: 'x' }], 'm')).toEqual({
        reason: 'unknown_role',
        detail: `\`m.0\` has the role ${JSON.stringify(role)}`,
      });
    },
  );

  test.each([
    [{ role: 5, content: 'x' }, '`m.0` has the role a number'],
    [{ role: 'x'.repeat(99) }, `\`m.0\` has the role "${'x'.repeat(60)}"`],
    [{ text: 'x' }, '`m.0` has neither `role` nor `from`, its keys: text'],
    [{ role: null }, '`m.0` has neither `role` nor `from`, its keys: role (null)'],
    ['x', '`m.0` is text, without a role'],
    [null, '`m.0` is null, without a role'],
  ])('a message without a known role is named: %j', (message, detail) => {
    expect(messageTurns([message], 'm')).toEqual({ reason: 'unknown_role', detail });
  });

  test('a message whose role is null is read by its from', () => {
    expect(messageTurns([{ role: null, content: 'no', from: 'gpt', value: 'yes' }], 'm')).toEqual([
      { speaker: 'Assistant', text: 'yes' },
    ]);
  });
});

describe('contents', () => {
  test.each([
    [null, ''],
    [undefined, ''],
    [[], ''],
    [' x ', 'x'],
    [
      [
        { type: 'text', text: 'one' },
        { type: 'text', text: 'two', cache: 1 },
      ],
      'one\ntwo',
    ],
  ])('%j is the text %j', (content, text) => {
    expect(messageTurns([{ role: 'user', content }], 'm')).toEqual([{ speaker: 'Human', text }]);
  });

  test.each([
    [5],
    [true],
    [{}],
    [{ type: 'text', text: 'x' }],
    [['x']],
    [[null]],
    [[{ type: 'text' }]],
    [[{ type: 'text', text: null }]],
    [[{ text: 'x' }]],
    [[{ type: 'image_url', image_url: 'x' }]],
  ])('%j is not text', (content) => {
    expect(messageTurns([{ role: 'user', content }], 'm')).toMatchObject({ reason: 'not_text' });
  });

  test('a role is checked before its content, a turn before the next', () => {
    const badRole = { role: 'narrator', content: 5 };
    const badText = { role: 'user', content: 5 };

    expect(messageTurns([badRole, badText], 'm')).toMatchObject({ reason: 'unknown_role' });
    expect(messageTurns([badText, badRole], 'm')).toMatchObject({ reason: 'not_text' });
  });

  test.each([
    ['after the last answer', [{ role: 'user', content: 5 }]],
    ['in an empty turn of an unknown role', [{ role: 'narrator', content: null }]],
  ])('roles and contents are checked also %s', (_, turns) => {
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
    ];

    expect(adaptRow({ messages: [...messages, ...turns] })).toMatchObject([{ kind: 'rejected' }]);
    expect(adaptRow({ messages: [...turns] })).not.toMatchObject([{ reason: 'missing_output' }]);
  });
});

describe('calls', () => {
  const weather = { function: { name: 'weather', arguments: '{"city": "Oslo"}' } };
  const written =
    '<tool_call>{"name":"weather","arguments":"{\\"city\\": \\"Oslo\\"}"}</tool_call>';

  test('a function_call turn is the assistant speaking, its trimmed text in tags', () => {
    expect(messageTurns([{ from: 'function_call', value: '\n{"name": "f"} ' }], 'm')).toEqual([
      { speaker: 'Assistant', text: '<tool_call>{"name": "f"}</tool_call>' },
    ]);
  });

  test('a function_call turn without text is no turn', () => {
    expect(messageTurns([{ from: 'function_call', value: ' ' }], 'm')).toEqual([
      { speaker: 'Assistant', text: '' },
    ]);
  });

  test('tool_calls stand on a line each after the trimmed text', () => {
    const message = { role: 'assistant', content: ' Wait. ', tool_calls: [weather, weather] };

    expect(messageTurns([message], 'm')).toEqual([
      { speaker: 'Assistant', text: `Wait.\n${written}\n${written}` },
    ]);
  });

  test('an assistant turn of calls alone has text, and can be the output', () => {
    const messages = [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: null, tool_calls: [weather] },
    ];

    expect(adaptRow({ messages })).toMatchObject([
      { text: { instruction: 'Weather?', input: '', output: written } },
    ]);
  });

  test('calls under another role are still the assistant speaking', () => {
    expect(messageTurns([{ role: 'user', content: 'Hi', tool_calls: [weather] }], 'm')).toEqual([
      { speaker: 'Human', text: 'Hi' },
      { speaker: 'Assistant', text: written },
    ]);
  });

  test.each([[null], [[]]])('tool_calls of %j are none', (calls) => {
    expect(messageTurns([{ role: 'assistant', content: 'x', tool_calls: calls }], 'm')).toEqual([
      { speaker: 'Assistant', text: 'x' },
    ]);
  });

  test.each([
    ['text'],
    [{}],
    [[null]],
    [['f']],
    [[{}]],
    [[{ function: 'f' }]],
    [[{ function: [] }]],
    [[weather, { name: 'f' }]],
  ])('tool_calls of %j are malformed, in every turn', (calls) => {
    for (const role of ['assistant', 'user', 'system']) {
      expect(messageTurns([{ role, content: 'x', tool_calls: calls }], 'm')).toEqual({
        reason: 'not_text',
        detail: '`m.0.tool_calls` is not a list of objects with an object `function`',
      });
    }
  });

  test('a call nested too deep to be written is refused with the reason', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    const calls = [{ function: { name: 'f', arguments: deep } }];

    const turns = messageTurns([{ role: 'assistant', tool_calls: calls }], 'm');

    expect(turns).toEqual({
      reason: 'not_text',
      detail: '`m.0.tool_calls` cannot be written as JSON: Maximum call stack size exceeded',
    });
  });
});

describe('reasoning', () => {
  test.each(['reasoning_content', 'reasoning', 'thinking'])('%s opens the turn', (key) => {
    expect(messageTurns([{ role: 'assistant', content: '4', [key]: ' 2 + 2 ' }], 'm')).toEqual([
      { speaker: 'Assistant', text: '<think>\n2 + 2\n</think>\n\n4' },
    ]);
  });

  test('the first with text counts; what is not text is none', () => {
    const message = { reasoning_content: ' ', reasoning: true, thinking: 'third' };

    expect(messageTurns([{ role: 'gpt', content: 'x', ...message }], 'm')).toEqual([
      { speaker: 'Assistant', text: '<think>\nthird\n</think>\n\nx' },
    ]);
  });

  test('it stands before calls, and alone is a turn', () => {
    const call = { function: { name: 'f' } };

    const turns = messageTurns(
      [
        { role: 'assistant', content: '', thinking: 'one', tool_calls: [call] },
        { role: 'assistant', content: '', thinking: 'two' },
      ],
      'm',
    );

    expect(turns).toEqual([
      {
        speaker: 'Assistant',
        text: '<think>\none\n</think>\n\n<tool_call>{"name":"f"}</tool_call>',
      },
      { speaker: 'Assistant', text: '<think>\ntwo\n</think>\n\n' },
    ]);
    expect(
      adaptRow({
        messages: [
          { role: 'user', content: 'q' },
          { role: 'assistant', thinking: 'two' },
        ],
      }),
    ).toMatchObject([{ text: { output: '<think>\ntwo\n</think>' } }]);
  });

  test('a user has none', () => {
    expect(messageTurns([{ role: 'user', content: 'x', thinking: 'y' }], 'm')).toEqual([
      { speaker: 'Human', text: 'x' },
    ]);
  });
});
