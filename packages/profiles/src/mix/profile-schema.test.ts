import { expect, test } from 'vitest';
import { profileJsonSchema } from './profile-schema.ts';

test('the JSON Schema for editors is published as the schema has it', async () => {
  await expect(`${JSON.stringify(profileJsonSchema(), undefined, 2)}\n`).toMatchFileSnapshot(
    '../../profile.schema.json',
  );
});
