// Content rules: the category of records that neither a card, nor the row itself, nor the file's vote decided.
import {
  categoryAt,
  decidedAt,
  entriesAt,
  entryBytes,
  entryCountAt,
  externalFlag,
  flagsAt,
  headerAddress,
  kindAt,
  none,
  recordKind,
  rulesAt,
  scratchAt,
  voteCategoryAt,
  voteIsDefaultAt,
  wayAt,
} from '../../src/layout';
import { defaultCategoryAt } from '../../src/tables/rules-layout';
import { categoryOfTexts } from './category-of-texts';

const byRules: u8 = 3;

/** Gives each undecided record from `decided` on its category by the content rules; `decided` is then `entryCount`. */
export function decideCategories(context: usize): void {
  const rules = <usize>load<u32>(headerAddress + rulesAt);
  const scratch = <usize>load<u32>(context + scratchAt);
  const end = endOfEntries(context);
  for (let entry = firstEntry(context); entry < end; entry += entryBytes) {
    if (!isUndecided(entry)) continue;
    const category = categoryOfTexts(rules, entry, scratch);
    store<u8>(
      entry + categoryAt,
      category == none ? load<u8>(rules + defaultCategoryAt) : category,
    );
    store<u8>(entry + wayAt, byRules);
  }
  store<u32>(context + decidedAt, load<u32>(context + entryCountAt));
}

/** Notes what the content rules say of each undecided record from `decided` on, which stays undecided. */
export function decideForVote(context: usize): void {
  const rules = <usize>load<u32>(headerAddress + rulesAt);
  const scratch = <usize>load<u32>(context + scratchAt);
  const end = endOfEntries(context);
  for (let entry = firstEntry(context); entry < end; entry += entryBytes) {
    if (!isUndecided(entry)) continue;
    const category = categoryOfTexts(rules, entry, scratch);
    const isDefault = category == none;
    store<u8>(entry + voteCategoryAt, isDefault ? load<u8>(rules + defaultCategoryAt) : category);
    store<u8>(entry + voteIsDefaultAt, isDefault ? 1 : 0);
  }
}

function firstEntry(context: usize): usize {
  return load<u32>(context + entriesAt) + load<u32>(context + decidedAt) * entryBytes;
}

function endOfEntries(context: usize): usize {
  return load<u32>(context + entriesAt) + load<u32>(context + entryCountAt) * entryBytes;
}

function isUndecided(entry: usize): bool {
  return (
    load<u8>(entry + kindAt) == recordKind &&
    (load<u8>(entry + flagsAt) & externalFlag) == 0 &&
    load<u8>(entry + categoryAt) == none
  );
}
