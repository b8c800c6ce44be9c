/** A bucket's part of a mix: a weight among weights, a share of the total, or a count of rows; shares and weights exact. */
export type ProfileWeight =
  | { readonly kind: 'weight' | 'share'; readonly part: Fraction }
  | { readonly kind: 'rows'; readonly rows: bigint };

/** A number that is not negative, exactly: 0.1 is 1/10 here, so that 0.1 + 0.2 is 0.3. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** How a share or a count is written, for a schema that editors read; blanks are allowed around it. */
export const weightPattern = String.raw`^\s*(?:\d+(?:\.\d+)?\s*%|(?:\d+|\d{1,3}(?:,\d{3})+)\s*rows?)\s*$`;

const written = new RegExp(weightPattern, 'u');

/** What a weight as it is written says; undefined for a text that is neither a share nor a count. A number must be finite and not negative. */
export function readWeight(asked: number | string): ProfileWeight | undefined {
  if (typeof asked === 'number') return { kind: 'weight', part: fractionOf(String(asked)) };
  if (!written.test(asked)) return undefined;
  if (!asked.includes('%')) return { kind: 'rows', rows: BigInt(asked.replace(/[^\d]/gu, '')) };
  const percent = fractionOf(asked.replace('%', '').trim());
  return { kind: 'share', part: { ...percent, denominator: percent.denominator * 100n } };
}

/** What is wrong with a share or a count as it is written, with the spelling that was probably meant; undefined where it is right. */
export function weightProblem(asked: string): string | undefined {
  const weight = readWeight(asked);
  if (weight === undefined) return spellings(asked.trim());
  if (weight.kind === 'rows') return weight.rows > 0n ? undefined : notPositive;
  if (weight.part.numerator === 0n) return notPositive;
  return weight.part.numerator > weight.part.denominator ? 'must be at most 100%' : undefined;
}

/** What is said of whatever is neither a number nor a text. */
export const weightForms =
  'must be a positive number, a share like "30%" or a count like "5000 rows"';

/** What is said of a weight, share or count of nothing. */
export const notPositive = 'must be above 0; leave the bucket out where it is to have no rows';

function spellings(asked: string): string {
  const number = /^[\d.,]*\d$/u.test(asked) ? asked : '3';
  return `a weight is a number without quotes (${number}), a share of the total is written "${number}%", a count "${number} rows"`;
}

/** A decimal number as JavaScript writes it, also as `1e-9`. */
function fractionOf(decimal: string): Fraction {
  const [mantissa = '', exponentText = '0'] = decimal.split('e');
  const [whole = '', digits = ''] = mantissa.split('.');
  const exponent = Number(exponentText) - digits.length;
  const numerator = BigInt(whole + digits);
  return exponent < 0
    ? { numerator, denominator: 10n ** BigInt(-exponent) }
    : { numerator: numerator * 10n ** BigInt(exponent), denominator: 1n };
}
