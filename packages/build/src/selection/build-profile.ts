import type { Manifest, MixSelection } from '@llamaforge/manifest';
import { planMix, type MixPlan, type Profile } from '@llamaforge/profiles';
import { qualityTags } from '@llamaforge/quality';
import { CorpusError } from '@llamaforge/schema';
import { z } from 'zod';
import { assignSources } from './assign-sources.ts';
import { MixClaims, releaseClaims } from './claims.ts';
import { readCorpus, type SelectableCorpus } from './read-corpus.ts';
import type { SelectionContext, SelectionPlan } from './selection-options.ts';
import { withOutputLock } from './selection-workspace.ts';
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
  const { profile, maxTotal, seed, paths } = plan;
  return await withOutputLock(paths, async () => {
    const corpus = await readCorpus(paths, context);
    const { sources, notAsked } = assignSources(corpus, profile, paths.database);
    const tags = dropTagged(corpus, profile, sources);
    using claims = plan.exclusive ? openClaims(plan, corpus) : undefined;
    const takenByOthers = claims === undefined ? 0 : leaveToOthers(corpus, claims, sources);
    const { prefixes, categories } = corpus.rows;
    const { barred } = corpus;
    const mix = planMix({ prefixes, categories, sources, barred }, { profile, maxTotal, seed });
    refuseEmpty(plan, mix, takenByOthers);
    const choice: ChosenRows = {
      kind: 'mix',
      chosen: mix.chosen,
      sequence: shuffled(prefixes, mix.chosen, seed),
      parts: [{ path: paths.output, endPosition: mix.total }],
      droppedByTag: Object.fromEntries(
        tags.filter(({ dropped }) => dropped).map(({ tag, rows }) => [tag, rows]),
      ),
      describe: () => ({ mix: describeMix(plan, mix, { tags, takenByOthers }) }),
      // A claim without its mix is made good by asking again, a mix without its claim by nothing.
      beforePublishing: () => claims?.claim(corpus.rows, mix.chosen),
    };
    const manifest = await writeSelection(plan, { corpus, choice }, context);
    return { manifest, notes: notAsked === undefined ? [] : [notAsked] };
  });
}

/** Gives back what `--exclusive` took for the plan's profile: with one seed, or with every. */
export function releaseProfile(
  { profile, paths }: ProfilePlan,
  seed: number | undefined,
): readonly { readonly seed: number; readonly rows: number }[] {
  return releaseClaims(paths.stateFolder, { profile: profile.name, seed });
}

function refuseEmpty(plan: ProfilePlan, mix: MixPlan, takenByOthers: number): void {
  if (mix.total > 0) return;
  const { profile, paths } = plan;
  if (takenByOthers > 0) {
    throw new CorpusError(
      `${paths.corpus} has no row left for the profile ${profile.name}: other profiles have taken ${String(takenByOthers)} of its sources. \`llamaforge profiles\` shows who; give rows back with --release, or leave out --exclusive.`,
    );
  }
  const isSourceThere = profile.sources === undefined || mix.sources.some(({ rows }) => rows > 0);
  throw new CorpusError(
    isSourceThere
      ? `${paths.corpus} has no row for the profile ${profile.name}: none that it may choose is of a bucket that has a weight. Weigh others, or see its \`buckets\` and \`drop\`.`
      : `${paths.corpus} has no row for the profile ${profile.name}: none belongs to a source that it lists. \`llamaforge profiles --json\` shows them; a profile of your own can leave out \`sources\` and choose from all rows.`,
  );
}

function openClaims(
  { profile, maxTotal, seed, paths }: ProfilePlan,
  corpus: SelectableCorpus,
): MixClaims {
  const asked = { corpus: corpus.index.footer.sha256, profile, maxTotal };
  return MixClaims.open(paths.stateFolder, { profile: profile.name, seed, asked });
}

/** Counts the tagged rows of the profile's sources, and bars those whose tag it drops. */
function dropTagged(
  { rows, barred }: SelectableCorpus,
  { drop = [] }: Profile,
  sources: Int16Array,
): MixSelection['tags'] {
  return qualityTags.map((tag, place) => {
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
  { tags, takenByOthers }: { tags: MixSelection['tags']; takenByOthers: number },
): MixSelection {
  return {
    profile: jsonObject.parse(JSON.parse(JSON.stringify(profile))),
    max_total: maxTotal,
    exclusive,
    taken_by_others: takenByOthers,
    buckets: [...mix.buckets],
    sources: mix.sources.map(({ name, bucket, cap, rows, candidates, got }) => ({
      name,
      bucket: bucket ?? null,
      cap: cap ?? null,
      rows,
      available: candidates,
      got,
    })),
    tags,
  };
}
