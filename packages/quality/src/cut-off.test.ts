import type { Category } from '@llamaforge/schema';
import { expect, test } from 'vitest';
import { cutOff } from './cut-off.ts';

const find = (output: string, category?: Category): string | undefined =>
  cutOff.find({ instruction: 'How does a mill work?', input: '', output }, { category });

test.each([
  'The wind turns the sails. They turn the',
  'The wind turns the sails. They are made of wood, canvas and',
  'The wind turns the sails. And',
  'The wind turns the sails! If there is no wind to turn them,',
  'There is a wheel in the water. It is turned by',
  'He asked the miller (who was old). The miller said that I',
  'There are many. The miller of the next town told us that the wheel might',
  'It is a question of the wind, of the water and of the',
  'Der Wind treibt die Flügel an. Sie sind aus Holz und',
  'Le vent fait tourner les ailes. Elles sont dans',
  '风吹动风车。如果没有风，',
  'The mill is built of stone, and its sails are turned by',
  'On windy days the mill grinds corn, on others it rests, and the miller,',
  'The mill is known in all of the country for its',
  'These are the parts of a mill:\n\n1. The wheel\n2. The stones\n3. The',
  'Here are the parts of a mill:',
  'A mill has many parts. These are the most important of them:',
])('finds that %j is cut off in mid-sentence', (output) => {
  expect(find(output)).toBe(output.replace(/\s+/gu, ' '));
});

test.each(['Run it:\n```python\nprint(1)', '```\na\n```\nThen:\n```js\nlet a', '> ```\n> a'])(
  'finds that %j is cut off within a code fence',
  (output) => {
    expect(find(output)).toBe(`a code fence is open: ${output.replaceAll('\n', ' ')}`);
  },
);

test.each([
  'The wind turns the sails.',
  'The wind turns the sails. They turn the stones',
  'By wind',
  'the',
  'The and of an',
  '(A) a part of a',
  'World War I',
  'Vitamin A',
  'It is in the list of things that the miller of the town works with',
  'The wind does it. Is there anything else that I can help you with',
  'The wind does it. Nobody knows how old they are',
  'Dear miller,\nyour mill turns well.\n\nYours sincerely,',
  'The wind does it. In May',
  'Canvas 1. wood 2. an',
  'barn canvas mill sail stone water wheel wind with',
  'nor the sails, nor the stones, nor the wheels of the mill,',
  'Sails, by order of the mill,',
  'Nobody in all the town knew which of the mills he came from',
  'Part two:',
  'The parts of a mill, as drawn in the book:\n\nthe wheel\nthe sail\nWho works',
  'Dear miller and all who work with him:',
  'There are many. Please choose one of these colours:',
  'It has 4 sails. So it is 4*2=8 by day,',
  'See https://mill.example/a',
  'It turns. 1. wheel, 2. stone, 3. sail',
  '{"a": [1, 2]}',
  '风吹动风车。它磨谷物',
  'Jon Miller. Anna Miller. The Who',
  'The wind does it. It turns them as well as it can',
  'Ask the miller. I do not know how',
  'Come with me to the mill and I will gladly show you the place where',
  'Thank you. I will do that',
  'There is no wind. All the wheels of the old mill will rest for a while',
  'Hay un molino aquí. Uno más uno son dos',
  'Der Wind dreht. Die Flügel drehen sich um',
  'Ja, gewiss. Ich weiß das',
  'Voici des moulins. Choisissez-en une',
  'Use `a',
  'Run it:\n```\na\n```',
  'Write ``` before and behind it. That is all.',
  'Run it:\n```\n</html>```\n\nIt shows a page.',
  'A ```short``` one',
  'It turns.\n```',
  '````md\n```\na\n```\n````',
])('takes %j for whole', (output) => {
  expect(find(output)).toBeUndefined();
});

test('takes no line of code for a sentence, and a fence that the question opens for closed', () => {
  const code = 'x = 1. \nok. Then\nif a and';
  const opened = {
    instruction: 'Go on:\n```\nlet a',
    input: '',
    output: '= 1\n```\nThat is all. So:\n',
  };

  expect([find(code, 'code_debugging'), cutOff.find(opened, {})]).toEqual([undefined, undefined]);
});

test('shows no more than the end of a long answer', () => {
  const evidence = find(`${'The wind turns the sails. '.repeat(10_000)}They turn the`);

  expect(evidence).toMatch(/^….{107}They turn the$/u);
});

test('reads a hostile text in time that grows with its length', () => {
  const outputs = [
    `${'``` '.repeat(100_000)}a`,
    `${'\n'.repeat(300_000)}a`,
    'a, '.repeat(100_000),
    `${'a'.repeat(300_000)} the`,
  ];

  expect(outputs.map((output) => find(output))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
