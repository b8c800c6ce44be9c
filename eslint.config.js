import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { importX } from 'eslint-plugin-import-x';
import node from 'eslint-plugin-n';
import * as jsoncParser from 'jsonc-eslint-parser';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const sqliteAndHub = ['better-sqlite3', '@huggingface/hub'];
const core = ['layer:core'];
const belowBuild = [...core, 'layer:pure', 'layer:io'];
// A ban holds through what is imported too, so that core and pure cannot reach SQLite by way of another package.
const layers = [
  layer('layer:core', core, [...sqliteAndHub, 'yargs']),
  layer('layer:pure', core, [...sqliteAndHub, 'yargs']),
  layer('layer:io', core, ['yargs']),
  layer('layer:build', belowBuild, ['yargs']),
  layer('layer:app', [...belowBuild, 'layer:build'], []),
  layer('layer:testing', core, []),
  // A stand-in Hub serves both the tests and what is generated at scale.
  layer('layer:tools', [...belowBuild, 'layer:build', 'layer:testing'], []),
  layer('scope:verify', ['scope:artifact'], sqliteAndHub),
];

/** Says what a project with `sourceTag` may import: projects by tag, and no package named in `banned`. */
function layer(sourceTag, onlyDependOnLibsWithTags, bannedExternalImports) {
  return { sourceTag, onlyDependOnLibsWithTags, bannedExternalImports };
}

function boundaries(depConstraints) {
  return [
    'error',
    {
      banTransitiveDependencies: true,
      checkNestedExternalImports: true,
      // A command imports its package when it runs, and its types at once.
      checkDynamicDependenciesExceptions: ['@llamaforge/*'],
      depConstraints,
    },
  ];
}

const sqlite = {
  group: ['better-sqlite3', 'node:sqlite', 'bun:sqlite'],
  message: 'Only dedup opens SQLite.',
};
const unnamedFileType = {
  regex: String.raw`^\.{1,2}/.*(?<!\.(?:ts|json))$`,
  message: 'A relative import ends in .ts.',
};
const outsideWorld = [
  {
    group: [
      'node:child_process',
      'node:cluster',
      'node:dgram',
      'node:dns*',
      'node:fs*',
      'node:http*',
      'node:inspector*',
      'node:net',
      'node:os',
      'node:perf_hooks',
      'node:process',
      'node:readline*',
      'node:timers*',
      'node:tls',
      'node:worker_threads',
    ],
    message: 'Core and pure packages touch no files, network, clock or environment.',
  },
  {
    group: ['node:crypto'],
    importNamePattern: '^random|^getRandomValues$|^generate|^webcrypto$',
    message: 'A seed is an argument.',
  },
];

/** `no-restricted-imports` with these patterns; a later block's options replace an earlier one's, so each names all. */
function bannedImports(...patterns) {
  return ['error', { patterns }];
}

const noStarExport = {
  selector: 'ExportAllDeclaration',
  message: 'index.ts lists its names one by one.',
};
const noPresentTime = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'The time is an argument.',
};

const coreAndPure = 'packages/{schema,adapters,profiles,manifest,report,quality}/src/**/*.ts';
// `x.testing.ts` is what several tests share.
const tests = '**/*.{test,testing}.ts';

export default defineConfig(
  {
    // AssemblyScript has types and decorators that TypeScript's parser does not know; its own compiler checks it.
    ignores: [
      '**/dist',
      '**/test-results',
      '.nx',
      'examples/datasets',
      'output',
      'packages/kernel/assembly',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs}'],
    extends: [js.configs.recommended],
    plugins: { 'import-x': importX, n: node },
    settings: { node: { version: '>=20.19.0' } },
    rules: {
      'import-x/no-default-export': 'error',
      'n/no-unsupported-features/node-builtins': ['error', { allowExperimental: false }],
      'n/no-unsupported-features/es-builtins': 'error',
      'n/no-process-exit': 'error',
      'n/prefer-node-protocol': 'error',
      complexity: ['error', 15],
      'max-params': ['error', 3],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false },
      ],
      'import-x/no-cycle': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'no-restricted-imports': bannedImports(sqlite, unnamedFileType),
      'no-restricted-syntax': ['error', noStarExport],
    },
  },
  {
    files: ['{packages,apps,tools}/**/*.ts'],
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': boundaries(layers) },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: [tests],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'exitCode', message: 'A library throws.' },
      ],
    },
  },
  {
    files: ['packages/dedup/**/*.ts'],
    rules: { 'no-restricted-imports': bannedImports(unnamedFileType) },
  },
  {
    files: [coreAndPure],
    ignores: [tests],
    rules: {
      'no-restricted-imports': bannedImports(sqlite, unnamedFileType, ...outsideWorld),
      'no-restricted-globals': [
        'error',
        'crypto',
        'fetch',
        'globalThis',
        'performance',
        'process',
        'setInterval',
        'setTimeout',
        'WebSocket',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'A seed is an argument.' },
        { object: 'Date', property: 'now', message: 'The time is an argument.' },
      ],
      'no-restricted-syntax': ['error', noStarExport, noPresentTime],
    },
  },
  {
    files: [tests],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(
        layers.map((constraint) => ({
          ...constraint,
          onlyDependOnLibsWithTags: [...constraint.onlyDependOnLibsWithTags, 'layer:testing'],
        })),
      ),
      'max-lines': 'off',
      'max-lines-per-function': 'off',
    },
  },
  { files: ['tools/**/*.ts', 'apps/*/src/main.ts', '.ci/*.mjs'], rules: { 'no-console': 'off' } },
  { files: ['*.config.{js,ts}'], rules: { 'import-x/no-default-export': 'off' } },
  {
    files: ['vitest.config.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly' },
    },
  },
  {
    files: ['{packages,apps}/*/package.json'],
    plugins: { '@nx': nx },
    languageOptions: { parser: jsoncParser },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: ['{projectRoot}/**/*.{test,testing}.ts', '{projectRoot}/vitest.config.ts'],
        },
      ],
    },
  },
);
