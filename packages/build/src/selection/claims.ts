import { ClaimTable, takeClaimLock, type ClaimEntry, type DigestPrefixes } from '@llamaforge/dedup';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PrefixTable } from './prefix-table.ts';
import type { SelectableCorpus } from './read-corpus.ts';

/** What a mix is known by among the claims; equal `asked` mean the same corpus, profile and size. */
export interface ClaimedMix {
  readonly profile: string;
  readonly seed: number;
  readonly asked: unknown;
}

/** The claims while one mix is made: which rows others have, and where this one's go. */
export class MixClaims {
  readonly #table: ClaimTable;
  readonly #release: () => void;
  readonly #mix: ClaimedMix;
  readonly #others: readonly ClaimEntry[];
  readonly #fingerprint: string;

  private constructor(stateFolder: string, mix: ClaimedMix) {
    const path = claimsPath(stateFolder);
    this.#mix = mix;
    this.#release = takeClaimLock(path);
    try {
      this.#table = ClaimTable.open(path);
    } catch (error) {
      this.#release();
      throw error;
    }
    const all = this.#table.list();
    const own = all.find(({ profile, seed }) => profile === mix.profile && seed === mix.seed);
    const others = all.filter(({ profile }) => profile !== mix.profile);
    // What was claimed after this mix kept clear of it. As long as the same is asked and what stood before it is the
    // same, only that bars rows: so asking twice gives the same mix.
    const earlier = others.filter(({ order }) => own !== undefined && order < own.order);
    const isSame = own?.fingerprint === fingerprintOf(mix, earlier);
    this.#others = isSame ? earlier : others;
    this.#fingerprint = fingerprintOf(mix, this.#others);
  }

  /** Takes the claims for one mix at a time; throws CorpusError where another is being made. */
  static open(stateFolder: string, mix: ClaimedMix): MixClaims {
    return new MixClaims(stateFolder, mix);
  }

  /** Bars the rows that others have taken, and visits each that was not barred before. */
  barOthers({ rows: { prefixes }, barred }: SelectableCorpus, visit: (row: number) => void): void {
    for (const claim of this.#others) {
      const taken = new PrefixTable(this.#table.readPrefixes(claim));
      for (let row = 0; row < barred.length; row += 1) {
        if (barred[row] === 1) continue;
        if (taken.find(prefixes.high[row] ?? 0, prefixes.low[row] ?? 0) === -1) continue;
        barred[row] = 1;
        visit(row);
      }
    }
  }

  /** Takes the rows with these digests for this mix, in place of those it had. */
  claim(prefixes: DigestPrefixes): void {
    const { profile, seed } = this.#mix;
    this.#table.put({ profile, seed, fingerprint: this.#fingerprint }, prefixes);
  }

  [Symbol.dispose](): void {
    this.#table.close();
    this.#release();
  }
}

/** All that profiles have taken; nothing is made where nothing is there. */
export function listClaims(stateFolder: string): readonly ClaimEntry[] {
  const path = claimsPath(stateFolder);
  if (!existsSync(path)) return [];
  using table = ClaimTable.open(path);
  return table.list();
}

/** Gives up what a profile has taken, with one seed or with any; throws CorpusError while a mix is being made. */
export function releaseClaims(
  stateFolder: string,
  { profile, seed }: { readonly profile: string; readonly seed: number | undefined },
): ReturnType<ClaimTable['release']> {
  const path = claimsPath(stateFolder);
  if (!existsSync(path)) return [];
  const release = takeClaimLock(path);
  try {
    using table = ClaimTable.open(path);
    return table.release(profile, seed);
  } finally {
    release();
  }
}

function fingerprintOf({ asked }: ClaimedMix, others: readonly ClaimEntry[]): string {
  const before = others.map(({ profile, seed, fingerprint }) => [profile, seed, fingerprint]);
  return createHash('sha1')
    .update(JSON.stringify([asked, before]))
    .digest('hex');
}

/** Where it is kept which rows profiles have taken. */
function claimsPath(stateFolder: string): string {
  return join(stateFolder, 'claims.sqlite');
}
