import { type Manifest } from '@llamaforge/manifest';
import { isQualityTag, tagRules, type TagRule } from '@llamaforge/quality';
import { categories } from '@llamaforge/schema';
import { judgeTally, skipCheck, type Check } from './check.ts';
import { type LinePlaces } from './line-places.ts';
import { ProblemTally } from './problem-tally.ts';
import { type CheckedRow } from './row-checker.ts';
import { type RowObserver } from './row-observer.ts';

// It depends on the other rows of its file, which are not known once files are merged.
const toldByOthers = 'wrong_language';
const tagReason = 'tag:';

/** Finds rows that a merge was to drop for their tags, and rows that it dropped for others. */
export class DroppedTagsChecker implements RowObserver {
  readonly name = 'dropped_tags';
  readonly #places: LinePlaces;
  readonly #problems = new ProblemTally();
  readonly #rules: readonly (readonly [tag: string, rule: TagRule])[];
  readonly #isChecked: boolean;

  constructor({ drop = [], ledger }: Manifest, places: LinePlaces) {
    this.#places = places;
    this.#rules = drop.flatMap((tag) =>
      isQualityTag(tag) && !isToldByOthers(tag) ? [[tag, tagRules[tag]] as const] : [],
    );
    this.#isChecked = drop.length === 0 || drop.some((tag) => !isToldByOthers(tag));
    for (const tag of drop) {
      if (isQualityTag(tag) || isToldByOthers(tag)) continue;
      this.#problems.add(() => `drop: ${tag} is no tag that is known here`);
    }
    for (const [reason, rows] of Object.entries(ledger.rejected)) {
      const isAsked =
        !reason.startsWith(tagReason) || drop.includes(reason.slice(tagReason.length));
      if (isAsked || rows === 0) continue;
      this.#problems.add(
        () => `${String(rows)} rows are rejected for ${reason}, which was not to be dropped`,
      );
    }
  }

  checkRow({ line, values }: CheckedRow): void {
    const category = categories.find((name) => name === values.category);
    for (const [tag, { find }] of this.#rules) {
      const evidence = find(values, { category });
      if (evidence === undefined) continue;
      this.#problems.add(
        () => `${this.#places.describe(line)}: has the tag ${tag}: ${JSON.stringify(evidence)}`,
      );
    }
  }

  judge(): Check {
    return this.#isChecked || this.#problems.count > 0
      ? judgeTally(this.name, this.#problems)
      : skipCheck(this.name, `${toldByOthers} cannot be told of a row alone`);
  }
}

/** The checker that a manifest asks for: none where nothing was dropped, and a mix says itself what it dropped. */
export function makeDroppedTagsChecker(
  manifest: Manifest | undefined,
  places: LinePlaces,
): DroppedTagsChecker | undefined {
  if (manifest?.kind !== 'corpus') return undefined;
  const hasDropped = Object.keys(manifest.ledger.rejected).some((reason) =>
    reason.startsWith(tagReason),
  );
  return manifest.drop !== undefined || hasDropped
    ? new DroppedTagsChecker(manifest, places)
    : undefined;
}

function isToldByOthers(tag: string): boolean {
  return tag === toldByOthers;
}
