import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mojibake, repairMojibake } from './mojibake.ts';
import { readWronglyAs } from './read-wrongly.testing.ts';

test.each([
  ['I donâ€™t know', 'I don’t know'],
  ['â€œStopâ€\u009d, she said', '“Stop”, she said'],
  ['â€œStopâ€, she said', '“Stop”, she said'],
  ['waitâ€¦ 1990â€“95 â€” yes', 'wait… 1990–95 — yes'],
  ['un cafÃ© Ã\u00a0 la franÃ§aise', 'un café à la française'],
  ['CORAZÃ“N, MÃœNCHEN, GRÃ–SSE', 'CORAZÓN, MÜNCHEN, GRÖSSE'],
  ['pÅ™Ã\u00adliÅ¡ Å¾luÅ¥ouÄ\u008dkÃ½', 'příliš žluťoučký'],
  ['TÃº y yo, 20Â\u00a0Â°C, Â£5', 'Tú y yo, 20\u00a0°C, £5'],
  ['3 Ã— 4, xâ†’y, aâ‰¥b, Ï€, â…” cup', '3 × 4, x→y, a≥b, π, ⅔ cup'],
  ['on target ðŸŽ¯ â\u009d¤ï¸\u008f', 'on target 🎯 ❤️'],
  ['ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ñ\u008f Ð¸ Ñ‚Ñ‹', 'Привет, я и ты'],
  ['Nguyá»…n dá»… quÃ¡', 'Nguyễn dễ quá'],
  ['ä½\u00a0å¥½ã€‚', '你好。'],
  ['a lost ï¿½ byte', 'a lost \ufffd byte'],
  ['cafeÌ\u0081', 'cafe\u0301'],
])('mends %j', (broken, right) => {
  expect(repairMojibake(broken)).toBe(right);
});

test.each([
  ['windows-1252', 'windows-1252'],
  ['latin1', 'latin1'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'latin1'],
] as const)('mends what was read wrongly as %s and again as %s, twice', (first, second) => {
  const right = 'It’s a naïve café — “déjà vu” 🎯';
  const twice = readWronglyAs(second, readWronglyAs(first, right));
  const thrice = readWronglyAs(first, twice);

  expect([repairMojibake(twice), repairMojibake(thrice)]).toEqual([right, right]);
});

test('mends the control characters that Windows-1252 read as Latin-1 leaves, but for five that mean nothing', () => {
  const mended = repairMojibake(
    '\u0093It\u0092s\u0094 \u0080 5\u0085 JOSÉ\u0094 \u0081\u008d\u008f\u0090\u009d',
  );

  expect(mended).toBe('“It’s” € 5… JOSÉ” \u0081\u008d\u008f\u0090\u009d');
});

test.each([
  'A maçã não é da irmã. “AMANHÔ, MAÇÃ…, MANHÃ—OU TARDE, “Ô, «IRMû',
  'Câmara, Ângela, ROMÂNIA, în râu… râ…” pâine',
  'Un café…” voilà\u00a0», déjà\u00a0«\u00a0oui\u00a0», é…',
  'ĐÃ ĐÂU, Nguyễn đã dễ; «está»…',
  'JOSÉ’S, PROTÉGÉ”, CAFÉ»',
  'Å… ja, Ä… nej, 10 Å², 5 Å³, 2 Å±1, SMÅ”',
  'Úžasný, Íž, ŽÍŽALA',
  'Í… gær, COSÌ”',
  '2×½×¼, Ø±0.1, ß’',
  '20 °C, £5, ©, ®, ½, ¿Qué?, ¡Sí!, “quotes” – and — dashes…',
  'Þetta er íslenska: ég á ekki öðru að venjast.',
  '',
])('leaves %j as it is', (right) => {
  expect(repairMojibake(right)).toBeUndefined();
});

test('leaves alone what is right beside what it mends', () => {
  const mended = repairMojibake('AMANHÃ… e maçã, disse JOSÉ’S cafÃ© «está»… 你好 Привет 🎯');

  expect(mended).toBe('AMANHÃ… e maçã, disse JOSÉ’S café «está»… 你好 Привет 🎯');
});

