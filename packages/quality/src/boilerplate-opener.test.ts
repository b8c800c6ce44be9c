import { expect, test } from 'vitest';
import { boilerplateOpener } from './boilerplate-opener.ts';

test.each([
  ['Certainly! Here is a poem about rain.', 'Certainly! Here is a poem about rain'],
  ["Sure, I'd be happy to help! Tea comes from leaves.", "Sure, I'd be happy to help"],
  ['Sure thing! 1) Wake up early.', 'Sure thing! 1) Wake up early'],
  ['Of course. Below is the list:\n- milk', 'Of course. Below is the list:'],
  ['No problem! Here is another one.', 'No problem! Here is another one'],
  ['Absolutely, let me explain why.', 'Absolutely, let me explain why'],
  ['I would be happy to explain it.', 'I would be happy to explain it'],
  ['Great question! Cats purr when they are calm.', 'Great question! Cats purr when they are calm'],
  [
    'That’s a very good question, and nobody knows.',
    'That’s a very good question, and nobody knows',
  ],
  ['As an AI language model, I have no taste.', 'As an AI language model, I have no taste'],
  ['As an AI, I have no taste.', 'As an AI, I have no taste'],
  ['**Certainly!** Rain falls.', '**Certainly!** Rain falls'],
  ['¡Claro! Aquí tienes la lista.', '¡Claro! Aquí tienes la lista'],
  ['Claro! Aqui está a lista.', 'Claro! Aqui está a lista'],
  ['Bien sûr ! Voici la liste.', 'Bien sûr ! Voici la liste'],
  ['Natürlich! Hier ist die Liste.', 'Natürlich! Hier ist die Liste'],
  ['Certo! Ecco la lista.', 'Certo! Ecco la lista'],
  ['Конечно! Вот список.', 'Конечно! Вот список'],
  ['当然可以！以下是列表。', '当然可以！以下是列表。'],
  ['はい、以下がリストです。', 'はい、以下がリストです。'],
  ['물론입니다! 다음은 목록입니다.', '물론입니다! 다음은 목록입니다'],
])('takes the opening of %j for filler', (output, evidence) => {
  expect(find(output)).toBe(evidence);
});

test.each([
  'Sure, but the road is long.',
  'Of course, dear traveller. First, find the rock.',
  'Certainly the oldest of them is the yew.',
  'Absolutely not.',
  'No problem! See you tomorrow.',
  'Here are three ideas:\n1. Walk.',
  'Yes, it is.',
  'A good question is one that can be answered.',
  'She said: Certainly! Here is your tea.',
  'As an AI researcher, I read much.',
  'As a model, she travelled far.',
  'Claro que no lo sabe nadie.',
  '',
])('takes %j for an answer', (output) => {
  expect(find(output)).toBeUndefined();
});

test.each([
  [
    'As an AI, I would ask the robots first.',
    'Imagine you are an AI that rules a city. What next?',
  ],
  ['Certainly, I would be delighted to.', 'You are a baker. Someone asks you to bake a cake.'],
  ['Certainly! Follow the river.', 'As a ranger, tell hikers how to find the hut.'],
])('lets %j stand where it is said in a part that the question gives', (output, instruction) => {
  expect([find(output, instruction), find(output, 'You are a helpful assistant. Go on.')]).toEqual([
    undefined,
    output.slice(0, -1),
  ]);
});

test('looks at the beginning of an answer of 4 million units alone', () => {
  expect(find('word '.repeat(800_000) + 'Certainly! Here is more.')).toBeUndefined();
});

function find(output: string, instruction = 'Tell me.'): string | undefined {
  return boilerplateOpener.find({ instruction, input: '', output }, {});
}
