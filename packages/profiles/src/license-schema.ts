import { z } from 'zod';

const filled = z.string().trim().min(1, 'must not be empty');

/** What a licence allows, from most to least; `unspecified` where nobody who holds the rights has said. */
export const licenseClasses = ['commercial', 'non-commercial', 'academic', 'unspecified'] as const;

export type LicenseClass = (typeof licenseClasses)[number];

/** The licence of a data set as its publisher states it; of several that are stated, the strictest decides the class. */
export const licenseSchema = z.strictObject({
  hub: filled
    .nullable()
    .describe('the licence id in the tags of its page on the Hub; null without a tag'),
  spdx: filled
    .nullable()
    .describe('the SPDX id or expression that holds for its rows; null where there is none'),
  class: z.enum(licenseClasses).describe('what it allows'),
  page: z
    .url({ protocol: /^https?$/u, error: 'must be a web address' })
    .describe('where it says so'),
  checked: z.iso
    .date('must be a day, as in 2026-08-11')
    .optional()
    .describe('the day on which that was looked up; absent where nobody has'),
  note: filled.optional().describe('why the class, where the id does not tell it'),
});
