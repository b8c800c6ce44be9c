import { marks } from './mark-names.ts';

/** A wording by which a speaker says what made it, for a sentence whose names are marked; `name` is the mark. */
export interface IdentityClaim {
  readonly pattern: RegExp;
  /** Whether people say such a thing of themselves, so that something has to speak of an assistant too. */
  readonly isDoubtful: boolean;
}

const { maker, employer, otherMaker, makerOrModel, model, doubtfulModel } = marks;

const hearsay =
  '(?<!\\b(?:if|whether|imagine|imagining|pretend|pretending|suppose|said|says|claims?|claimed|thinks?|thought|believes?|believed|assumes?|assumed|where|when|until|wish|as though) (?:that )?)';
const iAm = `${hearsay}\\b(?:I am|I'm|I was|I have been|I've been)`;
const myNameIs =
  "\\b(?:[Mm]y name is|[Mm]y name's|[Yy]ou (?:can|may) call me|I am called|I'm called|I am known as|I'm known as|I go by(?: the name(?: of)?)?|go by the name(?: of)?)";
const adverbs =
  '(?:,? (?:actually|also|just|only|simply|merely|still|really|originally|currently|indeed|in fact|of course|specifically|proudly|called|named))*,?';
const verb =
  '(?:created|made|developed|trained|built|designed|programmed|engineered|produced|fine-?tuned|invented|coded|brought to life)';
const verbOfThings = verb.replace('trained|', '');
const verbs = (one: string): string =>
  `(?:(?:originally|initially|recently|carefully|specifically) )?(?:${one}(?:,? and |, |/| & ))*${one}`;
// The people of a maker: `a team of researchers at`, `the good folks from`.
const people =
  '(?:(?:the|a|an|some|very|small|smart|good|large|talented|brilliant|dedicated|company|called|named|tech|giant|team|teams|group|organization|organisation|research|lab|laboratory|startup|AI|of|approximately|about|over|\\d+|engineers?|researchers?|scientists?|developers?|experts?|programmers?|people|folks|employees|volunteers|at|from|with|in|and),? )*';
// Words like `of` and `who` would lead away from the speaker: `a user of the language model made by …`.
const adjectives =
  "(?:(?!(?:of|who|that|which|using|uses?|user|with|for|in|at|on|to|not|than|and|like|from|by|I|an?|the|my|his|her|their)\\b)[\\w'-]+,? ){0,6}?";
const assistant =
  '(?:(?:language|AI|chat|text|neural|learning|LLM|intelligence|generative|conversational) (?:models?|assistant|system|program|chatbot|bot|tool|agent|entity|companion|software|technology|helper|being)|chat ?bot|AI|A\\.I\\.|LLM|artificial intelligence|machine|computer program|(?:virtual|digital|voice|personal|online|helpful) (?:assistant|agent)|model)(?: \\((?:AI|LLM)\\))?';
const anAssistant = `(?:an?|the|your|one of the)(?: just| only)? ${adjectives}${assistant}`;
const aside = "(?:,? (?:called|named|known as) [\\w.'\\ue000-\\uf8ff-]+)?(?: \\([^)]{1,20}\\))?";
const relation = `(?:,? (?:that|which|who) (?:was|is|has been|have been))?,? (?:${verbs(verb)} by|powered by|based on|from|by)`;
// Some give themselves a name first: `I am Nestor, a language model trained by …`.
const speaker = `(?:${iAm}${adverbs}(?: [A-Z][\\w-]*(?: \\([^)]{1,20}\\))?,)?|\\b[Aa]s|\\b[Bb]eing)`;
// What may follow, since a name that goes on is another: `Claude Monet`, `ChatGPT's user`, `GPT-4 prompts`.
const nameEnds =
  '(?=[.,;:!?)]|\\s*$|\\s[-–—(]|,? (?:an?|the|your|and|but|by|from|or|I|my|here|made|created|developed|trained|built|powered|based|designed|so|at|which|who|model|language|large|AI|architecture|version|running|if|please|for short)\\b)';
const me = 'me(?=[.,;:!?)]|\\s*$| (?:to|as|with|using|in|so|and|for|on|by)\\b)';

const theCompany = '(?:, (?:the|an?)\\b[^.;,]{0,50},?|,)?';
const whoHas =
  '(?: (?:who|that|which|has|have|had|team|researchers?|engineers?|developers?|originally))*';

