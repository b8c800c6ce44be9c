import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordText } from './record.ts';
import { foldTurns, speakers, unfoldTurns, type Speaker, type Turn } from './transcript.ts';

describe('folding', () => {
  test('makes a question and its answer a record without input', () => {
    const folded = foldTurns([turn('Human', 'Hello?'), turn('Assistant', 'Hi.')]);

    expect(folded).toEqual({
      text: { instruction: 'Hello?', input: '', output: 'Hi.' },
      turnsLeftOut: 0,
    });
  });

  test('writes earlier turns under their headers, a blank line between them', () => {
    const text = fold([
      turn('Human', 'one'),
      turn('Assistant', 'two'),
      turn('Tool', 'three'),
      turn('Assistant', 'four'),
      turn('Human', 'five'),
      turn('Assistant', 'six'),
    ]);

    expect(text).toEqual({
      instruction: 'five',
      input: 'Human: one\n\nAssistant: two\n\nTool: three\n\nAssistant: four',
      output: 'six',
    });
  });

  test('puts system turns first and in one, wherever they stood, also after the answer', () => {
    const text = fold([
      turn('Human', 'a'),
      turn('System', 'Be kind.'),
      turn('Assistant', 'b'),
      turn('System', 'Be short.\n<tools>[]</tools>'),
    ]);

    expect(text).toEqual({
      instruction: 'a',
      input: 'System: Be kind.\n\nBe short.\n<tools>[]</tools>',
      output: 'b',
    });
  });

  test('joins neighbours of one speaker by a blank line, also across a system turn and an empty one', () => {
    const text = fold([
      turn('Human', 'a'),
      turn('Human', 'b'),
      turn('System', 'rules'),
      turn('Human', 'c'),
      turn('Tool', ' \n'),
      turn('Human', 'd'),
      turn('Assistant', 'e'),
      turn('Assistant', 'f'),
    ]);

    expect(text).toEqual({
      instruction: 'a\n\nb\n\nc\n\nd',
      input: 'System: rules',
      output: 'e\n\nf',
    });
  });

  test('trims turns as ECMAScript does, and takes no notice of turns without text', () => {
    const text = fold([
      turn('System', '\u00a0\ufeff'),
      turn('Human', '\u2028\r\n a \t'),
      turn('Assistant', ''),
      turn('Assistant', '\n b\r\n'),
    ]);

    expect(text).toEqual({ instruction: 'a', input: '', output: 'b' });
  });

  test('keeps the header of a turn before the answer that is not the user’s', () => {
    const text = fold([
      turn('Human', 'weather?'),
      turn('Assistant', '<tool_call>\n{}\n</tool_call>'),
      turn('Tool', '21 °C'),
      turn('Assistant', 'Mild.'),
    ]);

    expect(text).toEqual({
      instruction: 'Tool: 21 °C',
      input: 'Human: weather?\n\nAssistant: <tool_call>\n{}\n</tool_call>',
      output: 'Mild.',
    });
  });

  test('leaves out what follows the last answer, neighbours of one speaker counted once', () => {
    const folded = foldTurns([
      turn('Human', 'a'),
      turn('Assistant', 'b'),
      turn('Human', 'c'),
      turn('Human', 'd'),
      turn('Tool', 'e'),
      turn('Assistant', ' '),
    ]);

    expect(folded).toEqual({
      text: { instruction: 'a', input: '', output: 'b' },
      turnsLeftOut: 2,
    });
  });

  test.each([
    ['no turns', []],
    ['a question alone', [turn('Human', 'a')]],
    ['an answer without text', [turn('Human', 'a'), turn('Assistant', ' \n ')]],
    ['a system turn and a tool', [turn('System', 'a'), turn('Tool', 'b')]],
  ])('says missing_output for %s', (_title, turns) => {
    expect(foldTurns(turns)).toEqual({ reason: 'missing_output' });
  });

  test.each([
    ['an answer alone', [turn('Assistant', 'a')]],
    ['a system turn and an answer', [turn('System', 'a'), turn('Assistant', 'b')]],
    ['a tool’s result and an answer', [turn('Tool', 'a'), turn('Assistant', 'b')]],
    ['a user who speaks only afterwards', [turn('Assistant', 'a'), turn('Human', 'b')]],
    ['a user without text', [turn('Human', '\n'), turn('Assistant', 'a')]],
  ])('says missing_instruction for %s', (_title, turns) => {
    expect(foldTurns(turns)).toEqual({ reason: 'missing_instruction' });
  });
});

