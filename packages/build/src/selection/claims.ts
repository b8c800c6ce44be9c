import { ClaimTable, takeClaimLock, type ClaimEntry, type DigestPrefixes } from '@llamaforge/dedup';
import { CorpusError, type DigestKey } from '@llamaforge/schema';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PrefixTable } from './prefix-table.ts';
import type { SelectableCorpus } from './read-corpus.ts';

/** What a mix is known by among the claims; equal `asked` mean that the same was to be chosen from, in the same way. */
export interface ClaimedMix {
  readonly profile: string;
  readonly seed: number;
  /** of the digests, by which rows are known: claims of different keys cannot be compared */
  readonly key: DigestKey;
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
    this.#refuseOtherKeys(others);
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

  /**
   * Takes the rows with these digests for this mix, and keeps those it had until `settle`: as long as the files of
   * before may be there, their rows are nobody else's.
   */
  claim(prefixes: DigestPrefixes): void {
    this.#put(joined(this.#table.readPrefixes(this.#mix), prefixes));
  }

  /** Leaves the mix with the rows that it has now, when its files have their names. */
  settle(prefixes: DigestPrefixes): void {
    this.#put(prefixes);
  }

  [Symbol.dispose](): void {
    this.#table.close();
    this.#release();
  }

  #put(prefixes: DigestPrefixes): void {
    const { profile, seed } = this.#mix;
    this.#table.put({ profile, seed, fingerprint: this.#fingerprint }, prefixes);
  }

  #refuseOtherKeys(others: readonly ClaimEntry[]): void {
    const { key } = this.#mix;
    const other = others.find(({ fingerprint }) => !fingerprint.startsWith(`${key}:`));
    if (other === undefined) return;
    this[Symbol.dispose]();
    throw new CorpusError(
      `${other.profile} has taken rows of a corpus that was merged by another key; they cannot be told in this one, whose key is ${key}. Give them back: llamaforge profile --profile ${other.profile} --release.`,
    );
  }
}

/** Both without repeats. */
function joined(some: DigestPrefixes, others: DigestPrefixes): DigestPrefixes {
  const table = new PrefixTable(others);
  const own = some.high
    .map((_, place) => place)
    .filter((place) => {
      return table.find(some.high[place] ?? 0, some.low[place] ?? 0) === -1;
    });
  const both = (name: 'high' | 'low'): Uint32Array => {
    const all = new Uint32Array(own.length + others[name].length);
    all.set(own.map((place) => some[name][place] ?? 0));
    all.set(others[name], own.length);
    return all;
  };
  return { high: both('high'), low: both('low') };
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

/** Begins with the key, so that it can be told of a claim by which digests it knows its rows. */
function fingerprintOf({ asked, key }: ClaimedMix, others: readonly ClaimEntry[]): string {
  const before = others.map(({ profile, seed, fingerprint }) => [profile, seed, fingerprint]);
  return `${key}:${createHash('sha1')
    .update(JSON.stringify([asked, before]))
    .digest('hex')}`;
}

/** Where it is kept which rows profiles have taken. */
function claimsPath(stateFolder: string): string {
  return join(stateFolder, 'claims.sqlite');
}
