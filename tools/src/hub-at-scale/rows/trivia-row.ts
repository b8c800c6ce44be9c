import { chosen, mixed } from '../mixed.ts';
import { prose } from '../prose.ts';

const names = ['Aldermoor', 'Brackwater', 'Cinderhithe', 'Dunlow', 'Eastmarsh', 'Fenwick'] as const;

/** A trivia question with an answer and its aliases, about 500 bytes; where its proofs would be, nothing is. */
export function triviaRow(number: number): Readonly<Record<string, unknown>> {
  const key = number * 16;
  const value = `${chosen(names, key)} ${String(mixed(key + 1) % 1000)}`;
  const aliases = [value, `${value} (town)`, `Town of ${value}`, `${value}, the harbour`];
  const normalized = aliases.map((alias) => alias.toLowerCase().replaceAll(/[^\w ]/gu, ''));
  return {
    question: `Question ${String(number)}: ${prose(key + 2, 80)} Which town is meant?`,
    question_id: `tc_${String(number)}`,
    question_source: 'http://www.example.org/',
    entity_pages: { doc_source: [], filename: [], title: [], wiki_context: [] },
    search_results: {
      description: [],
      filename: [],
      rank: [],
      title: [],
      url: [],
      search_context: [],
    },
    answer: {
      aliases,
      normalized_aliases: normalized,
      matched_wiki_entity_name: '',
      normalized_matched_wiki_entity_name: '',
      normalized_value: value.toLowerCase(),
      type: 'WikipediaEntity',
      value,
    },
  };
}
