import type { Card } from '@llamaforge/profiles';
import type { RowMapping } from '@llamaforge/schema';

/** What a card says of its rows, and nothing else of it. */
export function mappingOfCard(card: Card): RowMapping {
  const { shape, columns, template, clean, where, longer_than, unanswerable } = card;
  return { shape, columns, template, clean, where, longer_than, unanswerable };
}
