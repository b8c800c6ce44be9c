import { categoryOfTag, UsageError, type Category } from '@llamaforge/schema';
import { formatCount } from '@llamaforge/report';
import { z } from 'zod';
import type { Command } from '../command.ts';
import { parseFlags } from '../parse-flags.ts';
import { writeOut } from '../output.ts';
import { treatmentFlags, treatmentFlagsSchema } from './treatment-flags.ts';

const flagsSchema = treatmentFlagsSchema.extend({
  source: z
    .string()
    .transform((name) => name.trim().toWellFormed())
    .pipe(z.string().min(1, 'must not be empty'))
    .optional(),
  category: z.string().optional(),
  columns: z.string().optional(),
  rejects: z.string().min(1, 'must not be empty').optional(),
  json: z.boolean(),
  quiet: z.boolean(),
});

/** `llamaforge normalize`: a filter from raw rows to records. */
export const normalizeCommand: Command = {
  name: 'normalize',
  describe: 'Turn raw JSON lines on stdin into records on stdout',
  flags: {
    source: { type: 'string', requiresArg: true, describe: 'the `_source` of all rows' },
    category: {
      type: 'string',
      requiresArg: true,
      describe: 'the category of all rows, or an alias',
    },
    columns: {
      type: 'string',
      requiresArg: true,
      describe: 'where the texts stand: instruction=a.b,output=c[,input=d]',
    },
    rejects: { type: 'string', requiresArg: true, describe: 'a file for the rejected rows' },
    ...treatmentFlags,
  },
  examples: [
    ['zcat raw.jsonl.gz | $0 normalize --rejects bad.jsonl > good.jsonl', 'in a pipe'],
    ['$0 normalize --columns instruction=q,output=a.text < odd.jsonl', 'odd columns'],
  ],
  run: async (given, { signal }) => {
    const flags = parseFlags(flagsSchema, given);
    const category = readCategory(flags.category);
    const { normalizeStream } = await import('@llamaforge/build');
    // Nothing else wakes a command that waits for its input.
    signal.addEventListener('abort', () => {
      process.stdin.destroy();
    });
    const counts = await normalizeStream(process.stdin, {
      ...flags,
      category,
      writeRecord: flags.json ? undefined : writeOut,
      signal,
    });
    if (flags.json) await writeOut(`${JSON.stringify({ command: 'normalize', ...counts })}\n`);
    else if (!flags.quiet) {
      process.stderr.write(
        `${formatCount(counts.records)} ${counts.records === 1 ? 'record' : 'records'}, ${formatCount(counts.rejected)} rejected\n`,
      );
    }
  },
};

function readCategory(tag: string | undefined): Category | undefined {
  if (tag === undefined) return undefined;
  const category = categoryOfTag(tag);
  if (category === undefined)
    throw new UsageError(`--category ${tag} is no category and no alias of one`);
  return category;
}
