import { UsageError } from '@llamaforge/schema';
import type { z } from 'zod';

/** The flags as the schema reads them; throws UsageError that names the first bad one. */
export function parseFlags<T>(schema: z.ZodType<T>, flags: unknown): T {
  const parsed = schema.safeParse(flags);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`--${String(issue?.path[0])} ${issue?.message ?? 'is not understood'}`);
}
