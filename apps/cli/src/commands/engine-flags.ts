import { z } from 'zod';

/** As `build` names its engines; named here too, because a command loads its package only when it runs. */
export const engineNames = ['auto', 'kernel', 'plain'] as const;

const bytesPerUnit: ReadonlyMap<string, number> = new Map([
  ['k', 1024],
  ['m', 1024 ** 2],
  ['g', 1024 ** 3],
]);
const sizePattern = /^(?<number>\d+(?:\.\d+)?)\s*(?<unit>[kmg])i?b?$/u;

// No table of digests is smaller: less is a slip of the pen.
const leastBytes = 1024 ** 2;

/** A size as people write it, in bytes: `500MB`, `1.5 GB`, `2g`; a KB is 1,024 bytes. */
const sizeSchema = z.string().transform((text, context) => {
  const { number, unit = '' } = sizePattern.exec(text.trim().toLowerCase())?.groups ?? {};
  const bytes = Number(number) * (bytesPerUnit.get(unit) ?? Number.NaN);
  if (bytes >= leastBytes && Number.isFinite(bytes)) return Math.floor(bytes);
  const message = bytes < leastBytes ? 'must be 1MB or more' : 'must be a size, as 2GB or 500MB';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

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
