import type { Card } from '@llamaforge/profiles';

/** A card's licence as tables and manifests name it: the SPDX id, else the Hub's, else that there is none. */
export function licenseName({ license }: Pick<Card, 'license'>): string {
  return license.spdx ?? license.hub ?? 'not stated';
}
