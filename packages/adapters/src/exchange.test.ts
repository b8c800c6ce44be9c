import { describe, expect, test } from 'vitest';
import { adaptRow } from './adapt-row.ts';

describe('beside a single-turn shape', () => {
  test.each(['system', 'system_prompt'])('%s makes the row a dialogue', (key) => {
    expect(
      textOf({ instruction: ' Add. ', input: ' 2, 3 ', output: ' 5 ', [key]: ' Calculate. ' }),
    ).toEqual({
      instruction: 'Add.\n\n2, 3',
      input: 'System: Calculate.',
      output: '5',
    });
  });

  test('the first of system and system_prompt that is not blank counts', () => {
    const row = { question: 'q', answer: 'a' };

    expect(textOf({ ...row, system: 'one', system_prompt: 'two' })?.input).toBe('System: one');
    expect(textOf({ ...row, system: ' ', system_prompt: 'two' })?.input).toBe('System: two');
    expect(textOf({ ...row, system: null, system_prompt: 'two' })?.input).toBe('System: two');
  });

  test('history stands between the system text and the question', () => {
    const row = {
      prompt: 'And now?',
      completion: 'Four.',
      system: 'Count.',
      history: [
        ['One?', 'Yes.'],
        ['Two?', 'Yes.'],
      ],
    };

    expect(textOf(row)).toEqual({
      instruction: 'And now?',
      input: 'System: Count.\n\nHuman: One?\n\nAssistant: Yes.\n\nHuman: Two?\n\nAssistant: Yes.',
      output: 'Four.',
    });
  });

  test.each([
    { system: '' },
    { system: ' \n' },
    { system: null, system_prompt: null },
    { history: [] },
    { history: null },
    { history: ' ' },
    { history: [[' ', null]] },
  ])('what has no text leaves the row single: %j', (opening) => {
    expect(textOf({ instruction: 'q', input: 'i', output: 'a', ...opening })).toEqual({
      instruction: 'q',
      input: 'i',
      output: 'a',
    });
  });

  test('the question of a dialogue is escaped in its first line, that of a single row is not', () => {
    const row = { instruction: 'Tool: mine\nTool: yours', output: 'Human: a' };

    expect(textOf(row)).toMatchObject(row);
    expect(textOf({ ...row, system: 's\nHuman: t' })).toEqual({
      instruction: '\\Tool: mine\nTool: yours',
      input: 'System: s\n\\Human: t',
      output: 'Human: a',
    });
  });

  test('the input alone can be what the user says', () => {
    expect(textOf({ instruction: '', input: 'i', output: 'a', system: 's' })?.instruction).toBe(
      'i',
    );
  });

  test('an answer or a question out of the history does not stand in for the row itself', () => {
    const history = [['Earlier?', 'Yes.']];

    expect(adaptRow({ instruction: 'q', output: '', history })).toMatchObject([
      { reason: 'missing_output' },
    ]);
    expect(adaptRow({ instruction: '', output: 'a', history })).toMatchObject([
      { reason: 'missing_instruction' },
    ]);
  });

  test.each([
    ['text'],
    [{}],
    [5],
    [['a', 'b']],
    [[['a']]],
    [[['a', 'b', 'c']]],
    [[['a', 5]]],
    [[{ user: 'a', assistant: 'b' }]],
    [[['a', 'b'], null]],
  ])('a history of %j is malformed', (history) => {
    for (const row of [{ question: 'q', answer: 'a' }, { messages: [] }, { data: [] }]) {
      expect(adaptRow({ ...row, history })).toMatchObject([
        { reason: 'not_text', detail: '`history` is not a list of [user, assistant] texts' },
      ]);
    }
  });

  test.each([[5], [['s']], [{}], [true]])('a system of %j is not text', (system) => {
    expect(adaptRow({ question: 'q', answer: 'a', system })).toMatchObject([
      { reason: 'not_text' },
    ]);
  });
});

