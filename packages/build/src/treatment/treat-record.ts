import {
  categoryByRules,
  decideCategory,
  type AdaptedRow,
  type RowTags,
} from '@llamaforge/adapters';
import {
  isAboutEncodings,
  loadLanguageOf,
  repairMojibake,
  tagRules,
  type LanguageOf,
  type TagContext,
  type TagRule,
} from '@llamaforge/quality';
import type { Category, RecordText, RejectReason, RowShape } from '@llamaforge/schema';
import { asksForLanguage, isUntreated, type RepairName, type Treatment } from './treatment.ts';

/** A record as the adapters give it, and what was mended in it; nothing where that is not there. */
export type TreatedRecord = Extract<AdaptedRow, { kind: 'record' }> & {
  readonly repaired?: readonly RepairName[];
};

/** A row that is not taken, for what the adapters say of it or for a tag. */
export interface RejectedRecord {
  readonly kind: 'rejected';
  readonly shape: RowShape | undefined;
  readonly reason: RejectReason;
  readonly detail: string;
}

/** What is known of a record beside its texts. */
export interface RecordEvidence {
  readonly card: Category | undefined;
  readonly vote: Category | undefined;
  readonly tags: RowTags;
  /** ISO 639-1, as of `TagContext` */
  readonly sourceLanguage: string | undefined;
}

const fields = ['instruction', 'input', 'output'] as const;

/** What becomes of a record that the adapters gave; pure, so that every engine comes to the same. A rejection goes on as it came. */
export type TreatRecord = (
  adapted: AdaptedRow,
  evidence: RecordEvidence,
) => TreatedRecord | RejectedRecord;

/** Records as they are read. */
export const takeAsRead: TreatRecord = (adapted) => adapted;

/** Makes a treatment ready: it mends a record's texts first, and then asks the tags in their order. */
export async function loadTreatment(treatment: Treatment): Promise<TreatRecord> {
  if (isUntreated(treatment)) return takeAsRead;
  const languageOf = asksForLanguage(treatment) ? await loadLanguageOf() : undefined;
  const mends = treatment.repair.includes('mojibake');
  const rules = treatment.drop.map((tag): DropRule => [tag, tagRules[tag]]);
  return (adapted, evidence) => {
    const mended = mends && adapted.kind === 'record' ? mend(adapted) : adapted;
    if (mended.kind === 'rejected' || rules.length === 0) return mended;
    const context = contextOf(mended.text, evidence, languageOf);
    return findDropped(mended, rules, context) ?? mended;
  };
}

type DropRule = readonly [tag: string, rule: TagRule];

/** The record with its texts mended and again as the schema wants them; the same object where there is nothing to mend. */
function mend(record: TreatedRecord): TreatedRecord | RejectedRecord {
  const { text, shape } = record;
  const mended = { ...text };
  let isMended = false;
  for (const field of fields) {
    const repaired = repairMojibake(text[field])?.toWellFormed().trim();
    if (repaired === undefined) continue;
    isMended = true;
    mended[field] = repaired;
  }
  // A question about `â€™` would be one about ’, and the code that replaces it would replace nothing.
  if (!isMended || isAboutEncodings(text)) return record;
  const emptied = emptiedField(mended);
  if (emptied === undefined) return { ...record, text: mended, repaired: ['mojibake'] };
  const detail = `\`${emptied}\` holds nothing but blanks once its mojibake is mended`;
  return { kind: 'rejected', shape, reason: `missing_${emptied}`, detail };
}

function emptiedField(text: RecordText): 'instruction' | 'output' | undefined {
  return (['instruction', 'output'] as const).find((field) => text[field] === '');
}

function findDropped(
  { text, shape }: TreatedRecord,
  rules: readonly DropRule[],
  context: TagContext,
): RejectedRecord | undefined {
  for (const [tag, rule] of rules) {
    const detail = rule.find(text, context);
    if (detail !== undefined) return { kind: 'rejected', shape, reason: `tag:${tag}`, detail };
  }
  return undefined;
}

/** The category is decided when a rule first asks for it: the content rules cost more than most tags. */
function contextOf(
  text: RecordText,
  { card, vote, tags, sourceLanguage }: RecordEvidence,
  languageOf: LanguageOf | undefined,
): TagContext {
  let category: Category | undefined;
  return {
    get category() {
      category ??= decideCategory({
        ...{ card, tags, vote },
        rulesCategory: () => categoryByRules(text).category,
      }).category;
      return category;
    },
    sourceLanguage,
    languageOf,
  };
}
