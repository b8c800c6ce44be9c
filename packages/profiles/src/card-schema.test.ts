import { expect, test } from 'vitest';
import { cardJsonSchema } from './card-schema.ts';

test('the JSON Schema for editors is published as the schema has it', async () => {
  await expect(`${JSON.stringify(cardJsonSchema(), undefined, 2)}\n`).toMatchFileSnapshot(
    '../card.schema.json',
  );
});
