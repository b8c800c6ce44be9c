import type { Card } from './card-schema.ts';
import type { LicenseClass } from './license-schema.ts';

/** What records may be wanted for; `any` asks no licence. */
export const licenseUses = ['any', 'commercial', 'non-commercial', 'academic'] as const;

export type LicenseUse = (typeof licenseUses)[number];

const classesFor: Readonly<Record<LicenseUse, readonly LicenseClass[]>> = {
  any: ['commercial', 'non-commercial', 'academic', 'unspecified'],
  commercial: ['commercial'],
  'non-commercial': ['commercial', 'non-commercial'],
  academic: ['commercial', 'non-commercial', 'academic'],
};

/** Whether a card's licence allows a use; one whose licence is unspecified allows only `any`. */
export function isLicensedFor(card: Pick<Card, 'license'>, use: LicenseUse): boolean {
  return classesFor[use].includes(card.license.class);
}
