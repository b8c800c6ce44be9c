import type { Manifest, MixSelection } from '@llamaforge/manifest';
import { planMix, type MixPlan, type Profile, type Words64 } from '@llamaforge/profiles';
import { indexedTags } from '@llamaforge/quality';
import { CorpusError } from '@llamaforge/schema';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { assignSources, type AssignedSources } from './assign-sources.ts';
import { countChosen } from './chosen-figures.ts';
import { MixClaims } from './claims.ts';
import { readCorpus, type SelectableCorpus } from './read-corpus.ts';
import type { SelectionContext, SelectionPlan } from './selection-options.ts';
import { outputsOf, withOutputLock } from './selection-workspace.ts';
import { shuffled, writeSelection, type ChosenRows } from './write-selection.ts';

/** All that a behaviour mix depends on beside the corpus. */
export interface ProfilePlan extends SelectionPlan {
  readonly profile: Profile;
  readonly maxTotal: number;
  /** whether rows that other profiles have taken are left to them, and this mix's rows taken */
  readonly exclusive: boolean;
}

/** What came of a selection, and what a user should know of it beside its manifest. */
export interface SelectionResult {
  readonly manifest: Manifest;
  readonly notes: readonly string[];
}

/**
 * Builds a behaviour mix: rows of a profile's sources by the weights of its buckets, shuffled, with a manifest. Depends
 * on the seed and the set of rows alone, not on their order in the corpus. Throws CorpusError for all that a user can
 * fix; then nothing has changed.
 */
export async function buildProfile(
  plan: ProfilePlan,
  context: SelectionContext,
): Promise<SelectionResult> {
  return await withOutputLock(plan.paths, outputsOf(plan, [plan.paths.output]), async () => {
    const { choice, notes, claims } = await chooseMix(plan, context);
    try {
      return { manifest: await writeSelection(plan, choice, context), notes };
    } finally {
      claims?.[Symbol.dispose]();
    }
  });
}

/** What is to be written, and the claims, which are held until it is. */
interface ChosenMix {
  readonly choice: ChosenRows;
  readonly notes: readonly string[];
  readonly claims: MixClaims | undefined;
}

async function chooseMix(plan: ProfilePlan, context: SelectionContext): Promise<ChosenMix> {
  const { profile, paths } = plan;
  const corpus = await readCorpus(paths, context);
  const { notAsked, ...assigned } = assignSources(corpus, profile, paths.database);
  const tags = dropTagged(corpus, profile, assigned.sources);
  const claims = plan.exclusive ? openClaims(plan, corpus, assigned.sources) : undefined;
  try {
    const planned = planRows(plan, corpus, { ...assigned, tags, claims });
    const wasAsked = profile.sources !== undefined && notAsked === undefined;
    const choice = { ...planned, database: wasAsked ? paths.database : null };
    return { choice, notes: notAsked === undefined ? [] : [notAsked], claims };
  } catch (error) {
    claims?.[Symbol.dispose]();
    throw error;
  }
}

/** What tells which rows may be chosen. */
interface MixEvidence extends Omit<AssignedSources, 'notAsked'> {
  readonly tags: MixSelection['tags'];
  readonly claims: MixClaims | undefined;
}

function planRows(
  plan: ProfilePlan,
  corpus: SelectableCorpus,
  { sources, listed, tags, claims }: MixEvidence,
): ChosenRows {
  const { profile, maxTotal, seed, paths } = plan;
  const takenByOthers = claims === undefined ? 0 : leaveToOthers(corpus, claims, sources);
  const { rows, barred, ...whole } = corpus;
  const { prefixes, categories } = rows;
  const mix = planMix({ prefixes, categories, sources, barred }, { profile, maxTotal, seed });
  if (mix.total === 0) throw emptyMix(plan, listed, takenByOthers);
  const described = describeMix(plan, mix, { listed, tags, takenByOthers });
  const taken = claims && prefixesOf(prefixes, mix.chosen);
  return {
    kind: 'mix',
    corpus: whole,
    figures: countChosen(corpus, mix.chosen),
    order: shuffled(prefixes, mix.chosen, seed),
    parts: [{ path: paths.output, endPosition: mix.total }],
    droppedByTag: Object.fromEntries(
      tags.filter(({ dropped }) => dropped).map(({ tag, rows: tagged }) => [tag, tagged]),
    ),
    describe: () => ({ mix: described }),
    // A claim without its mix is made good by asking again, a mix without its claim by nothing.
    beforePublishing: () => {
      if (taken !== undefined) claims?.claim(taken);
    },
    afterPublishing: () => {
      if (taken !== undefined) claims?.settle(taken);
    },
  };
}

