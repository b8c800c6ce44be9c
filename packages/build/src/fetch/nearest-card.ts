import type { Card } from '@llamaforge/profiles';
import { nearestName } from '@llamaforge/schema';

/** The card that a wrong name most likely means: by its letters, as a part of a name, or as a repository; undefined where none is near. */
export function nearestCard(name: string, cards: readonly Card[]): string | undefined {
  return (
    nearestName(
      name,
      cards.map((card) => card.name),
    ) ?? cards.find((card) => card.name.includes(name) || card.repository === name)?.name
  );
}
