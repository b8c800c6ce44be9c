import { adaptRow, categoryByRules, readRowTags } from '@llamaforge/adapters';
import { categoryOfTag, type RowMapping } from '@llamaforge/schema';
import { readRows } from '@llamaforge/shards';
import type { FileVoter } from './file-voter.ts';
import { mappingOf } from './mapping-of.ts';

/** What content rules say of a file's first rows that do not say it themselves, row by row: what a vote is to be. */
export const votePlainly: FileVoter = async ({ input, format }, vote, signal) => {
  const mapping = mappingOf(input);
  for await (const row of readRows(input.path, format, { signal })) {
    if (row.kind !== 'row') continue;
    for (const decision of rulesDecisions(row.value, mapping)) vote.add(decision);
    if (vote.isFull()) break;
  }
};

/** What content rules say of a row's records, where the row does not say it itself. */
function rulesDecisions(value: unknown, mapping: RowMapping): ReturnType<typeof categoryByRules>[] {
  const tags = readRowTags(value);
  const isTagged = [tags.category, tags.fallbackCategory].some(
    (tag) => tag !== undefined && categoryOfTag(tag) !== undefined,
  );
  if (isTagged) return [];
  return adaptRow(value, mapping)
    .filter((row) => row.kind === 'record')
    .map((row) => categoryByRules(row.text));
}
