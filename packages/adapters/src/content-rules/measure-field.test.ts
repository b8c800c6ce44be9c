import { expect, test } from 'vitest';
import { readField } from './field-bytes.ts';
import { measureField, measureIndex } from './measure-field.ts';
import { measures, type Measure } from './pattern-language.ts';

test('every measure stands at its place in the list', () => {
  expect(Object.keys(measureIndex)).toEqual([...measures]);
  expect(Object.values(measureIndex)).toEqual(measures.map((_, index) => index));
});

test.each<[Measure, string, number]>([
  ['bytes', 'é漢🙂', 9],
  ['lines', 'a\n\nb', 3],
  ['lines', 'a\n', 2],
  ['words', "it's a_b 42", 4],
  ['sentences', 'One. Two! "Three." e.g. 1.5 four?', 5],
  ['digitShare', '12ab5', 600],
  ['codeShare', 'a();', 750],
  ['nonAsciiShare', 'é12', 500],
  ['choiceLines', 'A. one\n(B) two\n C: three\nA:\nK. no\nAB. no', 3],
  ['listLines', '- a\n* b\n1. c\n12) d\n-e\n1.5 f\n1234. g', 4],
  ['indentedLines', '  a\n\tb\n c\nd', 2],
  ['statementLines', 'a;\r\nif {\n}\nf():\nx:\n:', 4],
  ['equations', '6*7 = 42, (1)=$1, x=1, 50% = -2, 1=x', 3],
  ['operations', '6*7, 6 - 7, 6-7, 3 x 4, ) / (, 1 + $2', 5],
  ['numberOnly', '$ 1,200.50', 1],
  ['numberOnly', '1200 é', 0],
  ['numberOnly', '-', 0],
  ['callStart', 'weather.get(city)', 1],
  ['callStart', '[Search("x")]', 1],
  ['callStart', '3(x)', 0],
  ['callStart', 'say (x)', 0],
  ['callStart', 'word', 0],
])('%s of %j is %d', (measure, text, expected) => {
  const features = new Int32Array(measures.length);

  measureField(readField(text), { features, base: 0 });

  expect(features[measureIndex[measure]]).toBe(expected);
});
