import { expect, test } from 'vitest';
import { isLicensedFor, licenseUses } from './is-licensed-for.ts';
import { licenseClasses } from './license-schema.ts';

test('each use takes the licences that allow it, and only `any` takes what nobody has licensed', () => {
  const allowed = licenseUses.map((use) => [
    use,
    licenseClasses.filter((licenseClass) => isLicensedFor(cardOf(licenseClass), use)),
  ]);

  expect(Object.fromEntries(allowed)).toEqual({
    any: ['commercial', 'non-commercial', 'academic', 'unspecified'],
    commercial: ['commercial'],
    'non-commercial': ['commercial', 'non-commercial'],
    academic: ['commercial', 'non-commercial', 'academic'],
  });
});

function cardOf(
  licenseClass: (typeof licenseClasses)[number],
): Parameters<typeof isLicensedFor>[0] {
  return {
    license: { hub: null, spdx: null, class: licenseClass, page: 'https://example.org/license' },
  };
}
