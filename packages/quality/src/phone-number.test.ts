import { expect, test } from 'vitest';
import { phoneNumber } from './phone-number.ts';

test.each([
  ['Reach her on (415) 267-9043 today.', '(41…43'],
  ['415-267-9043', '415…43'],
  ['It is 415.267.9043.', '415…43'],
  ['It is +1 415-267-9043.', '+1 …43'],
  ['Rufen Sie +49 30 2093 4711 an', '+49…11'],
  ['+41 (0)44 268 15 93', '+41…93'],
  ['Telefon: 030 20934711', '030…11'],
  ['Tel. 06 48 27 19 35', '06 …35'],
  ['My phone number is 02079351846', '020…46'],
  ['电话：13847261950', '138…50'],
  ["'phone': '4152679043'", '415…43'],
])('finds the number in %j, and masks it', (text, evidence) => {
  expect(find({ output: text })).toBe(evidence);
});

test.each([
  '(512) 555-0142 and 555-1234',
  'Call 020 7946 0137 or 07700 900461',
  'Phone: (123) 456-7890',
  'Phone: 000-000-0000',
  'Call 1-800-782-3934 free of charge',
  'Call 911 or 112.',
  '11,600-4000-4800=2800',
  '950-300-2000 = -1350',
  '3.14159265358979',
  'ISBN 978-3-16-148410-0 and 0-306-40615-2',
  '2024-05-17 10:45, 17/05/2024, 973-1048',
  'Call on 27/03/2026 10:45, or call me at 2026-03-27',
  '192.168.100.254 and 10.11.12.13',
  'version 415.267.9043.2',
  'id 4152679043, order 3348917502',
  '4929 1823 4456 7781',
  '6000 - 600 - 150 - 1200',
  '1 2 3 4 5 6 7 8 9 10 11 12',
  '+4152679043',
  '',
])('finds no number of a phone in %j', (text) => {
  expect(find({ output: text })).toBeUndefined();
});

test('looks at every text, the instruction first', () => {
  const [question, answer] = ['415-267-9043', '628-431-7750'];

  expect([find({ input: question }), find({ instruction: answer, output: question })]).toEqual([
    '415…43',
    '628…50',
  ]);
});

test('ends at once on 4 million digits', () => {
  const texts = ['7'.repeat(4_000_000), '12 34-'.repeat(700_000), '+1 ('.repeat(1_000_000)];

  expect(texts.map((output) => find({ output }))).toEqual([undefined, undefined, undefined]);
});

function find(
  texts: Readonly<Partial<Record<'instruction' | 'input' | 'output', string>>>,
): string | undefined {
  return phoneNumber.find({ instruction: 'Who?', input: '', output: 'Nobody.', ...texts }, {});
}
