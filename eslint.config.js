import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { importX } from 'eslint-plugin-import-x';
import node from 'eslint-plugin-n';
import * as jsoncParser from 'jsonc-eslint-parser';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const sqliteAndHub = ['better-sqlite3', '@huggingface/*'];
const core = ['layer:core'];
const belowBuild = [...core, 'layer:pure', 'layer:io'];
const layers = [
  layer('layer:core', core, [...sqliteAndHub, 'yargs']),
  layer('layer:pure', core, [...sqliteAndHub, 'yargs']),
  layer('layer:io', core, ['yargs']),
  // A ban reaches what a project imports through others too, and these may import dedup: see `sqlite` below.
  layer('layer:build', belowBuild, ['yargs']),
  layer('layer:app', [...belowBuild, 'layer:build'], []),
  layer('layer:testing', core, []),
  layer('layer:tools', [...belowBuild, 'layer:build'], []),
  layer('scope:verify', ['scope:artifact'], sqliteAndHub),
];

const sqlite = { name: 'better-sqlite3', message: 'Only dedup opens SQLite.' };

/** Says what a project with `sourceTag` may import: projects by tag, and no package named in `banned`. */
function layer(sourceTag, onlyDependOnLibsWithTags, bannedExternalImports) {
  return { sourceTag, onlyDependOnLibsWithTags, bannedExternalImports };
}

function boundaries(depConstraints) {
  return [
    'error',
    { banTransitiveDependencies: true, checkNestedExternalImports: true, depConstraints },
  ];
}

export default defineConfig(
  { ignores: ['**/dist', '**/test-results', '.nx', 'node_modules', 'examples/datasets', 'output'] },
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
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['packages/**/*.ts', 'apps/**/*.ts', 'tools/**/*.ts'],
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': boundaries(layers) },
  },
  {
    files: ['{packages,apps,tools}/**/*.ts'],
    ignores: ['packages/dedup/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [sqlite] }] },
  },
  {
    files: ['packages/{schema,adapters,profiles,manifest,report,quality}/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [sqlite], patterns: ['node:fs*', 'node:http*', 'node:net', 'node:os'] },
      ],
      'no-restricted-globals': ['error', 'fetch', 'process'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'A seed is an argument.' },
        { object: 'Date', property: 'now', message: 'The time is an argument.' },
      ],
    },
  },
  {
    files: ['**/*.test.ts'],
    plugins: { '@nx': nx },
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
        { ignoredFiles: ['{projectRoot}/**/*.test.ts', '{projectRoot}/vitest.config.ts'] },
      ],
    },
  },
);
