import { isQualityTag, qualityTags, type QualityTag } from '@llamaforge/quality';
import { UsageError } from '@llamaforge/schema';
import { describeUnknownName } from './describe-unknown-name.ts';

/** What can be mended in a record's texts. */
export const repairNames = ['mojibake'] as const;

/** One of `repairNames`. */
export type RepairName = (typeof repairNames)[number];

/** What is done to a record before it is compared with others; both lists in their own order, without repeats. */
export interface Treatment {
  /** a record is rejected for the first of these that holds */
  readonly drop: readonly QualityTag[];
  readonly repair: readonly RepairName[];
}

/** Words that ask for a treatment, as a user or a recipe gives them. */
export interface TreatmentWords {
  readonly drop?: readonly string[] | undefined;
  readonly repair?: readonly string[] | undefined;
}

/** Records are taken as they are read. */
export const noTreatment: Treatment = { drop: [], repair: [] };

/** Whether records are taken as they are read, so that nothing need be asked of them. */
export function isUntreated({ drop, repair }: Treatment): boolean {
  return drop.length === 0 && repair.length === 0;
}

/** Whether it needs to be known what language a file is in. */
export function asksForLanguage({ drop }: { readonly drop: readonly string[] }): boolean {
  return drop.includes('wrong_language');
}

/** The treatment that flags ask for; throws UsageError for the first word that is none, with the nearest that is. */
export function readTreatment({ drop = [], repair = [] }: TreatmentWords): Treatment {
  for (const word of drop) {
    if (isQualityTag(word)) continue;
    throw new UsageError(
      `--drop: ${describeUnknownName(word, { what: 'tag', known: qualityTags })}`,
    );
  }
  for (const word of repair) {
    if (repairNames.some((name) => name === word)) continue;
    throw new UsageError(
      `--repair: ${describeUnknownName(word, { what: 'repair', known: repairNames })}`,
    );
  }
  return {
    drop: qualityTags.filter((tag) => drop.includes(tag)),
    repair: repairNames.filter((name) => repair.includes(name)),
  };
}
