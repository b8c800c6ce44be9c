import { expect, test } from 'vitest';
import { versionText } from './version-text.ts';

test('a version stays as it is, and what is none cannot fill the page or turn it round', () => {
  expect(versionText('1.2.3-beta.4')).toBe('1.2.3-beta.4');
  expect(versionText(`\u202e${'9'.repeat(3_000_000)}`)).toBe(`\\u202e${'9'.repeat(33)}…`);
});
