import { kindOf } from './row.ts';

/** A text, number or boolean as text, so that a CSV's "1" is the number 1; undefined for anything else. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const isScalar =
    typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint';
  return isScalar ? String(value) : undefined;
}

const SHOWN_CHARACTERS = 60;

/** A value as a detail quotes it: a scalar as JSON, cut after 60 characters; anything else by its kind. */
export function shownValue(value: unknown): string {
  const text = scalarText(value);
  if (text === undefined) return kindOf(value);
  const begun = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  return typeof value === 'string' ? JSON.stringify(begun) : begun;
}
