import { type Manifest, type MixSelection } from '@llamaforge/manifest';
import { categories, categoryOfTag, profileBuckets } from '@llamaforge/schema';
import { z } from 'zod';
import { sumRows, type CorpusFigures } from './corpus-figures.ts';
import { ProblemTally } from './problem-tally.ts';

/**
 * What a mix says of its buckets, sources and tags: within the rows that it had and the bounds that it was given, and
 * borne out by the rows that are there. Which source a row belongs to can't be told from the row alone; its bucket can,
 * where no source has one of its own.
 */
export function checkMix({ selection, ledger }: Manifest, figures: CorpusFigures): ProblemTally {
  const problems = new ProblemTally();
  const mix = selection?.mix;
  if (mix === undefined) {
    problems.add(() => 'selection.mix is missing');
    return problems;
  }
  const bound = makeBound(problems);
  bound('rows of the mix', figures.rows, { of: 'max_total', most: mix.max_total });
  bound('taken_by_others', mix.taken_by_others, {
    of: mix.exclusive ? 'rows read' : 'what is left where not exclusive',
    most: mix.exclusive ? ledger.read : 0,
  });
  checkBuckets(mix, { read: ledger.read, figures }, problems);
  for (const { name, there, rows, available, cap, got } of mix.sources) {
    bound(`${name}, rows`, rows, {
      of: 'a source has that is not there',
      most: there ? Infinity : 0,
    });
    bound(`${name}, got`, got, { of: 'available', most: available });
    bound(`${name}, available`, available, { of: 'rows', most: rows });
    bound(`${name}, available`, available, { of: 'cap', most: cap ?? Infinity });
    bound(`${name}, rows`, rows, { of: 'rows read', most: ledger.read });
  }
  if (mix.sources.length > 0) {
    const got = sumRows(mix.sources.map((source) => source.got));
    problems.compare('rows got from sources', { stated: got, found: figures.rows });
    for (const { bucket, got: ofBucket } of mix.buckets) {
      const found = sumRows(mix.sources.map((source) => source.got_by_bucket[bucket] ?? 0));
      problems.compare(`${bucket}, got from sources`, { stated: ofBucket, found });
    }
  }
  checkTags(mix, new Map(Object.entries(ledger.rejected)), problems);
  return problems;
}

type Bound = (
  what: string,
  rows: number,
  limit: { readonly of: string; readonly most: number },
) => void;

function makeBound(problems: ProblemTally): Bound {
  return (what, rows, { of, most }) => {
    if (rows > most) {
      problems.add(() => `${what}: ${String(rows)} is more than ${of}, ${String(most)}`);
    }
  };
}

function checkBuckets(
  mix: MixSelection,
  { read, figures }: { readonly read: number; readonly figures: CorpusFigures },
  problems: ProblemTally,
): void {
  const bound = makeBound(problems);
  const seen = new Set<string>();
  for (const { bucket, got, available } of mix.buckets) {
    if (seen.has(bucket)) problems.add(() => `${bucket} is listed twice`);
    seen.add(bucket);
    bound(`${bucket}, got`, got, { of: 'available', most: available });
    bound(`${bucket}, available`, available, { of: 'rows read', most: read });
  }
  const got = sumRows(mix.buckets.map((bucket) => bucket.got));
  problems.compare('rows got from buckets', { stated: got, found: figures.rows });
  const found = countBuckets(mix, figures);
  if (found === undefined) return;
  const stated = new Map(mix.buckets.map((entry) => [entry.bucket, entry.got]));
  for (const bucket of new Set([...stated.keys(), ...found.keys()])) {
    problems.compare(`${bucket}, got`, {
      stated: stated.get(bucket) ?? 0,
      found: found.get(bucket) ?? 0,
    });
  }
}

type Bucket = MixSelection['buckets'][number]['bucket'];

const bucketSchema = z.enum(Object.values(profileBuckets));
const ownBucketsSchema = z.object({ buckets: z.record(z.string(), bucketSchema).optional() });

/** Rows by bucket where a row's category alone decides it; undefined where it does not. */
function countBuckets(
  { profile, sources }: MixSelection,
  figures: CorpusFigures,
): ReadonlyMap<Bucket, number> | undefined {
  const own = ownBucketsSchema.safeParse(profile);
  if (!own.success || sources.some(({ bucket }) => bucket !== null)) return undefined;
  const given = new Map(
    Object.entries(own.data.buckets ?? {}).map(([tag, bucket]) => [categoryOfTag(tag), bucket]),
  );
  const found = new Map<Bucket, number>();
  for (const category of categories) {
    const rows = figures.rowsByCategory.get(category) ?? 0;
    const bucket = given.get(category) ?? profileBuckets[category];
    if (rows > 0) found.set(bucket, (found.get(bucket) ?? 0) + rows);
  }
  return found;
}

/** Rows with a tag that is dropped are rejected for it, and for no other tag. */
function checkTags(
  { tags }: MixSelection,
  rejected: ReadonlyMap<string, number>,
  problems: ProblemTally,
): void {
  const dropped = new Map(
    tags.flatMap(({ tag, rows, dropped: isDropped }) => (isDropped ? [[`tag:${tag}`, rows]] : [])),
  );
  const reasons = [...rejected.keys()].filter((reason) => reason.startsWith('tag:'));
  for (const reason of new Set([...dropped.keys(), ...reasons])) {
    problems.compare(`rows dropped for ${reason} and rejected for it`, {
      stated: dropped.get(reason) ?? 0,
      found: rejected.get(reason) ?? 0,
    });
  }
}
