import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chatHeaders, humanAssistant, transcriptTurns } from './transcript-turns.ts';

test.each([
  'Human: a\n\nAssistant: b',
  '\n\nHuman: a\n\nAssistant: b',
  ' \t\u00a0Human: a\n\nAssistant: b',
])('a text that opens with a header after blanks is a transcript: %j', (text) => {
  expect(transcriptTurns(text, humanAssistant, 'Assistant')).toEqual([
    { speaker: 'Human', text: ' a' },
    { speaker: 'Assistant', text: ' b' },
  ]);
});

test.each(['So, Human: a\n\nAssistant: b', 'human: a', 'HUMAN: a', 'USER: a', 'Human a', ''])(
  'any other text is one turn: %j',
  (text) => {
    expect(transcriptTurns(text, humanAssistant, 'Assistant')).toEqual([
      { speaker: 'Assistant', text },
    ]);
  },
);

test('it is cut where a header follows a blank line, and nowhere else', () => {
  const text =
    'Human: a\nAssistant: in it\n\n Human: in it too\n\n\nAssistant: b\r\n\r\nHuman: in b';

  expect(transcriptTurns(text, humanAssistant, 'Human')).toEqual([
    { speaker: 'Human', text: ' a\nAssistant: in it\n\n Human: in it too\n' },
    { speaker: 'Assistant', text: ' b\r\n\r\nHuman: in b' },
  ]);
});

test('turns and the borders between them are the whole text, and no turn holds a border', () => {
  const headers = [...chatHeaders.speakers.keys()];
  const parts = fc.constantFrom(
    ...headers,
    ...headers.map((header) => `\n\n${header}`),
    '\n',
    ' a',
  );

  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
      const text = `Human:${pieces.join('')}`;

      const turns = transcriptTurns(text, chatHeaders, 'Human');

      const cut = /\n\n(?:Human|Assistant|USER|ASSISTANT|FUNCTION RESPONSE):/u;
      expect(turns.map((turn) => turn.text)).toEqual(text.slice('Human:'.length).split(cut));
    }),
    { numRuns: 1000 },
  );
});

test('turns without text stay, for the fold to leave out', () => {
  expect(transcriptTurns('Human:\n\nHuman:\n\nAssistant:', humanAssistant, 'Human')).toEqual([
    { speaker: 'Human', text: '' },
    { speaker: 'Human', text: '' },
    { speaker: 'Assistant', text: '' },
  ]);
});

test('in a chat every header cuts, whichever it opens with', () => {
  expect(
    transcriptTurns('USER: a\n\nAssistant: b\n\nFUNCTION RESPONSE: c', chatHeaders, 'Human'),
  ).toEqual([
    { speaker: 'Human', text: ' a' },
    { speaker: 'Assistant', text: ' b' },
    { speaker: 'Tool', text: ' c' },
  ]);
  expect(transcriptTurns('Human: a\n\nUSER: b', humanAssistant, 'Human')).toEqual([
    { speaker: 'Human', text: ' a\n\nUSER: b' },
  ]);
});

test('a megabyte of blanks and near-headers is read in one pass', () => {
  const text = `${' '.repeat(500_000)}Human:${'\n\nHuman '.repeat(60_000)}`;

  expect(transcriptTurns(text, humanAssistant, 'Human')).toHaveLength(1);
});
