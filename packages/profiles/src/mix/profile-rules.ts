import { categoryOfTag } from '@llamaforge/schema';
import { z } from 'zod';
import { buckets as allBuckets } from './bucket.ts';
import { readWeight } from './profile-weight.ts';

// What of a profile can be read for these rules, whatever else is wrong with it.
const text = z.string().trim().min(1).optional().catch(undefined);
const bucket = z.enum(allBuckets).optional().catch(undefined);
const readableSchema = z
  .object({
    weights: z
      .record(z.string(), z.union([z.number().nonnegative(), z.string()]).catch(1))
      .optional()
      .catch(undefined),
    sources: z
      .array(z.object({ name: text, also: z.array(text).catch([]), bucket }).catch({ also: [] }))
      .catch([]),
    buckets: z.record(z.string(), bucket).catch({}),
  })
  .catch({ sources: [], buckets: {} });

type Readable = z.infer<typeof readableSchema>;

/** Where a problem goes: zod's context of a check. */
interface ProblemSink {
  readonly addIssue: (issue: {
    readonly code: 'custom';
    readonly path: PropertyKey[];
    readonly message: string;
  }) => void;
}

/** Adds what is wrong between several keys of a profile: names and categories given twice, buckets without a weight, shares above 100 %. */
export function addProfileProblems(profile: unknown, context: ProblemSink): void {
  const readable = readableSchema.parse(profile);
  for (const rule of [shareProblems, repeatedSources, repeatedCategories, unweightedBuckets]) {
    for (const [path, message] of rule(readable)) {
      context.addIssue({ code: 'custom', path, message });
    }
  }
}

type Problem = readonly [path: PropertyKey[], message: string];

function shareProblems({ weights }: Readable): Problem[] {
  const shares = Object.values(weights ?? {}).flatMap((asked) => {
    const weight = readWeight(asked);
    return weight?.kind === 'share' ? [weight.part] : [];
  });
  const denominator = shares.reduce(
    (most, part) => (part.denominator > most ? part.denominator : most),
    1n,
  );
  const sum = shares.reduce(
    (total, part) => total + part.numerator * (denominator / part.denominator),
    0n,
  );
  return sum > denominator && shares.length > 1
    ? [[['weights'], 'the shares sum to more than 100%']]
    : [];
}

function repeatedSources({ sources }: Readable): Problem[] {
  const named = sources.flatMap(({ name, also }, index) => [
    { path: ['sources', index, 'name'], name },
    ...also.map((other, place) => ({ path: ['sources', index, 'also', place], name: other })),
  ]);
  const seen = new Set<string>();
  return named.flatMap(({ path, name }): Problem[] => {
    if (name === undefined) return [];
    if (seen.has(name)) {
      return [[path, `${name} is listed before; only its first entry would count`]];
    }
    seen.add(name);
    return [];
  });
}

function repeatedCategories({ buckets }: Readable): Problem[] {
  const tags = Object.keys(buckets);
  const named = tags.map((tag) => categoryOfTag(tag));
  return tags.flatMap((tag, index): Problem[] => {
    const first = named.indexOf(named[index]);
    return named[index] !== undefined && first < index
      ? [[['buckets', tag], `names the same category as ${tags[first] ?? ''}`]]
      : [];
  });
}

function unweightedBuckets({ weights, sources, buckets }: Readable): Problem[] {
  return [
    ...sources.map(({ bucket: name }, index) => ({ path: ['sources', index, 'bucket'], name })),
    ...Object.entries(buckets).map(([tag, name]) => ({ path: ['buckets', tag], name })),
  ].flatMap(({ path, name }): Problem[] =>
    name === undefined || weights === undefined || weights[name] !== undefined
      ? []
      : [[path, `${name} has no weight, so its rows could not be chosen; add it to weights`]],
  );
}
