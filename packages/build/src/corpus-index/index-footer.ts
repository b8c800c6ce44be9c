import { categories, digestKeys } from '@llamaforge/schema';
import { z } from 'zod';

/** The end of an index: what it is of, and what its numbers mean. */
export const indexFooterSchema = z.strictObject({
  format_version: z.literal(1),
  corpus: z.string().describe('its absolute path'),
  stamp: z.strictObject({
    size: z.string(),
    mtimeNs: z.string(),
    ctimeNs: z.string(),
    inode: z.string(),
  }),
  sha256: z.string(),
  key: z.enum(digestKeys),
  tags: z.array(z.string()).describe('the tags that the bits of a row stand for'),
  rows: z.int().nonnegative(),
  distinct: z.boolean().describe('whether it is known that no digest stands twice'),
  labels: z.array(z.tuple([z.string(), z.enum(categories)])),
});

export type IndexFooter = z.infer<typeof indexFooterSchema>;

/** The last bytes of an index: the footer's length in bytes (uint32, little-endian), and these letters. */
export const indexMagic = Buffer.from('LFCINDEX');
