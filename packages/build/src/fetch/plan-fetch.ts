import { isLicensedFor, type Card, type LicenseUse } from '@llamaforge/profiles';
import { ConfigurationError, UsageError } from '@llamaforge/schema';
import { dirname, join, resolve } from 'node:path';
import { readRecipe } from '../read-recipe.ts';
import type { FetchPlan } from './fetch-options.ts';
import { nearestCard } from './nearest-card.ts';
import { readCatalog } from './read-catalog.ts';
import { settleCard } from './settle-card.ts';

/** What a user asks of a fetch; relative paths start at `workingFolder`, and what is missing has a default. */
export interface FetchRequest {
  readonly workingFolder: string;
  readonly toolVersion: string;
  /** names of cards, or `all`; none: the recipe's cards, else those of the expansion */
  readonly names?: readonly string[] | undefined;
  readonly recipe?: string | undefined;
  readonly out?: string | undefined;
  readonly preferences?: string | undefined;
  readonly cache?: string | undefined;
  readonly limit?: number | undefined;
  readonly token?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly update?: boolean | undefined;
  readonly offline?: boolean | undefined;
  readonly licenseUse?: LicenseUse | undefined;
  /** threads that normalise rows; without it one */
  readonly threads?: number | undefined;
}

/** Where fetched data sets lie unless a flag says otherwise. */
export const expansionFolder = 'examples/datasets/expansion';

/** The lock file's name, at the workspace's root. */
export const lockName = 'corpus.lock.json';

const hubEndpoint = 'https://huggingface.co';

/** Settles a request. Throws UsageError for a name that no card has, ConfigurationError for a bad recipe or card. */
export function planFetch(request: FetchRequest): FetchPlan {
  const { workingFolder, toolVersion, licenseUse = 'any' } = request;
  const at = (path: string): string => resolve(workingFolder, path);
  const chosen = chooseCards(request);
  if (request.update === true && request.offline === true) {
    throw new UsageError('--update asks the Hub, which --offline forbids; give one of them');
  }
  return {
    cards: chosen.filter((card) => isLicensedFor(card, licenseUse)),
    leftOut: chosen.filter((card) => !isLicensedFor(card, licenseUse)),
    paths: {
      out: at(request.out ?? expansionFolder),
      preferences: at(request.preferences ?? 'examples/preferences'),
      cache: at(request.cache ?? 'output/hub'),
      lock: at(lockName),
      rejects: at(join('output', 'fetch-rejected')),
    },
    endpoint: settleEndpoint(request.endpoint ?? hubEndpoint),
    token: request.token,
    limit: request.limit,
    update: request.update ?? false,
    offline: request.offline ?? false,
    toolVersion,
    threads: request.threads ?? 1,
  };
}

function settleEndpoint(endpoint: string): string {
  if (!/^https?:\/\/[^/]/u.test(endpoint) || !URL.canParse(endpoint)) {
    const shown = endpoint.replace(/\/\/[^/]*@/u, '//…@');
    throw new UsageError(
      `the endpoint ${shown} is no http or https address; correct --endpoint or HF_ENDPOINT`,
    );
  }
  return endpoint.replace(/\/+$/u, '');
}

function chooseCards(request: FetchRequest): readonly Card[] {
  const { names = [] } = request;
  const known = request.recipe === undefined ? readCatalog() : recipeCards(request, request.recipe);
  if (names.includes('all')) return known;
  if (names.length === 0) {
    return request.recipe === undefined ? known.filter((card) => card.expansion === true) : known;
  }
  return [...new Set(names)].map((name) => {
    const card = known.find((candidate) => candidate.name === name);
    if (card !== undefined) return card;
    throw unknownCard(name, known);
  });
}

function unknownCard(name: string, known: readonly Card[]): UsageError {
  if (name.startsWith('hf_')) {
    return new UsageError('an access token is no name of a card; set HF_TOKEN, or use --token');
  }
  const nearest = nearestCard(name, known);
  const hint =
    nearest === undefined
      ? 'llamaforge sources --cards lists what there is'
      : `did you mean ${nearest}?`;
  return new UsageError(`there is no card ${name}; ${hint}`);
}

function recipeCards({ workingFolder }: FetchRequest, recipePath: string): readonly Card[] {
  const path = resolve(workingFolder, recipePath);
  const entries = (readRecipe(path).sources ?? []).filter(({ card }) => card !== undefined);
  const catalog = readCatalog();
  const cards = entries.map((entry) => settleCard(entry, { recipeFolder: dirname(path), catalog }));
  const names = cards.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) {
    throw new ConfigurationError(
      `The recipe ${path} has problems`,
      twice.map((name) => `card ${name} is named twice; give one of them another \`name\``),
    );
  }
  if (cards.length === 0) {
    throw new ConfigurationError(`The recipe ${path} has problems`, [
      'sources: no entry has a `card`, so there is nothing to fetch',
    ]);
  }
  return cards;
}
