import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadLanguageOf } from './language-of.ts';

const languageOf = await loadLanguageOf();

test.each([
  ['en', 'How many apples does she have left after lunch?'],
  ['es', '¿Cuántas manzanas le quedan después de comer con sus amigos?'],
  ['fr', 'Combien de pommes lui reste-t-il après le repas avec ses amis ?'],
  ['de', 'Wie viele Äpfel hat sie nach dem Mittagessen noch übrig?'],
  ['it', 'Quante mele le rimangono dopo il pranzo con i suoi amici?'],
  ['pt', 'Quantas maçãs ela ainda tem depois do almoço com os amigos dela?'],
  ['nl', 'Hoeveel appels heeft zij na het middageten nog over?'],
  ['pl', 'Ile jabłek zostało jej po obiedzie z przyjaciółmi?'],
  ['sv', 'Hur många äpplen har hon kvar efter lunchen med sina vänner?'],
  ['tr', 'Öğle yemeğinden sonra kaç elması kaldığını hesaplayabilir misin?'],
  ['vi', 'Cô ấy còn lại bao nhiêu quả táo sau bữa trưa với bạn bè?'],
  ['ru', 'Сколько яблок у неё осталось после обеда с друзьями?'],
  ['uk', 'Скільки яблук у неї залишилося після обіду з друзями?'],
  ['el', 'Πόσα μήλα της έμειναν μετά το μεσημεριανό γεύμα;'],
  ['he', 'כמה תפוחים נשארו לה אחרי ארוחת הצהריים?'],
  ['ar', 'كم تفاحة بقيت لديها بعد الغداء مع أصدقائها؟'],
  ['hi', 'दोपहर के भोजन के बाद उसके पास कितने सेब बचे हैं?'],
  ['zh', '午饭后她还剩下多少个苹果？'],
  ['ja', '昼食の後、彼女にはりんごがいくつ残っていますか。'],
  ['ko', '점심을 먹은 뒤에 그녀에게 사과가 몇 개 남았나요?'],
  ['th', 'หลังอาหารกลางวันเธอเหลือแอปเปิลกี่ลูก'],
])('knows %s from a sentence', (language, text) => {
  expect(languageOf(text)).toBe(language);
});

test.each([
  '',
  'Ja.',
  '42',
  '308 + 17 = 325',
  'Liu Bingzhong, Yao Shu, Erich von Nassau',
  'Mercedes-Benz, BMW, Volkswagen, Deutsche Bahn, Allianz, Siemens, Adidas, Porsche',
  'berg bluish gamut puerto',
  '🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯🎯',
  '```\nimprimir los números de la lista una vez y otra vez\n```',
])('says nothing of %j, which is too short or doubtful', (text) => {
  expect(languageOf(text)).toBeUndefined();
});

test('reads what stands around code, formulas, tags and addresses', () => {
  const texts = [
    'Aquí tienes el programa que pediste para tu trabajo:\n```python\nfor each in the_list:\n    print("this is the text that we want to show to the user of the list")\n```',
    'Der Wert von $\\text{the number of all the apples that are left}$ ist also größer als zwei.',
    'Sie finden das auf https://example.org/how-to-find-all-of-the-things-that-you-want-to-know bei uns.',
  ];

  const languages = texts.map((text) => languageOf(text));

  expect(languages).toEqual(['es', 'de', 'de']);
});

test('gives a text of 5 million units the language that it begins in', () => {
  const text = 'The cat sat on the mat and looked at the moon. '.repeat(100_000);

  expect(languageOf(text)).toBe('en');
});

test('answers to every text, and twice the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const [once, again] = [languageOf(text), languageOf(text)];

      expect(again).toBe(once);
      expect(once ?? 'en').toMatch(/^[a-z]{2}$/u);
    }),
  );
});
