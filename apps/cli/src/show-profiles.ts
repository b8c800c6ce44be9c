import type { listOtherClaims, ProfileListing } from '@llamaforge/build';
import { formatCount, renderTable, visibleText } from '@llamaforge/report';
import { widthColumns, writeOut } from './output.ts';

/** Prints the profiles, a row each: what they weigh, how many of their sources are there, rows they have taken. */
export async function showProfiles(
  listings: readonly ProfileListing[],
  { others, json }: { readonly others: ReturnType<typeof listOtherClaims>; readonly json: boolean },
): Promise<void> {
  if (json) {
    const profiles = listings.map(({ profile, sourcesThere, claims }) => ({
      ...profile,
      sources_there: sourcesThere ?? null,
      claims,
    }));
    await writeOut(`${JSON.stringify({ command: 'profiles', profiles, other_claims: others })}\n`);
    return;
  }
  const table = renderTable({
    columns: [
      { title: 'profile', align: 'left' },
      { title: 'rows', align: 'right' },
      { title: 'sources', align: 'right' },
      { title: 'there', align: 'right' },
      { title: 'taken', align: 'right' },
    ],
    rows: listings.map(({ profile, sourcesThere, claims }) => [
      visibleText(profile.name),
      profile.max_total === undefined ? '' : formatCount(profile.max_total),
      profile.sources === undefined ? 'all' : formatCount(profile.sources.length),
      sourcesThere === undefined ? '' : formatCount(sourcesThere.length),
      claims.length === 0 ? '' : formatCount(claims.reduce((sum, { rows }) => sum + rows, 0)),
    ]),
    widthColumns: widthColumns(),
  });
  const lines = listings.flatMap(({ profile }) => [
    '',
    `${visibleText(profile.name)}: ${visibleText(profile.title)}`,
    `  ${Object.entries(profile.weights)
      .map(([bucket, weight]) => `${bucket} ${String(weight)}`)
      .join(', ')}`,
  ]);
  const taken = others.map(
    ({ profile, seed, rows }) =>
      `${visibleText(profile)}, which is not listed, has taken ${formatCount(rows)} rows (seed ${String(seed)}).`,
  );
  await writeOut(
    `${[table, ...lines, ...(taken.length === 0 ? [] : ['', ...taken])].join('\n')}\n`,
  );
}
