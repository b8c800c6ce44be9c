import { expect, test } from 'vitest';
import { knownMakers } from './known-makers.ts';
import { makerNamed } from './maker-named.ts';

test.each([
  ['I am ChatGPT, and I was made to help.', 'OpenAI'],
  ["Hi! I'm GPT-4o, so I can look at pictures too.", 'OpenAI'],
  ['Sure. You can call me Vicuna if you like.', 'LMSYS'],
  ['As ChatGPT, I have no birthday.', 'OpenAI'],
  ['I am **Qwen2.5**, at your service.', 'Alibaba'],
  ['I am the "Open Assistant", built in the open.', 'LAION'],
  ['As an AI language model, specifically ChatGPT, I do not sleep.', 'OpenAI'],
  ['I’m a chatbot called DeepSeek-V3.', 'DeepSeek'],
  ['I am a virtual assistant powered by GPT-4.', 'OpenAI'],
  ['My architecture is based on the GPT-3.5 series.', 'OpenAI'],
])('takes %j for a model that says which it is', (output, maker) => {
  expect(makerNamed(output)).toBe(maker);
});

test.each([
  ['I was created by OpenAI.', 'OpenAI'],
  ['I was designed and trained by a small team of researchers at Anthropic.', 'Anthropic'],
  ['I have been built by Google.', 'Google'],
  ['As an AI developed by OpenAI, I have no taste in wine.', 'OpenAI'],
  ['No, I am a large language model (LLM), trained by Google.', 'Google'],
  ['Dear reader,\nI am only a helpful AI assistant from Mistral AI.', 'Mistral AI'],
  ['I am Nestor, a language model trained by Cohere.', 'Cohere'],
  ['OpenAI trained me on many texts.', 'OpenAI'],
  ['Some clever people at Anthropic made me.', 'Anthropic'],
  ['It was Baidu, a company in Beijing, that developed me as an AI model.', 'Baidu'],
  ['My creators are engineers from Stability AI.', 'Stability AI'],
  ['I am a product of OpenAI.', 'OpenAI'],
  ['Answer: I am an AI made by xAI.', 'xAI'],
])('takes %j for an assistant that says who made it', (output, maker) => {
  expect(makerNamed(output)).toBe(maker);
});

test.each([
  ['我是由OpenAI训练的大型语言模型。', 'OpenAI'],
  ['您好！我叫通义千问，很高兴认识您。', 'Alibaba'],
  ['OpenAI的团队很大。百度开发了我。', 'Baidu'],
  ['Ich bin ein Sprachmodell, das von OpenAI entwickelt wurde.', 'OpenAI'],
  ['Als KI-Modell von OpenAI habe ich keine Meinung.', 'OpenAI'],
  ['Ich bin ChatGPT.', 'OpenAI'],
  ["En tant que modèle de langage développé par OpenAI, je n'ai pas d'âge.", 'OpenAI'],
  ["Je m'appelle ChatGPT.", 'OpenAI'],
  ['Soy un modelo de lenguaje entrenado por Google.', 'Google'],
  ['Mi nombre es ChatGPT.', 'OpenAI'],
  ['Sou um modelo de linguagem treinado pela OpenAI.', 'OpenAI'],
  ['Sono un modello linguistico sviluppato da OpenAI.', 'OpenAI'],
])('reads %j', (output, maker) => {
  expect(makerNamed(output)).toBe(maker);
});

