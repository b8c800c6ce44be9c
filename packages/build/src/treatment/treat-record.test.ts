import { adaptRow, type RowTags } from '@llamaforge/adapters';
import { findTags, qualityTags } from '@llamaforge/quality';
import { digestOf, recordSchema, type RecordText } from '@llamaforge/schema';
import { corpusRecords, hostileText } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { misread } from './misread.testing.ts';
import { loadTreatment, type RecordEvidence } from './treat-record.ts';
import { noTreatment, readTreatment, type TreatmentWords } from './treatment.ts';

const noTags: RowTags = { category: undefined, fallbackCategory: undefined, source: undefined };
const noEvidence: RecordEvidence = {
  ...{ card: undefined, vote: undefined, sourceLanguage: undefined },
  tags: noTags,
};
const named = 'I am Claude, an AI model made by Anthropic.';

test('without a treatment a record is the very one that the adapters gave', async () => {
  const [adapted] = adaptRow({ instruction: 'Who are you?', output: misread(named) });
  const treat = await loadTreatment(noTreatment);

  expect(adapted && treat(adapted, noEvidence)).toBe(adapted);
});

test('a record with a tag that is dropped is rejected for it, with what shows it', async () => {
  const evidence = findTags({ instruction: '', input: '', output: named })[0]?.evidence;

  expect(await treated({ instruction: 'Who are you?', output: named }, dropAll)).toEqual({
    kind: 'rejected',
    shape: 'alpaca',
    reason: 'tag:made_by_another',
    detail: evidence,
  });
  expect(evidence).toContain('Anthropic');
});

test('a mended text has the digest of the one that was never broken, and is told to be mended', async () => {
  const clean = {
    instruction: 'What is a café?',
    input: 'In “Paris”',
    output: 'A place – no more',
  };
  const broken = { ...clean, instruction: misread(clean.instruction), input: misread(clean.input) };

  const mended = await treated(broken, { repair: ['mojibake'] });

  expect(mended).toMatchObject({ kind: 'record', text: clean, repaired: ['mojibake'] });
  expect('text' in mended && digestOf(mended.text, 'exact')).toBe(digestOf(clean, 'exact'));
});

test('what was not broken is not told to be mended', async () => {
  const [adapted] = adaptRow({
    instruction: 'Was ist ein Café?',
    output: 'Ein „Ort“ – mehr nicht',
  });
  const treat = await loadTreatment(readTreatment({ repair: ['mojibake'] }));

  expect(adapted && treat(adapted, noEvidence)).toBe(adapted);
});

test('a row about encodings is left as it was read', async () => {
  const [adapted] = adaptRow({
    instruction: `Why does my page of UTF-8 show ${misread('’')} where an apostrophe was?`,
    output: 'It is served as Latin-1.',
  });
  const treat = await loadTreatment(readTreatment({ ...dropAll, repair: ['mojibake'] }));

  expect(adapted && treat(adapted, noEvidence)).toBe(adapted);
});

test('texts are mended before tags are asked', async () => {
  const output = misread('“Â” — that’s it');
  const both = await treated(
    { instruction: 'Quote', output },
    { ...dropAll, repair: ['mojibake'] },
  );

  expect(await treated({ instruction: 'Quote', output }, dropAll)).toMatchObject({
    reason: 'tag:mojibake',
  });
  expect(both).toMatchObject({ kind: 'record' });
});

test('a text of nothing but broken blanks is missing once it is mended', async () => {
  const blanks = misread('\u2003\u2003');

  expect(
    await treated({ instruction: 'Say nothing', output: blanks }, { repair: ['mojibake'] }),
  ).toEqual({
    kind: 'rejected',
    shape: 'alpaca',
    reason: 'missing_output',
    detail: '`output` holds nothing but blanks once its mojibake is mended',
  });
});

test('what the adapters reject keeps their reason', async () => {
  const [adapted] = adaptRow({ instruction: named });
  const treat = await loadTreatment(readTreatment({ ...dropAll, repair: ['mojibake'] }));

  expect(adapted && treat(adapted, noEvidence)).toBe(adapted);
});

test('a category is asked for where a tag depends on it: by card, row, vote, rules, as it will be written', async () => {
  const repeated = Array.from({ length: 12 }, (_, line) => `print(value_${String(line % 4)})`);
  const row = { instruction: 'Go on', output: repeated.join('\n') };
  const [adapted] = adaptRow(row);
  const treat = await loadTreatment(readTreatment(dropAll));

  for (const category of ['code_debugging', 'creative_narrative'] as const) {
    const [first] = 'text' in (adapted ?? {}) ? findTags(textOf(row), { category }) : [];
    const expected = first === undefined ? { kind: 'record' } : { reason: `tag:${first.tag}` };
    for (const evidence of [
      { ...noEvidence, card: category },
      { ...noEvidence, tags: { ...noTags, category } },
      { ...noEvidence, vote: category },
    ]) {
      expect(adapted && treat(adapted, evidence)).toMatchObject(expected);
    }
  }
});

test('whatever the texts: the first tag that holds is the reason, and what is taken fits the schema', async () => {
  const treat = await loadTreatment(readTreatment({ drop: qualityTags, repair: ['mojibake'] }));
  const text = fc.oneof(
    hostileText(),
    hostileText().map(misread),
    fc.constantFrom(
      named,
      'null',
      'https://example.com/a',
      '<div class="x">Hi</div>',
      '\u00c2\u00a0',
    ),
  );
  const rows = fc.oneof(
    fc.record({ instruction: text, input: text, output: text }),
    corpusRecords(),
  );

  fc.assert(
    fc.property(rows, (row) => {
      for (const adapted of adaptRow(row)) {
        const result = treat(adapted, { ...noEvidence, card: 'instruction' });

        if (result.kind === 'record') {
          const labels = { _category: 'instruction', _source: 's' };
          expect(recordSchema.safeParse({ ...result.text, ...labels }).error).toBeUndefined();
          expect(findTags(result.text, { category: 'instruction' })).toEqual([]);
          // Once is enough.
          expect(treat(result, { ...noEvidence, card: 'instruction' })).toMatchObject({
            text: result.text,
          });
        } else {
          expect(result.detail.length).toBeGreaterThan(0);
        }
      }
    }),
    { numRuns: 300 },
  );
});

const dropAll = { drop: qualityTags } satisfies TreatmentWords;

async function treated(
  row: object,
  words: TreatmentWords,
): Promise<ReturnType<Awaited<ReturnType<typeof loadTreatment>>>> {
  const [adapted] = adaptRow(row);
  if (adapted === undefined) throw new Error('the row gives no record');
  const treat = await loadTreatment(readTreatment(words));
  return treat(adapted, noEvidence);
}

function textOf(row: { readonly instruction: string; readonly output: string }): RecordText {
  return { ...row, input: '' };
}
