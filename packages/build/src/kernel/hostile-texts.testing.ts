import type { RecordText } from '@llamaforge/schema';
import fc from 'fast-check';

/** Bytes around which a cut, a block's end or an escape can go wrong. */
const edges = [0, 1, 15, 16, 17, 31, 32, 4080, 4092, 4093, 4094, 4095, 4096, 4097, 4112, 5000];
const odd = [
  '"',
  '\\',
  '\n',
  '\r\n',
  '\t',
  '\b',
  '\f',
  '\u0000',
  '\u001f',
  'é',
  '漢',
  '🙂',
  'u00e9',
  'n',
  ' ',
  '\u2028',
];

/** Records of texts that are as kernels meet them, trimmed and well-formed, out of phrases and worse. */
export function hostileRecords(
  phrases: readonly string[],
  hostileText: fc.Arbitrary<string>,
): fc.Arbitrary<RecordText> {
  const phrase = fc.constantFrom(...phrases);
  const part = fc.oneof(
    { weight: 6, arbitrary: phrase },
    { weight: 2, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: hostileText },
  );
  const mixed = fc
    .tuple(fc.array(part, { maxLength: 60 }), fc.constantFrom('', ' ', '\n'))
    .map(([parts, between]) => parts.join(between));
  const filler = fc.constantFrom('x', 'a word ', 'é', '\n', '"', ' 漢', 'Is it? ');
  const long = fc
    .tuple(fc.constantFrom(...edges), filler, mixed)
    .map(([length, text, end]) => text.repeat(length).slice(0, length) + end);
  const text = fc
    .oneof({ weight: 5, arbitrary: mixed }, { weight: 1, arbitrary: long }, fc.constant(''))
    .map((value) => value.toWellFormed().trim());
  const record = fc.record({ instruction: text, input: text, output: text });
  // Short outputs that stand in another text, or nearly.
  const quoting = fc
    .tuple(record, fc.nat(), fc.integer({ min: 1, max: 210 }), fc.boolean())
    .map(([whole, from, length, ofInput]) => {
      const quoted = ofInput ? whole.input : whole.instruction;
      const start = from % (quoted.length + 1);
      return {
        ...whole,
        output: quoted
          .slice(start, start + length)
          .toWellFormed()
          .trim(),
      };
    });
  return fc.oneof({ weight: 3, arbitrary: record }, { weight: 1, arbitrary: quoting });
}
