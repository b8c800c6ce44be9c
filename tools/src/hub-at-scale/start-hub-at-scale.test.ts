import { expect, onTestFinished, test } from 'vitest';
import { startHubAtScale } from './start-hub-at-scale.ts';

test('serves every set under its name, its files as they were announced', async () => {
  const announced: { repository: string; path: string; bytes: number }[] = [];
  const hub = await startHubAtScale({
    scale: 0.0001,
    onFile: (repository, path, bytes) => announced.push({ repository, path, bytes }),
  });
  onTestFinished(() => hub.close());

  const served = await Promise.all(
    announced.map(async ({ repository, path }) => {
      const response = await fetch(`${hub.endpoint}/datasets/${repository}/resolve/main/${path}`);
      return { repository, path, bytes: (await response.arrayBuffer()).byteLength };
    }),
  );

  expect(new Set(announced.map((file) => file.repository)).size).toBe(8);
  expect(served).toEqual(announced);
});

test('knows the old names', async () => {
  const hub = await startHubAtScale({ scale: 0.0001 });
  onTestFinished(() => hub.close());

  const response = await fetch(`${hub.endpoint}/api/datasets/stingning/ultrachat/revision/main`);

  expect(await response.json()).toMatchObject({
    id: 'openbmb/UltraChat',
    sha: 'f220fe796ce3ed62fbe1681b45ce6cbc9c6cabe0',
    cardData: { license: 'mit' },
  });
});