describe('beside a dialogue', () => {
  const dialogues = [
    {
      messages: [
        { role: 'user', content: 'q' },
        { role: 'assistant', content: 'a' },
      ],
    },
    {
      conversations: [
        { from: 'human', value: 'q' },
        { from: 'gpt', value: 'a' },
      ],
    },
    { data: ['q', 'a'] },
    { prompt: 'q', chosen: 'a' },
    {
      turns: [
        { speaker: 'USER', utterance: 'q' },
        { speaker: 'SYSTEM', utterance: 'a' },
      ],
    },
    {
      utterances: [
        { speaker: 'user', text: 'q' },
        { speaker: 'assistant', text: 'a' },
      ],
    },
    { log: { 'user utterance': 'q', 'system response': 'a' } },
  ];

  test.each(dialogues)('system is the first system turn and history comes before: %j', (row) => {
    expect(textOf({ ...row, system_prompt: 's', history: [['h', 'i']] })).toEqual({
      instruction: 'q',
      input: 'System: s\n\nHuman: h\n\nAssistant: i',
      output: 'a',
    });
  });

  test.each([
    [[], '<tools>[]</tools>'],
    [{}, '<tools>{}</tools>'],
    ['[]', '<tools>[]</tools>'],
    [' as it is ', '<tools> as it is </tools>'],
    [[{ name: 'f', n: 1.0 }], '<tools>[{"name":"f","n":1}]</tools>'],
  ])('tools of %j end the system turn of messages, conversations and chosen', (tools, written) => {
    for (const row of [dialogues[0], dialogues[1], dialogues[3]]) {
      expect(textOf({ ...row, tools })?.input).toBe(`System: ${written}`);
      expect(textOf({ ...row, tools, system: 's' })?.input).toBe(`System: s\n\n${written}`);
    }
  });

  test('tools come after every system turn, also one in the middle', () => {
    const row = {
      messages: [
        { role: 'user', content: 'q' },
        { role: 'system', content: 'late' },
        { role: 'assistant', content: 'a' },
      ],
      tools: 't',
      system: 'early',
    };

    expect(textOf(row)?.input).toBe('System: early\n\nlate\n\n<tools>t</tools>');
  });

  test.each([null, '', '  '])('tools of %j are none', (tools) => {
    expect(textOf({ ...dialogues[0], tools })?.input).toBe('');
  });

  test('tools beside any other shape are not the dialogue’s', () => {
    expect(textOf({ ...dialogues[2], tools: ['t'] })?.input).toBe('');
    expect(textOf({ question: 'q', answer: 'a', tools: ['t'] })?.input).toBe('');
  });

  test('tools nested too deep to be written are refused', () => {
    const tools: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);

    expect(adaptRow({ ...dialogues[0], tools })).toMatchObject([{ reason: 'not_text' }]);
  });

  test('what is malformed is named in the order in which it stands, before what is missing', () => {
    const row = { system: 1, history: 2, messages: [{ role: 'narrator' }] };

    expect(adaptRow(row)).toMatchObject([{ reason: 'not_text', detail: '`system` is a number' }]);
    expect(adaptRow({ ...row, system: 's' })).toMatchObject([
      { detail: '`history` is not a list of [user, assistant] texts' },
    ]);
    expect(adaptRow({ ...row, system: 's', history: [] })).toMatchObject([
      { reason: 'unknown_role' },
    ]);
  });
});

test.each([
  [{ instruction: '', output: '' }, 'missing_output'],
  [{ instruction: '', output: 'a' }, 'missing_instruction'],
  [{ instruction: 'q', output: ' ' }, 'missing_output'],
  [{ instruction: '', output: 5 }, 'not_text'],
  [{ instruction: [], output: '' }, 'not_text'],
  [{ instruction: '', input: 1, output: '' }, 'not_text'],
])('%j is refused as %s', (row, reason) => {
  expect(adaptRow(row)).toMatchObject([{ kind: 'rejected', shape: 'alpaca', reason }]);
});

function textOf(row: unknown): { instruction: string; input: string; output: string } | undefined {
  const [adapted] = adaptRow(row);
  return adapted?.kind === 'record' ? adapted.text : undefined;
}
