import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PrefixTable } from './prefix-table.ts';

// Few different halves, so that whole prefixes and their upper bits meet.
const half = fc.oneof(
  fc.constantFrom(0, 1, 0xff, 0x100, 0x7ff, 0x800, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff),
  fc.nat(0xffff_ffff),
);
const prefixes = fc.array(fc.tuple(half, half), { maxLength: 40 });

test('finds the first place of a prefix, and none of what is not there', () => {
  fc.assert(
    fc.property(prefixes, prefixes, (held, others) => {
      const table = new PrefixTable({
        high: Uint32Array.from(held, ([high]) => high),
        low: Uint32Array.from(held, ([, low]) => low),
      });

      const found = [...held, ...others].map(([high, low]) => table.find(high, low));

      const places = held.map((prefix) => prefix.join());
      expect(found).toEqual([...held, ...others].map((prefix) => places.indexOf(prefix.join())));
      expect(table.repeats).toBe(held.length - new Set(places).size);
    }),
  );
});