describe('escaping', () => {
  test.each([
    ['a header on a later line', 'x\nHuman: y', 'x\n\\Human: y'],
    ['a header without a blank after it', 'x\nTool:y', 'x\n\\Tool:y'],
    ['a header after a blank line', 'x\n\nAssistant: y', 'x\n\n\\Assistant: y'],
    ['a header with backslashes', 'x\n\\\\System: y', 'x\n\\\\\\System: y'],
    ['a header in the first line', 'Human: y', 'Human: y'],
    ['a blank before the word', 'x\n Human: y', 'x\n Human: y'],
    ['another case', 'x\nhuman: y\nHUMAN: y', 'x\nhuman: y\nHUMAN: y'],
    ['a blank before the colon', 'x\nHuman : y', 'x\nHuman : y'],
    [
      'a header after CR, U+2028 or U+0085',
      'x\rHuman: y\u2028Tool: z\u0085System: a',
      'x\rHuman: y\u2028Tool: z\u0085System: a',
    ],
    ['a header after CRLF', 'x\r\nHuman: y', 'x\r\n\\Human: y'],
  ])('in a transcript: %s', (_title, text, written) => {
    const turns = [
      turn('Human', text),
      turn('Assistant', 'b'),
      turn('Human', 'c'),
      turn('Assistant', 'd'),
    ];

    const record = fold(turns);

    expect(record.input).toBe(`Human: ${written}\n\nAssistant: b`);
    expect(unfoldTurns(record)).toEqual(turns);
  });

  test.each([
    ['a header', 'Tool: a\nTool: b', '\\Tool: a\nTool: b'],
    ['a header without a blank after it', 'Human:', '\\Human:'],
    ['a header with backslashes', '\\\\Human: a', '\\\\\\Human: a'],
    ['a header on a later line alone', 'a\n\nHuman: b\n\\Tool:', 'a\n\nHuman: b\n\\Tool:'],
    ['backslashes without a header', '\\Humans: a', '\\Humans: a'],
  ])('of a bare instruction the first line alone: %s', (_title, text, instruction) => {
    const turns = [turn('Human', text), turn('Assistant', 'b')];

    const record = fold(turns);

    expect(record).toEqual({ instruction, input: '', output: 'b' });
    expect(unfoldTurns(record)).toEqual(turns);
  });

  test('in an instruction that keeps its header, every line but the first', () => {
    const turns = [
      turn('Human', 'a'),
      turn('Assistant', 'b'),
      turn('Tool', 'Human: x\n\nHuman: y\n\\Tool: z'),
      turn('Assistant', 'c'),
    ];

    const record = fold(turns);

    expect(record.instruction).toBe('Tool: Human: x\n\n\\Human: y\n\\\\Tool: z');
    expect(unfoldTurns(record)).toEqual(turns);
  });

  test('never in the output', () => {
    const turns = [turn('Human', 'a'), turn('Assistant', 'Human: x\n\nHuman: y\n\\Tool: z')];

    const record = fold(turns);

    expect(record.output).toBe('Human: x\n\nHuman: y\n\\Tool: z');
    expect(unfoldTurns(record)).toEqual(turns);
  });
});

