import { z } from 'zod';

/** Why a row is not in the corpus. Each rejected row is counted under exactly one of these. */
export const rejectReasons = {
  invalid_utf8: 'the row holds bytes that are not UTF-8',
  invalid_json: 'the row is not JSON: a broken or cut line, NaN, Infinity',
  invalid_csv: 'the row does not have the fields of the header',
  invalid_yaml: 'the list item is not YAML',
  not_an_object: 'the row is JSON but not an object',
  unknown_shape: 'no row shape fits its keys; map them with `columns` in a recipe',
  unknown_role: 'a turn of the dialogue has a role that is not known',
  not_text: 'a number, a boolean, a list or an object stands where text belongs',
  missing_instruction: 'nothing is asked',
  missing_output: 'nothing is answered',
  unanswerable: 'the question is marked as having no answer in its context',
  invalid_call: 'a tool call in the text is not JSON and cannot be made JSON',
  too_short: 'a text is not longer than its card or recipe asks',
  not_selected: 'a column does not have a value that the card or recipe selects',
  negative_example: 'the row is marked as what not to say (`label` or `is_correct` is false)',
} as const;

export type NamedRejectReason = keyof typeof rejectReasons;

/** The named reasons in the order of the list above: their numbers, where numbers stand for them. */
export const namedRejectReasons = Object.keys(rejectReasons).filter(isNamedRejectReason);

function isNamedRejectReason(name: string): name is NamedRejectReason {
  return Object.hasOwn(rejectReasons, name);
}

/** A named reason, or `tag:<name>` for rows that a quality tag was asked to drop. */
export type RejectReason = NamedRejectReason | `tag:${string}`;

/** Accepts the named reasons and `tag:<name>`, name in lower case with `_`. */
export const rejectReasonSchema = z.union([
  z.enum(Object.keys(rejectReasons)),
  z.templateLiteral(['tag:', z.string().regex(/^[a-z][a-z0-9_]*$/u)]),
]);
