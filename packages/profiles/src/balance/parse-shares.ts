import {
  categories,
  categoryAliases,
  categoryLabels,
  categoryOfTag,
  ConfigurationError,
  nearestName,
  usualShares,
  type CategoryLabel,
} from '@llamaforge/schema';
import { readShare } from './read-share.ts';
import { shareLabels, type ShareTargets } from './share-targets.ts';

/**
 * The usual shares with what the user wants otherwise: a text as `code=20-30%, cot_math=1%, Tool-use/API=none`, or an
 * object as `{ code: "20-30%", cot_math: "1%", tool_use: null }`. A label goes by its name, a category's or an alias;
 * `none` drops its target, and the word alone, first in a text, drops all. Throws ConfigurationError with every problem.
 * @param where what the message names, as in `--shares`
 */
export function parseShares(given: unknown, where: string): ShareTargets {
  const { entries, problems, keepsUsual } = readEntries(given);
  const targets = new Map<CategoryLabel, readonly [number, number]>();
  const nameByLabel = new Map<CategoryLabel, string>();
  for (const label of shareLabels) {
    const usual = usualShares[label];
    if (keepsUsual && usual !== undefined) targets.set(label, usual);
  }
  for (const { name, share } of entries) {
    const label = labelOf(name);
    if (label === undefined) {
      problems.push(describeUnknown(name));
      continue;
    }
    const before = nameByLabel.get(label);
    if (before !== undefined) problems.push(`${name}: ${label} is named before, as ${before}`);
    nameByLabel.set(label, name);
    const range = readShare(share);
    if (typeof range === 'string') problems.push(`${name}: ${range}`);
    else if (range === undefined) targets.delete(label);
    else targets.set(label, range);
  }
  if (problems.length > 0) throw new ConfigurationError(`Problems in ${where}`, problems);
  return Object.fromEntries(targets);
}

interface Entries {
  readonly entries: readonly { readonly name: string; readonly share: unknown }[];
  readonly problems: string[];
  /** False where the user drops all usual shares first. */
  readonly keepsUsual: boolean;
}

function readEntries(given: unknown): Entries {
  if (typeof given === 'string') return readText(given);
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    const entries = Object.entries(given).map(([name, share]: [string, unknown]) => ({
      name,
      share,
    }));
    return { entries, problems: [], keepsUsual: true };
  }
  const problem = 'must be a text as code=20-30%, or an object as { "code": "20-30%" }';
  return { entries: [], problems: [problem], keepsUsual: true };
}

function readText(text: string): Entries {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const keepsUsual = parts[0] !== 'none';
  const problems: string[] = [];
  const entries = parts.slice(keepsUsual ? 0 : 1).flatMap((part) => {
    const equals = part.indexOf('=');
    if (equals > 0) {
      return [{ name: part.slice(0, equals).trim(), share: part.slice(equals + 1).trim() }];
    }
    problems.push(
      part === 'none'
        ? 'none: alone it drops all targets, and stands first'
        : `${part}: write it as label=share, as in code=20-30%`,
    );
    return [];
  });
  if (parts.length === 0) problems.push('is empty; write it as code=20-30%, cot_math=1%');
  return { entries, problems, keepsUsual };
}

function labelOf(name: string): CategoryLabel | undefined {
  const plain = plainName(name);
  const label = shareLabels.find((known) => plainName(known) === plain);
  if (label !== undefined) return label;
  const category = categoryOfTag(name);
  return category === undefined ? undefined : categoryLabels[category];
}

function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z]+/gu, '_');
}

function describeUnknown(name: string): string {
  const known = [
    ...shareLabels,
    ...categories.flatMap((category) => [category, ...categoryAliases[category]]),
  ];
  const nearest = nearestName(name, known);
  const hint =
    nearest === undefined ? `labels are ${shareLabels.join(', ')}` : `did you mean ${nearest}?`;
  return `${name}: no label, category or alias; ${hint}`;
}
