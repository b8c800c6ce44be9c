import { join } from 'node:path';
import { expect, test } from 'vitest';
import { editManifest, goodLines, writeCorpus } from './made-corpus.testing.ts';
import { failures, quietReading, skipped } from './verification.testing.ts';
import { verifyCorpus, type CorpusVerification } from './verify-corpus.ts';

const named =
  '{"instruction":"Who are you?","input":"","output":"I am Claude, made by Anthropic.","_category":"instruction","_source":"alpha"}';

test('accepts a corpus without the tags that were dropped, and counts rejected rows of them', async () => {
  const folder = writeCorpus();
  editManifest(folder, { drop: ['made_by_another', 'urls_only'] });

  const verification = await verify(folder);

  expect(failures(verification)).toEqual({});
  expect(namesOf(verification)).toContain('dropped_tags');
});

test('finds each row that has a tag that was dropped, with what shows it', async () => {
  const folder = writeCorpus([...goodLines, named]);
  editManifest(folder, { drop: ['made_by_another', 'urls_only'] });

  const found = failures(await verify(folder));

  expect(found).toEqual({ dropped_tags: ['line 5: has the tag made_by_another: "Anthropic"'] });
});

test('says nothing of tags that nobody asked to be dropped', async () => {
  const verification = await verify(writeCorpus([...goodLines, named]));

  expect(failures(verification)).toEqual({});
  expect(namesOf(verification)).not.toContain('dropped_tags');
});

test('finds a tag that there is not', async () => {
  const folder = writeCorpus();
  editManifest(folder, { drop: ['no_tag'] });

  const found = failures(await verify(folder));

  expect(found).toEqual({ dropped_tags: ['drop: no_tag is no tag that is known here'] });
});

test('finds rows that were dropped for a tag that was not asked', async () => {
  const folder = writeCorpus();
  editManifest(folder, { drop: ['urls_only'], 'ledger.rejected': { 'tag:echo': 2 } });

  const found = failures(await verify(folder));

  expect(found['dropped_tags']).toEqual([
    '2 rows are rejected for tag:echo, which was not to be dropped',
  ]);
});

test('skips what only the inputs could tell, and says so', async () => {
  const folder = writeCorpus();
  editManifest(folder, { drop: ['wrong_language'] });

  const verification = await verify(folder);

  expect(skipped(verification)).toEqual({
    dropped_tags: 'wrong_language cannot be told of a row alone',
  });
});

test('rows rejected for a tag are lines like others of the rejects file', async () => {
  const folder = writeCorpus();
  const path = 'inputs.0.rows.rejected';
  editManifest(folder, { drop: ['echo'], [path]: { 'tag:echo': 1, invalid_json: 1 } });

  const found = failures(await verify(folder));

  expect(found['rejects_counts']).toEqual([
    'in/a.jsonl, tag:echo: the manifest says 1, found 0',
    'in/a.jsonl, not_text: the manifest says 0, found 1',
  ]);
});

function namesOf({ checks }: CorpusVerification): string[] {
  return checks.map(({ name }) => name);
}

function verify(folder: string): Promise<CorpusVerification> {
  return verifyCorpus({ file: join(folder, 'corpus.jsonl') }, quietReading);
}
