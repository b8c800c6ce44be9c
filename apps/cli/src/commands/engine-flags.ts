import { z } from 'zod';

/** As `build` names its engines; named here too, because a command loads its package only when it runs. */
export const engineNames = ['auto', 'kernel', 'plain'] as const;

const bytesPerUnit = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 } as const;
const sizePattern = /^(?<number>\d+(?:\.\d+)?)\s*(?<unit>[KMG])i?B?$/iu;

/** A size as people write it, in bytes: `500MB`, `1.5 GB`, `2g`; a KB is 1,024 bytes. */
const sizeSchema = z.string().transform((text, context) => {
  const groups = sizePattern.exec(text.trim())?.groups;
  const unit = unitOf(groups?.['unit']);
  const bytes = Number(groups?.['number']) * (unit === undefined ? Number.NaN : bytesPerUnit[unit]);
  if (Number.isFinite(bytes) && bytes > 0) return Math.floor(bytes);
  context.addIssue({ code: 'custom', message: 'must be a size, as 2GB or 500MB' });
  return z.NEVER;
});

function unitOf(letter: string | undefined): keyof typeof bytesPerUnit | undefined {
  switch (letter?.toUpperCase()) {
    case 'K':
      return 'KB';
    case 'M':
      return 'MB';
    case 'G':
      return 'GB';
    default:
      return undefined;
  }
}

/** What the flags hold that say how a merge uses the machine. */
export const engineFlagsSchema = z.object({
  threads: z
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(64, 'must be 64 or fewer')
    .optional(),
  memory: sizeSchema.optional(),
  engine: z.enum(engineNames).optional(),
});
