import { expect, test } from 'vitest';
import { recipeJsonSchema, recipeSchema } from './recipe-schema.ts';

test('the JSON Schema for editors is published as the schema has it', async () => {
  await expect(`${JSON.stringify(recipeJsonSchema(), undefined, 2)}\n`).toMatchFileSnapshot(
    '../recipe.schema.json',
  );
});

test('a category may be named by an alias', () => {
  const recipe = recipeSchema.parse({ sources: [{ path: 'a', category: 'Chain-of-Thought' }] });

  expect(recipe.sources?.[0]?.category).toBe('cot_math');
});
