import { categories, type CorpusRecord } from '@llamaforge/schema';
import fc from 'fast-check';

/** Texts as hostile as data is: any code units, blanks at the ends, header-like lines, escapes. */
export function hostileText(): fc.Arbitrary<string> {
  return fc.oneof(
    // Any code units, lone surrogates included; `unit: 'binary'` would take a second to set up.
    fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    }),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          'Human:',
          'Assistant: ',
          'Tool: x',
          '\\System:',
          '\n',
          '\n\n',
          ' ',
          'é',
          '\u2028',
          '\ud800',
          '"',
          '\\',
          'text',
          '\u0000',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  );
}

/** Records that keep every rule of the schema. */
export function corpusRecords(): fc.Arbitrary<CorpusRecord> {
  const text = hostileText().map((value) => value.toWellFormed().trim());
  const filled = text.map((value) => (value === '' ? 'filled' : value));
  return fc.record({
    instruction: filled,
    input: text,
    output: filled,
    _category: fc.constantFrom(...categories),
    _source: filled,
  });
}
