import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesByRank } from './places-by-rank.ts';
import { rankRows } from './rank-rows.ts';
import { Ranking } from './ranking.ts';
import { sortByRank } from './sort-by-rank.ts';

// Few different halves, so that equal ranks meet; some 200 rows fall into 16 groups.
const prefix = fc.record({ high: fc.nat(9), low: fc.nat(1) });

test('names the places of rows in the order in which sortByRank puts them', () => {
  fc.assert(
    fc.property(fc.array(prefix, { maxLength: 300 }), fc.nat(3), (made, seed) => {
      const prefixes = {
        high: Uint32Array.from(made, ({ high }) => high),
        low: Uint32Array.from(made, ({ low }) => low),
      };
      const rows = Uint32Array.from(made.keys()).filter((row) => row % 3 !== 1);

      const places = placesByRank(rows, new Ranking(prefixes, { seed, purpose: 'order' }));

      const sorted = sortByRank(rows, rankRows(prefixes, { seed, purpose: 'order', rows }));
      expect(places.map((place) => rows[place] ?? 0)).toEqual(sorted);
      expect(new Set(places).size).toBe(rows.length);
    }),
  );
});
