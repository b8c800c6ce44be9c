import { z } from 'zod';

/** A text that says something, well-formed, without blanks at its ends. */
export const filledTextSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .refine((text) => text.isWellFormed(), 'has a lone surrogate');

/** A text on one line. */
export const titleSchema = filledTextSchema.regex(/^[^\n\r]*$/u, 'must be one line');

/** A name that can be that of a file, on every system. */
export const fileNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_.-]*$/iu,
    'must be letters, digits, `_`, `-` and `.` only, as it names a file',
  );