test.each([
  ['Old English', 'Hwæt! We Gar-Dena in geardagum, þeodcyninga, þrym gefrunon'],
  ['French', 'Dès Noël où un zéphyr haï me vêt de glaçons würmiens, je dîne à l’œuf'],
  ['Portuguese', 'Luís argüia à Júlia que «brações, fé, chá, óxido, pôr, zângão»'],
  ['Romanian', 'Muzicologă în bej vând whisky și tequila, preț fix… și pâine'],
  ['Polish', 'Zażółć gęślą jaźń'],
  ['Turkish', 'Pijamalı hasta yağız şoföre çabucak güvendi'],
  ['Vietnamese', 'Do bạch kim rất quý nên sẽ dùng để lắp vô xương, đã ĐÃ'],
  ['Greek', 'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία'],
  ['Russian', 'Съешь же ещё этих мягких французских булок, да выпей чаю'],
  ['Hebrew', 'דג סקרן שט בים מאוכזב ולפתע מצא חברה'],
  ['Arabic', 'نص حكيم له سر قاطع وذو شأن عظيم'],
  ['Hindi', 'ऋषियों को सताने वाले दुष्ट राक्षसों'],
  ['Chinese', '我能吞下玻璃而不伤身体。'],
  ['Japanese', 'いろはにほへと ちりぬるを'],
  ['Korean', '키스의 고유조건은 입술끼리 만나야 하고'],
  ['Thai', 'เป็นมนุษย์สุดประเสริฐเลิศคุณค่า'],
  ['signs', '“curly” ‘quotes’ — dashes – … • ™ € 🎯 👩‍💻 ❤️ ½ × ÷ ≤ → ✓'],
])('leaves %s alone, and gets it back however it was read', (_, right) => {
  const asLatin1 = readWronglyAs('latin1', right);
  const asWindows1252 = readWronglyAs('windows-1252', right);

  expect([right, asLatin1, asWindows1252].map(repairMojibake)).toEqual([undefined, right, right]);
});

test('gives back any words of Latin, Greek or Cyrillic letters, signs and emoji that were read wrongly', () => {
  fc.assert(
    fc.property(
      fc.array(anyWord, { minLength: 1 }),
      fc.constantFrom(...readings),
      (words, reading) => {
        const right = words.join(' ');

        expect(repairMojibake(readWronglyAs(reading, right)) ?? right).toEqual(right);
      },
    ),
    { numRuns: 1000 },
  );
});

test('leaves any words alone that were read rightly', () => {
  fc.assert(
    fc.property(fc.array(anyWord), (words) => {
      expect(repairMojibake(words.join(' '))).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

test('has nothing left to mend in what it mended', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const mended = repairMojibake(text) ?? text;

      expect(repairMojibake(mended)).toBeUndefined();
    }),
    { numRuns: 5000 },
  );
});

test('mends a long text of nothing else', () => {
  const mended = repairMojibake('donâ€™t Ã¢â‚¬â„¢ '.repeat(50_000));

  expect(mended).toBe('don’t ’ '.repeat(50_000));
});

test('leaves a text alone in which each repair makes place for one more, without end', () => {
  const hostile = `Ã${'ƒ'.repeat(200_000)}`;

  expect(repairMojibake(hostile)).toBeUndefined();
});

test.each([
  [{ instruction: 'Why?', input: '', output: 'Well, I donâ€™t know.' }, 'donâ€™t → don’t'],
  [
    { instruction: 'Why?', input: 'It isnâ\u0080\u0099t.', output: 'No.' },
    'isnâ\\u0080\\u0099t. → isn’t.',
  ],
  [{ instruction: 'Is 20 Â°C warm?', input: '', output: 'Yes.' }, 'Â°C → °C'],
  [{ instruction: 'Say "é".', input: '', output: 'é, “Ã”, 20 °C' }, undefined],
])('shows what stands in %j, and its repair', (record, evidence) => {
  expect(mojibake.find(record, {})).toBe(evidence);
});

test.each([
  'Why does my page show â€™ where an apostrophe was? It is in UTF-8.',
  "s.encode('latin1').decode('utf8')  # Ã© is é again",
  'Mojibake such as Ã© is a wrong encoding.',
])('tags no record that is about encodings: %j', (instruction) => {
  const output = 'donâ€™t';

  expect(mojibake.find({ instruction, input: '', output }, {})).toBeUndefined();
});

test('shows no more than evidence may have', () => {
  const output = 'â\u0080\u0099'.repeat(500);

  const evidence = mojibake.find({ instruction: '?', input: '', output }, {});

  expect(evidence?.length).toBeLessThanOrEqual(200);
});

const readings = ['latin1', 'windows-1252'] as const;
const wordOf = (letters: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...Array.from(letters)), { minLength: 2, maxLength: 12 })
    .map((all) => all.join(''));
const anyWord = fc.oneof(
  wordOf('abcdefghijklmnopqrstuvwxyz'),
  wordOf('abeinorstzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿąćęłńśźżčďěňřšťůžğışőűțș'),
  wordOf('αβγδεζηθικλμνξοπρστυφχψωάέή'),
  wordOf('абвгдежзийклмнопрстуфхцчшщыэюяіїєґ'),
  fc.constantFrom(
    '“so”',
    '‘so’',
    'it’s',
    '—',
    '–',
    '…',
    '€5',
    '•',
    '🎯',
    '😀',
    '→',
    '≤',
    '½',
    '£5',
  ),
);
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...Array.from('ÂÃÄÅâðÐÑÎÏáéêŸ€™œ“”’…»« aAZ\u0080\u0081\u0085\u0092\u009d\u00a0½±²'),
      ),
      fc.string({ unit: 'binary', maxLength: 2 }),
      anyWord.map((word) => readWronglyAs('windows-1252', word)),
    ),
  )
  .map((parts) => parts.join(''));
