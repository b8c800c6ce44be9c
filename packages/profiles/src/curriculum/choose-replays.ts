import { placesByRank } from '../selection/places-by-rank.ts';
import { Ranking } from '../selection/ranking.ts';
import { takeLowest } from '../selection/take-lowest.ts';
import type { Words64 } from '../selection/words64.ts';

/** Which rows a phase sees again. */
export interface ReplayRequest {
  readonly prefixes: Words64;
  readonly seed: number;
  /** The phase's place, from 0; each phase has ranks of its own, so that each sees others again. */
  readonly phase: number;
  readonly count: number;
}

/** The `count` rows with the lowest ranks for `replay`, or all where there are no more, in the order they are to stand in. */
export function chooseReplays(
  rows: Uint32Array,
  { prefixes, seed, phase, count }: ReplayRequest,
): Uint32Array {
  const phaseSeed = Number(BigInt.asUintN(53, BigInt(seed) + STEP * BigInt(phase)));
  const ranking = new Ranking(prefixes, { seed: phaseSeed, purpose: 'replay' });
  const chosen = takeLowest(rows, ranking, count);
  const order = new Ranking(prefixes, { seed: phaseSeed, purpose: 'order' });
  return placesByRank(chosen, order).map((place) => chosen[place] ?? 0);
}

// 2^53 by the golden ratio, made odd: seeds near one another do not meet in each other's phases.
const STEP = 0x13c6ef372fe94fn;
