import { isList, isRow, type Row } from './row.ts';

/** What stands at a dotted path; undefined where that is nothing or null. Of an own key with dots and a way through objects, the longer key wins at each step. */
export function valueAt(value: unknown, path: string): unknown {
  if (!isRow(value) && !isList(value)) return undefined;
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const child = ownChild(value, path.slice(0, end));
    if (child === undefined || child === null) continue;
    const found = end === path.length ? child : valueAt(child, path.slice(end + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A copy of the row with another value at the path, down to which everything is copied; the row itself where `valueAt` finds nothing there. */
export function withValueAt(row: Row, path: string, replacement: unknown): Row {
  const steps = stepsTo(row, path);
  if (steps.length === 0) return row;
  const copied = withValue(row, steps, replacement);
  return isRow(copied) ? copied : row;
}

function ownChild(value: Row | readonly unknown[], key: string): unknown {
  if (isRow(value)) return Object.hasOwn(value, key) ? value[key] : undefined;
  return /^\d+$/u.test(key) ? value[Number(key)] : undefined;
}

/** The keys on the way that `valueAt` takes; none where it finds nothing. */
function stepsTo(value: unknown, path: string): readonly string[] {
  if (!isRow(value) && !isList(value)) return [];
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const key = path.slice(0, end);
    const child = ownChild(value, key);
    if (child === undefined || child === null) continue;
    if (end === path.length) return [key];
    const steps = stepsTo(child, path.slice(end + 1));
    if (steps.length > 0) return [key, ...steps];
  }
  return [];
}

function withValue(value: unknown, steps: readonly string[], replacement: unknown): unknown {
  const [key, ...rest] = steps;
  if (key === undefined) return replacement;
  if (isList(value)) {
    return value.map((child, index) =>
      index === Number(key) ? withValue(child, rest, replacement) : child,
    );
  }
  return isRow(value) ? { ...value, [key]: withValue(value[key], rest, replacement) } : value;
}