describe('unfolding', () => {
  test('is the exact inverse of folding', () => {
    fc.assert(
      fc.property(normalDialogues(), (turns) => {
        expect(unfoldTurns(fold(turns))).toEqual(turns);
      }),
      { numRuns: 3000 },
    );
  });

  test('gives turns that fold to the same record, whatever turns it came from', () => {
    fc.assert(
      fc.property(fc.array(anyTurn(), { maxLength: 12 }), (turns) => {
        const folded = foldTurns(turns);
        if ('reason' in folded) return;

        expect(foldTurns(unfoldTurns(folded.text))).toEqual({ text: folded.text, turnsLeftOut: 0 });
      }),
      { numRuns: 3000 },
    );
  });

  test('folds every dialogue to trimmed texts that lose no turn, or names what is missing', () => {
    fc.assert(
      fc.property(fc.array(anyTurn(), { maxLength: 12 }), (turns) => {
        const spoken = turns.filter(
          ({ speaker, text }) => speaker !== 'System' && text.trim() !== '',
        );
        const answer = spoken.findLastIndex(({ speaker }) => speaker === 'Assistant');
        const asked = spoken
          .slice(0, Math.max(answer, 0))
          .some(({ speaker }) => speaker === 'Human');
        const folded = foldTurns(turns);

        if ('reason' in folded) {
          expect(folded.reason).toBe(answer === -1 ? 'missing_output' : 'missing_instruction');
          expect(asked).toBe(false);
          return;
        }
        const { instruction, input, output } = folded.text;
        expect([instruction, input, output]).toEqual(
          [instruction, input, output].map((text) => text.trim()),
        );
        const unfolded = unfoldTurns(folded.text).filter(({ speaker }) => speaker !== 'System');
        expect(unfolded.map(({ text }) => text).join('\n\n')).toBe(
          spoken
            .slice(0, answer + 1)
            .map(({ text }) => text.trim())
            .join('\n\n'),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('reads a record whose input is no transcript as one question, and takes no backslash off', () => {
    const record = {
      instruction: '\\Human: translate',
      input: 'a letter\n\nHuman: dear',
      output: 'c',
    };

    expect(unfoldTurns(record)).toEqual([
      turn('Human', '\\Human: translate\n\na letter\n\nHuman: dear'),
      turn('Assistant', 'c'),
    ]);
  });
});

function turn(speaker: Speaker, text: string): Turn {
  return { speaker, text };
}

function fold(turns: readonly Turn[]): RecordText {
  const folded = foldTurns(turns);
  if ('reason' in folded) throw new Error(`not folded: ${folded.reason}`);
  return folded.text;
}

/** Texts made to be taken for a transcript. */
function dialogueText(): fc.Arbitrary<string> {
  const headers = speakers.flatMap((name) => [name, `${name}:`, `${name}: `]);
  const marks = [
    '\\',
    '\\\\',
    '\n',
    '\n\n',
    '\r',
    '\r\n',
    '\u2028',
    '\u0085',
    ' ',
    ':',
    'a',
    '😀',
    '\ud800',
  ];
  const calls = [
    '<tool_call>{"name":"f"}</tool_call>',
    '<tools>[]</tools>',
    '<think>\n',
    '\n</think>\n\n',
  ];
  return fc.oneof(
    fc
      .array(fc.constantFrom(...headers, ...marks, ...calls), { maxLength: 12 })
      .map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );
}

function anyTurn(): fc.Arbitrary<Turn> {
  return fc.record({ speaker: fc.constantFrom(...speakers), text: dialogueText() });
}

/** Dialogues as a transcript holds them: trimmed, filled, System first, no neighbours of one speaker, ending in an answer. */
function normalDialogues(): fc.Arbitrary<Turn[]> {
  const filled = dialogueText().map((text) => (text.trim() === '' ? 'filled' : text.trim()));
  const spoken = fc.array(
    fc.record({ speaker: fc.constantFrom('Human', 'Assistant', 'Tool'), text: filled }),
    { maxLength: 8 },
  );
  return fc
    .record({
      system: fc.option(filled),
      spoken,
      question: filled,
      results: spoken,
      answer: filled,
    })
    .map(({ system, spoken, question, results, answer }) => {
      const turns: Turn[] = [
        ...spoken,
        turn('Human', question),
        ...results,
        turn('Assistant', answer),
      ];
      const alternating = turns.filter(
        ({ speaker }, index) => index === turns.length - 1 || speaker !== turns[index + 1]?.speaker,
      );
      return system === null ? alternating : [turn('System', system), ...alternating];
    });
}
