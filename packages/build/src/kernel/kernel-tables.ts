import { rulesTables } from '@llamaforge/adapters';
import {
  categoryNames,
  logarithmTable,
  namesTable,
  rulesTable,
  tagTable,
  type KernelTables,
} from '@llamaforge/kernel';
import { entropyGains } from '@llamaforge/profiles';
import { nameWords } from '@llamaforge/quality';

const noTable = new Uint8Array();

// Laid out at first use and kept: survey and merge need the same, and it takes some 50 ms.
let rules: Uint8Array | undefined;
let others: Omit<KernelTables, 'rules'> | undefined;

/** What the kernel needs to know of tags, names and numbers, the same objects at every call; the rules only where rows can need them. */
export function kernelTables({ hasRules }: { readonly hasRules: boolean }): KernelTables {
  others ??= {
    tags: tagTable(),
    logarithms: logarithmTable(entropyGains),
    names: namesTable(nameWords),
    categoryNames: categoryNames(),
  };
  if (hasRules) rules ??= rulesTable(rulesTables());
  return { ...others, rules: hasRules && rules !== undefined ? rules : noTable };
}
