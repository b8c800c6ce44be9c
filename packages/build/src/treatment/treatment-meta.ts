import { qualityTags } from '@llamaforge/quality';
import { CorpusError } from '@llamaforge/schema';
import { repairNames, type Treatment } from './treatment.ts';

/** Reads a name of what a hash table notes. */
type ReadMeta = (name: string) => string | undefined;

const separator = ',';

/** What a hash table notes of a treatment, names in alphabetical order; nothing where nothing was asked. */
export function treatmentMeta(treatment: Treatment): Readonly<Record<string, string>> {
  const lists = listTreatment(treatment);
  return Object.fromEntries(
    Object.entries(lists).map(([name, words]) => [name, words.join(separator)]),
  );
}

/** What was asked, as a manifest says it: names in alphabetical order, a list that is empty left out. */
export function listTreatment({ drop, repair }: Treatment): {
  readonly drop?: string[];
  readonly repair?: string[];
} {
  return {
    ...(drop.length > 0 && { drop: [...drop].sort() }),
    ...(repair.length > 0 && { repair: [...repair].sort() }),
  };
}

/** The treatment that a hash table notes; names that are none any more are left out. */
export function readTreatmentMeta(readMeta: ReadMeta): Treatment {
  const words = (name: string): readonly string[] => readMeta(name)?.split(separator) ?? [];
  const drop = words('drop');
  const repair = words('repair');
  return {
    drop: qualityTags.filter((tag) => drop.includes(tag)),
    repair: repairNames.filter((name) => repair.includes(name)),
  };
}

/** An append treats its rows as all others of the corpus were; throws CorpusError where it was asked to treat them otherwise. */
export function refuseOtherTreatment(
  readMeta: ReadMeta,
  { treatment, database }: { readonly treatment: Treatment; readonly database: string },
): void {
  const asked = treatmentMeta(treatment);
  for (const name of ['drop', 'repair'] as const) {
    const made = readMeta(name);
    if (made === asked[name]) continue;
    throw new CorpusError(
      `${database} was made ${describeFlags(name, made)}, this run is ${describeFlags(name, asked[name])}. Append with the same, or merge anew, without --append.`,
    );
  }
}

function describeFlags(name: string, words: string | undefined): string {
  if (words === undefined) return `without --${name}`;
  const flags = words.split(separator).map((word) => `--${name} ${word}`);
  return `with ${flags.join(' ')}`;
}
