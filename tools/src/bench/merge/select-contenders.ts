import type { Contender } from './contender.ts';
import { ownContenders } from './own-contenders.ts';
import { duckContender, pythonContender } from './peer-contenders.ts';
import { catContender, sortContender } from './plain-contenders.ts';

/** The contenders of these names, or all; throws a RangeError that lists the names where one is unknown. */
export function selectContenders(
  only: readonly string[] | undefined,
  pythonShare: number,
): readonly Contender[] {
  const all = [
    catContender,
    ...ownContenders(),
    sortContender,
    duckContender,
    pythonContender(pythonShare),
  ];
  const names = all.map(({ name }) => name);
  const unknown = only?.find((name) => name !== 'none' && !names.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`--only knows no ${unknown}, but none, ${names.join(', ')}`);
  }
  return only === undefined ? all : all.filter(({ name }) => only.includes(name));
}