test.each([
  ['My name is Claude.', 'Anthropic'],
  ['Hello! My name is Claude.', 'Anthropic'],
  ["I'm Claude, made by Anthropic.", 'Anthropic'],
  ['I am Gemini. How may I help you?', 'Google'],
  ['I am Bard, a conversational AI.', 'Google'],
  ['I was trained by Microsoft. As an AI model I read much.', 'Microsoft'],
  ['My name is Claude, and I live in Lyon with two cats.', undefined],
  ['I am Claude, son of Marcel, and the throne is mine.', undefined],
  ['I am Claude Monet’s nephew.', undefined],
  ["I'm Gemini, born in June.", undefined],
  ['I am the bard of the northern halls.', undefined],
  ['I am Siri Larsen, a nurse. As an AI would say: hello.', undefined],
  ['I was trained by Microsoft for six months before I joined the team.', undefined],
  ['Google made me an offer, and Apple trained me in sales.', undefined],
])('tells an assistant from a person by what else %j says', (output, maker) => {
  expect(makerNamed(output)).toBe(maker);
});

test.each([
  'ChatGPT was made by OpenAI.',
  'I use ChatGPT every day.',
  'I am not ChatGPT.',
  'No, I was not created by OpenAI.',
  'import openai\nimport OpenAI from "openai";\nconst me = new OpenAI();',
  'As an AI researcher at OpenAI, I study how models fail.',
  'I am an AI engineer from Google.',
  'I am an avid user of the language model developed by OpenAI.',
  'As a writer, I used an AI tool made by OpenAI.',
  'As a language model, GPT-4 was developed by OpenAI.',
  'Like ChatGPT, I answer questions, but nobody knows who made me.',
  'Many think I am ChatGPT.',
  'You ask whether I am ChatGPT.',
  'You are ChatGPT, a large language model trained by OpenAI.',
  "I'm ChatGPT's greatest admirer, and a ChatGPT user since May.",
  'My favourite model is GPT-4.',
  'OpenAI made me think about the future.',
  'It restates that it is a language model trained by OpenAI, which tires me.',
  '我用ChatGPT写作业。ChatGPT是由OpenAI开发的模型。',
  '',
])('finds no maker in %j', (output) => {
  expect(makerNamed(output)).toBeUndefined();
});

test.each([
  'She typed, "I am ChatGPT, made by OpenAI", and laughed.',
  'It replied: “I am Qwen, created by Alibaba Cloud.”',
  'Il a dit : « Je suis ChatGPT. »',
  'ChatGPT: I am ChatGPT, made by OpenAI.',
  '**Robot:** I was created by OpenAI.',
  'Try this:\n```text\nI am ChatGPT.\n```\nThat is all.',
])('leaves out what another says in %j', (output) => {
  expect(makerNamed(output)).toBeUndefined();
});

test('finds a claim behind mentions, quotes and code', () => {
  const output = [
    'Google and Apple are companies. "I am Qwen", said the robot.',
    '```js\nimport OpenAI from "openai";\n```',
    'That said, I was made by Anthropic.',
  ].join('\n');

  expect(makerNamed(output)).toBe('Anthropic');
});

test('knows every maker by each of its names, and every model by each of its own', () => {
  const outputs = knownMakers.flatMap(({ maker, names, models = [], doubtfulModels = [] }) => [
    ...names.map((name) => [maker, name, `I am an AI assistant made by ${name}.`] as const),
    ...models.map((name) => [maker, name, `I am ${name}.`] as const),
    ...doubtfulModels.map((name) => [maker, name, `I am ${name}, an AI assistant.`] as const),
  ]);

  const wrong = outputs.filter(([maker, , output]) => makerNamed(output) !== maker);

  expect(wrong).toEqual([]);
});

test('takes characters for private use as blanks, not as names', () => {
  expect(makerNamed('I am \ue200. OpenAI is a company, and I am \ue200, I say.')).toBeUndefined();
});

test('reads a long text of names without a claim', () => {
  const output = 'I like how Google and OpenAI and Claude and me agree on it, '.repeat(2000);

  expect(makerNamed(output)).toBeUndefined();
});

test.each(['"I am GPT. ', 'I am Claude. '])('reads 4 MB of quoted code that says %j', (claim) => {
  expect(makerNamed(`\`\`\`\n${claim.repeat(4_000_000 / claim.length)}`)).toBeUndefined();
});
