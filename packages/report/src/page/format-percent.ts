/**
 * A share (0 to 1) in percent as a person says it, as `8.1%`: one decimal, two below a tenth of a percent, and only nothing
 * is `0%` and only all is `100%`.
 */
export function formatPercent(share: number): string {
  if (share === 0 || share === 1) return `${String(100 * share)}%`;
  if (share < 0.00005) return '<0.01%';
  if (share < 0.001) return `${(100 * share).toFixed(2)}%`;
  if (share >= 0.9995 && share < 1) return '>99.9%';
  return `${(100 * share).toFixed(1)}%`;
}
