import { mixed } from './mixed.ts';

const openers = 'The A Our Every That Another This My Their One'.split(' ');
const adjectives =
  'old narrow patient brass frozen quiet borrowed northern careless hollow painted bright heavy late honest crooked distant young salted empty gentle wooden restless pale nervous famous broken woven sudden clever weary generous muddy silver proud invisible tidy rusted golden ancient damp merry stubborn foreign hungry polite bitter ordinary dusty wild slender grateful folded secret hasty drowsy plain solemn curious'.split(
    ' ',
  );
const nouns =
  'lighthouse surveyor baker clerk apprentice ferry tenor botanist tram librarian telescope kettle map harbour crate clock umbrella mirror jar staircase attic boat letter timetable seed mill pier viaduct orchard shed canal platform garden market bridge lantern ledger violin compass blanket chimney needle ladder carpet island shepherd gardener captain physician widow postman carpenter actor pilot fisherman painter tailor nephew aunt stranger neighbour café façade bakery cellar quarry meadow forest glacier riverbank courtyard theatre chapel workshop stable warehouse tunnel balcony fountain station library barn tower vineyard marsh reef ravine hedge cottage pavement bell drum feather button ribbon barrel bucket anchor saddle hammer candle basket pencil envelope coin'.split(
    ' ',
  );
const verbs =
  "counted repaired sold measured painted returned explained hid drew weighed carried forgot photographed described followed buried traded inspected admired rebuilt polished borrowed inherited abandoned discovered sketched remembered announced protected unlocked emptied didn't couldn't wouldn't swept sharpened delivered ignored praised questioned restored studied watched warmed translated tested".split(
    ' ',
  );
const prepositions =
  'behind beside under near above across|from inside beyond opposite along outside towards'
    .split(' ')
    .map((words) => words.replace('|', ' '));
const endings = [
  ' before the tide came in',
  ', which surprised nobody',
  ' and said "it will do"',
  ' for the third time that week',
  ', although it had begun to rain',
  ' at 21° and no more',
  ', because a promise is a promise',
  ' – or so the story goes',
  ' and asked whether anyone had seen the keys',
  ' while the others argued about “progress”',
  '',
  '',
  ', as it’s done in larger towns',
  ' until the money ran out',
  ' between 1890 and 1912',
  ', to the relief of all',
];

/** How many bits number a sentence. */
export const SENTENCE_BITS = 14;

/** Sentences as people type them, each with a space behind it. */
export const sentences: readonly string[] = Array.from(
  { length: 2 ** SENTENCE_BITS },
  (_, i) => `${sentenceOf(i)} `,
);

function sentenceOf(index: number): string {
  let part = index * 16;
  const word = (list: readonly string[]): string => {
    part += 1;
    return list[mixed(part) % list.length] ?? '';
  };
  const verb = word(verbs);
  const action = verb.endsWith("n't") ? `${verb} find` : verb;
  const object = `${word(adjectives)} ${word(nouns)}`;
  const place = `${word(prepositions)} the ${word(adjectives)} ${word(nouns)}`;
  return `${word(openers)} ${word(adjectives)} ${word(nouns)} ${action} the ${object} ${place}${word(endings)}.`;
}
