import { UsageError } from '@llamaforge/schema';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Command } from '../command.ts';
import { startFetchProgress } from '../fetch-progress.ts';
import { parseFlags } from '../parse-flags.ts';
import { toolVersion } from '../tool-version.ts';
import { inputFlags } from './merge-flags.ts';

const licenseUses = ['any', 'commercial', 'non-commercial', 'academic'] as const;

// Writing and hashing in one thread keep up with some four that normalise.
const mostThreads = 4;

const text = z.string().min(1, 'must not be empty').optional();

const flagsSchema = z.object({
  names: z.array(z.string()).optional(),
  recipe: text,
  out: text,
  preferences: text,
  cache: text,
  limit: z.int('must be a whole number').positive('must be 1 or more').optional(),
  token: text,
  endpoint: text,
  update: z.boolean().optional(),
  offline: z.boolean().optional(),
  threads: z.int('must be a whole number').min(1, 'must be 1 or more').optional(),
  licenseUse: z.enum(licenseUses).optional(),
  json: z.boolean(),
  quiet: z.boolean(),
});

/** `llamaforge fetch`: data sets of the Hugging Face Hub as records below the expansion folder. */
export const fetchCommand: Command = {
  name: 'fetch',
  describe: 'Bring data sets from the Hugging Face Hub, as records',
  positional: {
    name: 'names',
    form: '[names..]',
    options: {
      type: 'string',
      array: true,
      describe: 'cards to fetch, or all [those of the expansion; the recipe’s]',
    },
  },
  flags: {
    recipe: { ...inputFlags.recipe, describe: 'a YAML or JSON file whose cards are fetched' },
    out: {
      type: 'string',
      requiresArg: true,
      describe: 'folder of category folders [examples/datasets/expansion]',
    },
    preferences: {
      type: 'string',
      requiresArg: true,
      describe: 'folder of chosen and rejected pairs [examples/preferences]',
    },
    cache: { type: 'string', requiresArg: true, describe: 'downloaded files [output/hub]' },
    limit: { type: 'number', requiresArg: true, describe: 'at most so many rows of each' },
    token: { type: 'string', requiresArg: true, describe: 'access token of the Hub [HF_TOKEN]' },
    endpoint: {
      type: 'string',
      requiresArg: true,
      describe: 'address of the Hub [HF_ENDPOINT, https://huggingface.co]',
    },
    threads: {
      type: 'number',
      requiresArg: true,
      describe: 'threads that make records of rows [one for each core, at most 4]',
    },
    update: { type: 'boolean', describe: 'move the lock to the newest commits' },
    offline: { type: 'boolean', describe: 'use the lock and downloaded files alone' },
    'license-use': {
      choices: licenseUses,
      describe: 'leave out what its licence does not allow for this use',
    },
  },
  examples: [
    ['$0 fetch', 'the eight sets of the expansion'],
    ['$0 fetch gsm8k_reasoning dolly --limit 100', 'some, and a hundred rows of each'],
    ['$0 fetch all --license-use commercial', 'all that may be used commercially'],
    ['$0 fetch --recipe corpus.yaml', 'the cards of a recipe, your own among them'],
    ['$0 fetch --update', 'newer commits; prints what has changed'],
  ],
  run: async (given, context) => {
    const flags = parseFlags(flagsSchema, given);
    const { fetchSources, planFetch } = await import('@llamaforge/build');
    const { showFetch } = await import('../show-fetch.ts');
    const { HF_TOKEN: tokenOfUser, HF_ENDPOINT: endpointOfUser } = process.env;
    const plan = planFetch({
      ...flags,
      workingFolder: context.workingFolder,
      toolVersion,
      threads: flags.threads ?? Math.min(availableParallelism(), mostThreads),
      token: flags.token ?? filled(tokenOfUser),
      endpoint: flags.endpoint ?? filled(endpointOfUser),
    });
    if (plan.cards.length === 0 && plan.leftOut.length === 0) {
      throw new UsageError('there is nothing to fetch');
    }
    const progress = startFetchProgress(!flags.quiet, context.now);
    try {
      const result = await fetchSources(plan, {
        ...context,
        ...progress,
        fetch,
        random: Math.random,
        sleep: async (ms, signal) => {
          await sleep(ms, undefined, signal === undefined ? {} : { signal });
        },
      });
      progress.stop();
      await showFetch(result, { ...flags, plan, workingFolder: context.workingFolder });
    } finally {
      progress.stop();
    }
  },
};

/** An environment variable that is set to nothing is as good as not set. */
function filled(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
