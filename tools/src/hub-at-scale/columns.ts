import { listColumn, numberColumn, structColumn, textColumn } from './parquet-columns.ts';

/** Of a question about a passage: its answers are an object of two lists, as the Hub stores a list of objects. */
export const passageColumns = [
  textColumn('id'),
  textColumn('title'),
  textColumn('context'),
  textColumn('question'),
  structColumn('answers', [
    listColumn('text', textColumn),
    listColumn('answer_start', numberColumn),
  ]),
] as const;

/** Of a trivia question. */
export const triviaColumns = [
  textColumn('question'),
  textColumn('question_id'),
  textColumn('question_source'),
  structColumn('entity_pages', textLists('doc_source', 'filename', 'title', 'wiki_context')),
  structColumn('search_results', [
    ...textLists('description', 'filename'),
    listColumn('rank', numberColumn),
    ...textLists('title', 'url', 'search_context'),
  ]),
  structColumn('answer', [
    ...textLists('aliases', 'normalized_aliases'),
    textColumn('matched_wiki_entity_name'),
    textColumn('normalized_matched_wiki_entity_name'),
    textColumn('normalized_value'),
    textColumn('type'),
    textColumn('value'),
  ]),
] as const;

/** Of a school problem. */
export const problemColumns = [textColumn('question'), textColumn('answer')] as const;

/** Of a story. */
export const storyColumns = [textColumn('prompt'), textColumn('story')] as const;

function textLists(...names: readonly string[]): ReturnType<typeof listColumn>[] {
  return names.map((name) => listColumn(name, textColumn));
}
