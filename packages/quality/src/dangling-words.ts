/** Words of English that end no text, however short its author keeps it. */
export const conjunctions = wordSet('the and or but because my your their our whose');

/** Words of English that end hardly any sentence of eight words and more. */
export const wordsOfNoEnd = wordSet(
  'a an to of with from by for on at into upon if than as which his its every although unless within between during without toward very been they we would could should must might when',
);

/** Words of English that end a sentence only behind a question or a relative: `what it is`, `anything to help with`. */
export const prepositions = wordSet(
  'to of with in on at by for from about is are was were be have has had',
);

/** Words of English that end short sentences and comparisons, as in `I will do that` or `as well as you can`, but hardly any other. */
export const wordsOfShortEnds = wordSet(
  'that who when where what how can will would could should may might must been his',
);

/**
 * Words that end no sentence, but in titles, lists and wordplay: of English, and those of German, French, Spanish,
 * Portuguese and Italian that end none in another of these either, as `dos`, `das`, `um`, `une` and `qui` do.
 */
export const danglingWords = wordSet(
  "the a an and or but because if into as than my your their our its whose which every very i we they he she although unless between during without within upon toward I it's I'm I'll you're they're we're don't it’s I’m I’ll you’re they’re we’re don’t",
  'und oder der dem für dass weil eine einen',
  'et les du aux avec dans que',
  'el los las del con por',
  'uma il gli di che',
);

function wordSet(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ')));
}
