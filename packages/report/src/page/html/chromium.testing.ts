import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Where a Chromium stands: `CHROMIUM_PATH`, or the first of the usual names on PATH; undefined where there is none. Under
 * `CI=true` a missing one throws, because there the page must not go untested.
 */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found =
    named !== undefined && named !== ''
      ? named
      : folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
  if (found === undefined && process.env['CI'] === 'true') {
    throw new Error(
      'There is no Chromium to test the report with. Install it, or name it in CHROMIUM_PATH.',
    );
  }
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
