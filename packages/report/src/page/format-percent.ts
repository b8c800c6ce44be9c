/** A share (0 to 1) in percent with one decimal, as a person says it: only nothing is `0%` and only all is `100%`. */
export function formatPercent(share: number): string {
  if (share === 0 || share === 1) return `${String(100 * share)}%`;
  if (share < 0.0005) return '<0.1%';
  if (share > 0.9995 && share < 1) return '>99.9%';
  return `${(100 * share).toFixed(1)}%`;
}