/** The wordings of English, and the commonest of Chinese, German, French, Spanish, Portuguese and Italian. */
export const identityClaims: readonly IdentityClaim[] = [
  sure(`${iAm}${adverbs} (?:(?:an?|the|your) )?(?<name>${model})${nameEnds}`),
  sure(`${myNameIs}${adverbs} (?<name>${model})${nameEnds}`),
  sure(`\\bAs (?<name>${model}),(?: an?[^.]{1,60},)? (?:I|my)\\b`),
  doubtful(`${iAm}${adverbs} (?:(?:an?|the|your) )?(?<name>${doubtfulModel})${nameEnds}`),
  doubtful(`${myNameIs}${adverbs} (?<name>${doubtfulModel})${nameEnds}`),
  doubtful(`\\bAs (?<name>${doubtfulModel}),(?: an?[^.]{1,60},)? (?:I|my)\\b`),

  sure(
    `(?:${iAm}|\\band was)${adverbs} ${verbs(verb)} by ${people}(?<name>${otherMaker}|${model})`,
  ),
  sure(`${iAm}${adverbs} ${verbs(verbOfThings)} by ${people}(?<name>${employer})`),
  doubtful(`(?:${iAm}|\\band was)${adverbs} ${verbs(verb)} by ${people}(?<name>${employer})`),
  sure(`${iAm}${adverbs} ${doubtfulModel},? ${verbs(verb)} by ${people}(?<name>${makerOrModel})`),
  sure(`${speaker} ${anAssistant}${aside}${relation} ${people}(?<name>${makerOrModel})`),
  sure(
    `${speaker} ${anAssistant},? (?:(?:called|named|known as|specifically) )?(?<name>${model})${nameEnds}`,
  ),
  doubtful(
    `${speaker} ${anAssistant},? (?:called|named|known as) (?<name>${doubtfulModel})${nameEnds}`,
  ),

  sure(
    `(?<name>${otherMaker}|${model})(?: \\(${maker}\\))?${theCompany}${whoHas} ${verbs(verb)} ${me}`,
  ),
  doubtful(`(?<name>${employer})${theCompany}${whoHas} ${verbs(verb)} ${me}`),
  sure(
    `\\b[Mm]y (?:creators?|makers?|parent company|programmers?|inventors?)(?:,| is| are| was| were| at| from)+ ${people}(?<name>${maker})`,
  ),
  sure(
    `\\b[Mm]y (?:developers?|designers?|trainers?)(?:,| is| are| was| were| at| from)+ ${people}(?<name>${otherMaker})`,
  ),
  sure(
    `${iAm}${adverbs} (?:based on|powered by|running on|built on|an? (?:instance|version|variant|product|creation) of)(?: the| a)?(?: [\\w'-]+){0,3}? (?<name>${otherMaker}|${model})`,
  ),
  sure(
    `\\b[Mm]y (?:underlying |current |base |own |language )*(?:model|architecture) is(?: based on)?(?: the)? (?<name>${model})`,
  ),

  sure(`我(?:是|叫|的名字是|的名字叫)\\s*(?<name>${model})`),
  sure(
    `(?:我|作为)(?:是|由|一个|一款|一名|被|一種|一种|来自|個|个|\\s)*(?<name>${makerOrModel})[^，。；\\n]{0,10}(?:训练|開發|开发|创建|创造|研发|设计|打造|推出|訓練|創建|制作|构建)`,
  ),
  sure(
    `(?<name>${makerOrModel})(?:公司|团队)?(?:训练|开发|创建|创造|研发|设计|打造|開發|訓練)了我`,
  ),

  sure(
    `\\b[Ii]ch (?:bin|wurde)\\b[^.;]{0,80} (?:von|durch) (?<name>${makerOrModel})[^.;]{0,20}(?:entwickelt|trainiert|erstellt|geschaffen|programmiert)`,
  ),
  sure(`\\b(?:[Ii]ch bin|[Mm]ein Name ist|[Ii]ch heiße) (?<name>${model})${foreignEnds()}`),
  sure(
    `\\b[Aa]ls (?:ein |eine )?(?:[\\w-]+ ){0,2}(?:KI|Sprachmodell|KI-\\w+|Assistent)\\b[^.;]{0,40} von (?<name>${makerOrModel})`,
  ),

  sure(
    `\\b(?:[Jj]e suis|[Jj]'ai été|[Ee]n tant que?|[Ee]n tant qu'\\w+)\\b[^.;]{0,80} (?:créée?|développée?|entraînée?|conçue?|formée?) par (?<name>${makerOrModel})`,
  ),
  sure(`\\b(?:[Jj]e suis|[Jj]e m'appelle|[Mm]on nom est) (?<name>${model})${foreignEnds()}`),
  sure(
    `\\b(?:[Ss]oy|[Ff]ui|[Hh]e sido|[Cc]omo|[Ss]ou|[Ff]ui) [^.;]{0,80}?(?:cread|desarrollad|entrenad|diseñad|criad|desenvolvid|treinad)[oa] (?:por|pela|pelo) (?<name>${makerOrModel})`,
  ),
  sure(
    `\\b(?:[Ss]oy|[Mm]e llamo|[Mm]i nombre es|[Ss]ou(?: o)?|[Mm]eu nome é) (?<name>${model})${foreignEnds()}`,
  ),
  sure(
    `\\b(?:[Ss]ono|[Cc]ome) [^.;]{0,80}?(?:creat|sviluppat|addestrat|progettat)[oa] da (?<name>${makerOrModel})`,
  ),
];

function foreignEnds(): string {
  return '(?=[.,;:!?)]|\\s*$|,? (?:ein|eine|un|une|um|uma|y|e|et|und|desarrollado|entwickelt|développé)\\b)';
}

function sure(source: string): IdentityClaim {
  return { pattern: new RegExp(source, 'u'), isDoubtful: false };
}

function doubtful(source: string): IdentityClaim {
  return { pattern: new RegExp(source, 'u'), isDoubtful: true };
}
