import { expansionFolders } from '@llamaforge/schema';
import type { Card } from './card-schema.ts';

/** The folder, below that of all fetched data sets, in which a card's file stands; its category decides. */
export function folderOf(card: Pick<Card, 'category'>): string {
  return expansionFolders[card.category];
}
