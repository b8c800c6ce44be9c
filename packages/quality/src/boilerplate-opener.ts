import type { TagRule } from './tag-rule.ts';

// An opener stands within so many UTF-16 units.
const openingUnits = 200;
const mark = `[\\s*_>"“-]*`;
const assent = '(?:Certainly|Sure(?: thing)?|Of course|Absolutely|Definitely)';
// What makes filler of an assent that goes on: it announces the answer, or that one is willing to give it.
const announces =
  "(?:here(?:[’']s| is| are| you go)|below (?:is|are)|let me|let[’']s|allow me|I(?:[’']d| would|[’']ll| will| can|[’']m| am) (?:be |certainly |definitely |gladly )*(?:happy|glad|delighted|pleased|love|help|assist|do that|provide|explain|give you|write|create|show|try|generate|suggest|share|offer|tell you))";
const english = [
  `${assent}!`,
  `(?:${assent}|No problem|Gladly|With pleasure)[!,.;:—–-]+ *${announces}`,
  `I(?:[’']d| would) be (?:more than )?(?:happy|glad|delighted) to (?:help|assist|provide|explain|share|write|create)`,
  `(?:What an?|That[’']s an?|That is an?|An?)? ?(?:great|good|excellent|interesting|fantastic|wonderful|awesome|fascinating|very good|really good) question(?: (?:about|on) [^.!?\\n]{1,60})?[!.,]`,
  `As an? (?:(?:large )?(?:AI |artificial intelligence )?language model|AI model)\\b`,
  `As an? (?:AI|artificial intelligence)(?: (?:assistant|chatbot|system))?, I\\b`,
];
const others = [
  // Spanish, Portuguese, French, German, Italian, Russian
  `¡?(?:Claro(?: que sí)?|Por supuesto|Desde luego|Con gusto)[!,.]+ *(?:¡?Aquí|A continuación|Te |Le |Puedo|Estaré|Con gusto)`,
  `(?:Claro|Com certeza|Certamente)[!,.]+ *(?:Aqui|Segue|Vou|Posso|Ficarei)`,
  `(?:Bien sûr|Certainement|Avec plaisir|Absolument) ?[!,.]+ *(?:Voici|Voilà|Je (?:peux|vais|serais))`,
  `(?:Natürlich|Gerne|Selbstverständlich|Klar)[!,.]+ *(?:Hier|Ich (?:kann|helfe)|Gerne)`,
  `(?:Certo|Certamente|Ecco)[!,.]+ *(?:Ecco|Posso|Sarò)`,
  `(?:Конечно|Разумеется|С удовольствием)[!,.]+ *(?:Вот|Я (?:могу|помогу)|Ниже|Давайте)`,
  `(?:Como|Als|En tant que|Come|Como um|Como una|Als ein) (?:KI-Sprachmodell|modelo de lenguaje|modelo de linguagem|modèle de langage|modello linguistico|Sprachmodell)`,
  // Chinese, Japanese, Korean
  `(?:当然(?:可以|了)?|好的|没问题|當然(?:可以)?)[！!，,。]+ *(?:以下是|以下|这里是|这是|下面|我(?:可以|来|会|很乐意)|這裡是)`,
  `作为(?:一个|一名|一款)?(?:AI|人工智能)?(?:大型)?(?:语言模型|人工智能|AI助手)`,
  `(?:もちろん(?:です)?|はい|かしこまりました|承知しました)[！!、。]+ *(?:以下|こちら|喜んで)`,
  `(?:물론(?:입니다|이죠)?|네)[!,.]+ *(?:여기|아래|다음은)`,
];
const opener = new RegExp(
  `^${mark}(?:${[...english, ...others].join('|')})(?:[^.!?\\n]{0,60}(?![\\p{L}\\p{N}]))?`,
  'iu',
);
// Whoever plays a part, also that of an AI, speaks as the part would.
const playsAPart =
  /\b(?:imagine|pretend|suppose|envision) (?:that )?you(?:['’]re| are)\b|\b(?:act|respond|answer|reply|write|speak) as (?:an?|the|if)\b|\brole\b|\broleplay|\bpersona\b|\byou(?:['’]re| are)(?: now)? (?:an?|the) (?!\w+ assistant|assistant|helpful|expert|professional|skilled|language|large)|^as an? /iu;

/** An answer that begins with words that fit every answer. The list is our own; of no language but English it is long. */
export const boilerplateOpener: TagRule = {
  about:
    'the answer opens with filler such as “Certainly! Here is …” or “As an AI language model, …”',
  find: ({ instruction, output }) => {
    const found = opener.exec(output.slice(0, openingUnits).toWellFormed())?.[0].trim();
    return found === undefined || playsAPart.test(instruction) ? undefined : found;
  },
};
