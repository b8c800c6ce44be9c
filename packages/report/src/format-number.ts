/** A count with a comma between thousands, as in `4,070,123`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes in the largest decimal unit that leaves 1 or more, with one decimal above bytes: `999 B`, `1.0 kB`, `4.1 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.95 kB would be written 1000.0 kB: it is 1.0 MB.
  while (value >= (unit === 0 ? 1000 : 999.95) && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
}

/** A share (0 to 1) in percent with two decimals: `0.4321` is `43.21%`. */
export function formatShare(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}

/** Seconds to go, in minutes from 90 on: `89 s`, `2 min`. */
export function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(0)} min`;
}
