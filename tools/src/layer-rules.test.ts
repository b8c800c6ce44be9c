import { ESLint } from 'eslint';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// The real configuration over files that need not exist. Only the parser's type program is switched off, which
// knows no such files and which none of the rules below asks. Without Nx's project graph the layer rule says
// nothing: then every test of a forbidden import below fails, and that is what they are for.
const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../../', import.meta.url)),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => layerRules.has(ruleId),
});

const boundaries = '@nx/enforce-module-boundaries';
const layerRules = new Set([
  boundaries,
  'import-x/no-default-export',
  'n/no-process-exit',
  'no-console',
  'no-restricted-globals',
  'no-restricted-imports',
  'no-restricted-properties',
  'no-restricted-syntax',
]);

interface Forbidden {
  readonly title: string;
  readonly file: string;
  readonly code: string;
  readonly rule: string;
  readonly message: string;
}

const pure = 'A project tagged with "layer:pure" can only depend on libs tagged with "layer:core"';
const io = 'A project tagged with "layer:io" can only depend on libs tagged with "layer:core"';
const verify =
  'A project tagged with "scope:verify" can only depend on libs tagged with "scope:artifact"';

const forbiddenImports: readonly Forbidden[] = [
  {
    title: 'pure does not import io',
    ...imports('packages/report/src/table.ts', '@llamaforge/shards'),
    message: pure,
  },
  {
    title: 'pure does not import pure',
    ...imports('packages/report/src/table.ts', '@llamaforge/manifest'),
    message: pure,
  },
  {
    title: 'io does not import io',
    ...imports('packages/shards/src/json-lines.ts', '@llamaforge/dedup'),
    message: io,
  },
  {
    title: 'io does not import pure',
    ...imports('packages/shards/src/json-lines.ts', '@llamaforge/adapters'),
    message: io,
  },
  {
    title: 'core imports no package above it',
    ...imports('packages/schema/src/record.ts', '@llamaforge/report'),
    message: 'A project tagged with "layer:core" can only depend on libs tagged with "layer:core"',
  },
  {
    title: 'core is not imported by a package that it imports',
    ...imports('packages/schema/src/record.ts', '@llamaforge/adapters'),
    message: 'Circular dependency between "schema" and "adapters" detected',
  },
  {
    title: 'build does not import yargs',
    ...imports('packages/build/src/merge-corpus.ts', 'yargs'),
    message: 'A project tagged with "layer:build" is not allowed to import "yargs"',
  },
  {
    title: 'verify does not import build',
    ...imports('apps/verify/src/verify-corpus.ts', '@llamaforge/build'),
    message: verify,
  },
  {
    title: 'verify does not import adapters',
    ...imports('apps/verify/src/verify-corpus.ts', '@llamaforge/adapters'),
    message: verify,
  },
  {
    title: 'verify does not import dedup',
    ...imports('apps/verify/src/verify-corpus.ts', '@llamaforge/dedup'),
    message: verify,
  },
  {
    title: 'an app does not import another app by name',
    ...imports('apps/cli/src/main.ts', '@llamaforge/verify'),
    // No package.json lists an app; were it listed, the tag's rule would speak.
    message: 'Only packages defined in the "package.json" can be imported.',
  },
  {
    title: 'an app does not import another app by path',
    ...imports('apps/cli/src/main.ts', '../../verify/src/index.ts'),
    message: 'Projects cannot be imported by a relative or absolute path',
  },
  {
    title: 'what is not a test does not import testing',
    ...imports('packages/shards/src/json-lines.ts', '@llamaforge/testing'),
    message: io,
  },
  {
    title: 'build does not import testing',
    ...imports('packages/build/src/merge-corpus.ts', '@llamaforge/testing'),
    message: 'A project tagged with "layer:build" can only depend on libs tagged with',
  },
  {
    title: 'a test keeps to its layer otherwise',
    ...imports('packages/report/src/table.test.ts', '@llamaforge/shards'),
    message:
      'A project tagged with "layer:pure" can only depend on libs tagged with "layer:core", "layer:testing"',
  },
  {
    title: 'a package imports nothing that its package.json does not list',
    ...imports('packages/report/src/table.ts', 'csv-parse'),
    message: 'Only packages defined in the "package.json" can be imported.',
  },
  {
    title: 'a lazy import is held to the layers too',
    file: 'packages/report/src/table.ts',
    code: `export const shards = await import('@llamaforge/shards');`,
    rule: boundaries,
    message: pure,
  },
  {
    title: 'io other than dedup does not open SQLite',
    ...imports('packages/shards/src/json-lines.ts', 'better-sqlite3'),
    rule: 'no-restricted-imports',
    message: 'Only dedup opens SQLite.',
  },
  {
    title: 'build does not open SQLite',
    ...imports('packages/build/src/merge-corpus.ts', 'better-sqlite3'),
    rule: 'no-restricted-imports',
    message: 'Only dedup opens SQLite.',
  },
  {
    title: 'an app does not open SQLite',
    ...imports('apps/verify/src/verify-corpus.ts', 'node:sqlite'),
    rule: 'no-restricted-imports',
    message: 'Only dedup opens SQLite.',
  },
];

