import { expect, test } from 'vitest';
import { emailAddress } from './email-address.ts';

test.each([
  ['Write to jolanda.pfister@gmail.com.', 'j…r@gmail.com'],
  ["author_email='mkowalczyk@estrate.nl',", 'm…k@estrate.nl'],
  ['(anna+lists@mail.uni-bremen.de)', 'a…s@mail.uni-bremen.de'],
  ['em@kth.se', '…@kth.se'],
  ['info@estrate.nl, m.kowalczyk@estrate.nl', 'm…k@estrate.nl'],
])('finds the address in %j, and masks it', (text, evidence) => {
  expect(find({ output: text })).toBe(evidence);
});

test.each([
  'john.smith@example.com',
  'ada@mail.example',
  'ada@shop.test',
  'ada@localhost',
  'ada@yourdomain.com, ada@company.com, ada@email.com',
  '12345+ada@users.noreply.github.com',
  'noreply@estrate.nl, support@estrate.nl, info@estrate.nl',
  'user@estrate.nl, john.doe@gmail.com, your.name@gmail.com',
  'git@github.com:nodejs/node.git',
  'https://ada:secret@estrate.nl/',
  'pip install tool@1.2.3 and actions/checkout@v3',
  "import { x } from '@angular/core.js'; a@b",
  '@app.route("/") and @mention',
  'a@b.reduce((x) => x)',
  '$a@1=0$',
  '****@gmail.com',
  `${'a'.repeat(70)}@gmail.com`,
  '',
])('finds no address of a person in %j', (text) => {
  expect(find({ output: text })).toBeUndefined();
});

test('looks at every text, the instruction first', () => {
  const [question, answer] = ['lena.berg@gmail.com', 'otto.kranz@gmail.com'];

  expect([find({ input: question }), find({ instruction: answer, output: question })]).toEqual([
    'l…g@gmail.com',
    'o…z@gmail.com',
  ]);
});

test('ends at once on 4 million signs', () => {
  expect(find({ output: 'a@'.repeat(2_000_000) })).toBeUndefined();
});

function find(
  texts: Readonly<Partial<Record<'instruction' | 'input' | 'output', string>>>,
): string | undefined {
  return emailAddress.find({ instruction: 'Who?', input: '', output: 'Nobody.', ...texts }, {});
}
