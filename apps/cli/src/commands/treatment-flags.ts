import { qualityTags } from '@llamaforge/quality';
import { z } from 'zod';

/** As `build` names its repairs; named here too, because a command loads its package only when it runs. */
const repairNames = ['mojibake'] as const;

/** The flags that say what is done to records before they are compared: those of `merge` and `normalize`. */
export const treatmentFlags = {
  drop: {
    choices: qualityTags,
    array: true,
    nargs: 1,
    describe: 'reject rows that this tag holds for; may be repeated [none]',
  },
  repair: {
    choices: repairNames,
    array: true,
    nargs: 1,
    describe: 'mend this in texts, before they are compared [nothing]',
  },
} as const;

/** What the flags of `treatmentFlags` hold. */
export const treatmentFlagsSchema = z.object({
  drop: z.array(z.enum(qualityTags)).optional(),
  repair: z.array(z.enum(repairNames)).optional(),
});