const outsideWorld = [
  { what: 'files', code: `import { readFileSync } from 'node:fs';`, rule: 'no-restricted-imports' },
  { what: 'files by promise', code: `import 'node:fs/promises';`, rule: 'no-restricted-imports' },
  { what: 'the network', code: `import 'node:https';`, rule: 'no-restricted-imports' },
  { what: 'fetch', code: `await fetch('http://localhost');`, rule: 'no-restricted-globals' },
  { what: 'the environment', code: `export const e = process.env;`, rule: 'no-restricted-globals' },
  {
    what: 'Math.random',
    code: `export const n = Math.random();`,
    rule: 'no-restricted-properties',
  },
  {
    what: 'randomUUID',
    code: `import { randomUUID } from 'node:crypto';`,
    rule: 'no-restricted-imports',
  },
  { what: 'Date.now', code: `export const n = Date.now();`, rule: 'no-restricted-properties' },
  { what: 'new Date()', code: `export const n = new Date();`, rule: 'no-restricted-syntax' },
];

const allowedImports = [
  imports('packages/report/src/table.ts', '@llamaforge/schema'),
  imports('packages/shards/src/json-lines.ts', '@llamaforge/schema'),
  imports('packages/shards/src/json-lines.test.ts', '@llamaforge/testing'),
  imports('packages/dedup/src/hash-table.ts', 'better-sqlite3'),
  imports('packages/build/src/merge-corpus.ts', '@llamaforge/dedup'),
  imports('apps/verify/src/verify-corpus.ts', '@llamaforge/manifest'),
  imports('apps/cli/src/main.ts', '@llamaforge/build'),
  imports('packages/schema/src/digest.ts', 'node:crypto'),
];

test.each(forbiddenImports)('$title', async ({ file, code, rule, message }) => {
  const findings = await lint(file, code);

  expect(findings).toContainEqual({ rule, message: containing(message) });
});

test.each(outsideWorld)('core and pure do not touch $what', async ({ code, rule }) => {
  const inCore = await lint('packages/schema/src/record.ts', code);
  const inPure = await lint('packages/adapters/src/adapt-row.ts', code);

  expect(inCore).toEqual([{ rule, message: containing('') }]);
  expect(inPure).toEqual([{ rule, message: containing('') }]);
});

test.each(allowedImports)('$file may have $code', async ({ file, code }) => {
  const findings = await lint(file, code);

  expect(findings).toEqual([]);
});

function imports(file: string, name: string): { file: string; code: string; rule: string } {
  return { file, code: `import '${name}';`, rule: boundaries };
}

function containing(words: string): unknown {
  return expect.stringContaining(words);
}

async function lint(filePath: string, code: string): Promise<{ rule: string; message: string }[]> {
  const results = await eslint.lintText(`${code}\n`, { filePath });
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => ({ rule: ruleId ?? 'no rule: not parsed', message })),
  );
}
