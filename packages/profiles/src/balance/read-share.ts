/**
 * A share as a user writes it: `20-30%`, or a figure as `1%`, which stands for it less a quarter to plus a quarter, at
 * most 100%; as ends of 0 to 1. Undefined for `none` or null, which want no share; a text says what is wrong.
 */
export function readShare(
  given: unknown,
): readonly [lowest: number, highest: number] | undefined | string {
  if (given === null) return undefined;
  if (typeof given === 'number') {
    return `a number may be a share or a percentage; write "${String(given < 1 ? Number((100 * given).toFixed(8)) : given)}%"`;
  }
  if (typeof given !== 'string') return form;
  const text = given.trim();
  if (text === 'none') return undefined;
  if (text === '') return `is empty; ${form}`;
  const [, low, high] =
    /^(\d+(?:\.\d+)?)\s*%?\s*(?:(?:-|–|to)\s*(\d+(?:\.\d+)?)\s*%?)?$/u.exec(text) ?? [];
  if (low === undefined) return `${text} is no share; ${form}`;
  if (!text.endsWith('%')) return `${text} is no share; write ${text}%`;
  const range: readonly [number, number] =
    high === undefined
      ? [scaled(low, 75), scaled(low, 125)]
      : [scaled(low, 100), scaled(high, 100)];
  return checked(text, { range, figure: scaled(high ?? low, 100) });
}

const form = 'write a range as 20-30%, a figure as 1%, or none';

/** A percentage times `hundredths` of it, as a share; its decimal digits are multiplied, so that nothing is rounded. */
function scaled(percentage: string, hundredths: number): number {
  const [whole = '', decimals = ''] = percentage.split('.');
  const digits = BigInt(whole + decimals) * BigInt(hundredths);
  return Number(`${String(digits)}e-${String(decimals.length + 4)}`);
}

function checked(
  text: string,
  { range, figure }: { readonly range: readonly [number, number]; readonly figure: number },
): readonly [number, number] | string {
  const [lowest, highest] = range;
  if (lowest > highest) return `${text} begins above its end; swap the two`;
  if (figure > 1) return `${text} is more than 100%`;
  return [lowest, Math.min(1, highest)];
}
