import { visibleText } from '../visible-text.ts';
import { cutText } from './cut-text.ts';

// A manifest may say anything; `1.12.3-beta.4+20260101` is a long one.
const MOST_UNITS = 40;

/** The version a manifest names, short enough to stand in a line and without anything that moves it. */
export function versionText(version: string): string {
  return cutText(visibleText(version), MOST_UNITS);
}