function prefixesOf({ high, low }: Words64, rows: Uint32Array): Words64 {
  return { high: rows.map((row) => high[row] ?? 0), low: rows.map((row) => low[row] ?? 0) };
}

function emptyMix(
  { profile, paths }: ProfilePlan,
  listed: AssignedSources['listed'],
  takenByOthers: number,
): CorpusError {
  if (takenByOthers > 0) {
    return new CorpusError(
      `${paths.corpus} has no row left for the profile ${profile.name}: other profiles have taken ${String(takenByOthers)} rows of its sources. \`llamaforge profiles\` shows who; give rows back with --release, or leave out --exclusive.`,
    );
  }
  const hasRows = profile.sources === undefined || listed.some(({ rows }) => rows > 0);
  return new CorpusError(
    hasRows
      ? `${paths.corpus} has no row for the profile ${profile.name}: none that it may choose is of a bucket that has a weight. Weigh others, or see its \`buckets\` and \`drop\`.`
      : `${paths.corpus} has no row for the profile ${profile.name}: none belongs to a source that it lists. \`llamaforge profiles --json\` shows them; a profile of your own can leave out \`sources\` and choose from all rows.`,
  );
}

function openClaims(
  { profile, maxTotal, seed, paths }: ProfilePlan,
  { index }: SelectableCorpus,
  sources: Int16Array,
): MixClaims {
  const { sha256, key } = index.footer;
  // Whose a row is depends on the hash table too.
  const assigned = createHash('sha1').update(sources).digest('hex');
  const asked = { corpus: sha256, profile, maxTotal, assigned };
  return MixClaims.open(paths.stateFolder, { profile: profile.name, seed, key, asked });
}

/** Counts the tagged rows of the profile's sources, and bars those whose tag it drops. */
function dropTagged(
  { rows, barred }: SelectableCorpus,
  { drop = [] }: Profile,
  sources: Int16Array,
): MixSelection['tags'] {
  return indexedTags.map((tag, place) => {
    const dropped = drop.includes(tag);
    let tagged = 0;
    for (let row = 0; row < barred.length; row += 1) {
      if (((rows.tags[row] ?? 0) & (1 << place)) === 0) continue;
      if (barred[row] === 1 || sources[row] === -1) continue;
      tagged += 1;
      if (dropped) barred[row] = 1;
    }
    return { tag, rows: tagged, dropped };
  });
}

function leaveToOthers(corpus: SelectableCorpus, claims: MixClaims, sources: Int16Array): number {
  let taken = 0;
  claims.barOthers(corpus, (row) => {
    if (sources[row] !== -1) taken += 1;
  });
  return taken;
}

const jsonObject = z.record(z.string(), z.json());

function describeMix(
  { profile, maxTotal, exclusive }: ProfilePlan,
  mix: MixPlan,
  {
    listed,
    tags,
    takenByOthers,
  }: {
    readonly listed: AssignedSources['listed'];
    readonly tags: MixSelection['tags'];
    readonly takenByOthers: number;
  },
): MixSelection {
  return {
    profile: jsonObject.parse(JSON.parse(JSON.stringify(profile))),
    max_total: maxTotal,
    exclusive,
    taken_by_others: takenByOthers,
    buckets: [...mix.buckets],
    sources: mix.sources.map(({ name, bucket, cap, candidates, got, gotByBucket }, place) => ({
      name,
      bucket: bucket ?? null,
      cap: cap ?? null,
      there: listed[place]?.there ?? false,
      rows: listed[place]?.rows ?? 0,
      available: candidates,
      got,
      got_by_bucket: gotByBucket,
    })),
    tags,
  };
}
