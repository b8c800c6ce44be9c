import { ConfigurationError } from '@llamaforge/schema';
import { hostileText } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketOfCategory } from './bucket-of-category.ts';
import { parseProfile } from './parse-profile.ts';

const smallest = { name: 'harbour', title: 'Talks at a harbour', weights: { instruction: 1 } };

test('a profile is what it was read as', () => {
  const full = {
    ...smallest,
    $schema: '../profile.schema.json',
    max_total: 1_200_000,
    weights: { instruction: 0.45, code: '30%', red_team: '5,000 rows', creative: ' 1 row ' },
    sources: [
      { name: 'hh_rlhf', bucket: 'instruction', cap: 150_000 },
      { name: 'external/*' },
      { name: 'sums', also: ['sums_reasoning', 'far/sums'] },
    ],
    buckets: { 'Closed-QA': 'code', story: 'instruction' },
    drop: ['made_by_another'],
  };

  const profile = parseProfile(full, 'a test');

  expect(profile).toEqual(full);
});

test('an override holds for a category by any of its names, and others keep their bucket', () => {
  const profile = parseProfile({ ...smallest, buckets: { 'Closed-QA': 'instruction' } }, 'a test');

  const found = (['factual_grounding', 'creative_narrative'] as const).map((category) =>
    bucketOfCategory(profile, category),
  );

  expect(found).toEqual(['instruction', 'creative']);
});

test('all problems are told at once, each with its path, and wrong names with the nearest one', () => {
  const problems = problemsOf({
    name: 'a/b',
    titel: 'x',
    max_total: 0,
    weights: {
      instruction: '3',
      code: 0,
      red_team: '120%',
      cretive: 1,
      factual: '0 rows',
      tool_use: '1,00 rows',
      analytical: Infinity,
    },
    sources: [
      { name: 'x', bucket: 'cod', cap: 0 },
      { name: ' x ', bucket: 'creative' },
      { name: '' },
      { name: 'y', also: ['z', 'x', 'y', ''] },
      { name: 'z', also: [] },
    ],
    buckets: { poems: 'code', moral: 'creative', ethics: 'code' },
    drop: [''],
  });

  expect(problems).toEqual([
    'name: must be letters, digits, `_`, `-` and `.` only, as it names a file',
    'title: Invalid input: expected string, received undefined',
    'max_total: must be 1 or more',
    'weights.instruction: a weight is a number without quotes (3), a share of the total is written "3%", a count "3 rows"',
    'weights.code: must be above 0; leave the bucket out where it is to have no rows',
    'weights.red_team: must be at most 100%',
    'weights.analytical: must be a positive number, a share like "30%" or a count like "5000 rows"',
    'weights.factual: must be above 0; leave the bucket out where it is to have no rows',
    'weights.tool_use: a weight is a number without quotes (3), a share of the total is written "3%", a count "3 rows"',
    'weights.cretive: unknown key; did you mean creative?',
    'sources[0].bucket: no bucket; did you mean code?',
    'sources[0].cap: must be 1 or more',
    'sources[2].name: must not be empty',
    'sources[3].also[3]: must not be empty',
    'sources[4].also: must hold at least one name, or be left out',
    'buckets.poems: no category and no alias; one of instruction, multiturn_dialog, code_debugging, red_team, reasoning_trace, analytical, cot_math, creative_narrative, factual_grounding, tool_api, psychology_emotional, adversarial_moral',
    'drop[0]: must not be empty',
    'titel: unknown key; did you mean title?',
    'sources[1].name: x is listed before; only its first entry would count',
    'sources[3].also[1]: x is listed before; only its first entry would count',
    'sources[3].also[2]: y is listed before; only its first entry would count',
    'sources[4].name: z is listed before; only its first entry would count',
    'buckets.ethics: names the same category as moral',
    'sources[1].bucket: creative has no weight, so its rows could not be chosen; add it to weights',
    'buckets.moral: creative has no weight, so its rows could not be chosen; add it to weights',
  ]);
});

test.each([
  [{ weights: {} }, 'weights: must give at least one bucket its part'],
  [{ weights: { code: '60%', instruction: '40.1%' } }, 'weights: the shares sum to more than 100%'],
  [
    { weights: { code: '0.0%' } },
    'weights.code: must be above 0; leave the bucket out where it is to have no rows',
  ],
  [
    { weights: { code: '3 row s' } },
    'weights.code: a weight is a number without quotes (3), a share of the total is written "3%", a count "3 rows"',
  ],
  [
    { weights: { code: '1e3' } },
    'weights.code: a weight is a number without quotes (3), a share of the total is written "3%", a count "3 rows"',
  ],
  [
    { weights: { code: null } },
    'weights.code: must be a positive number, a share like "30%" or a count like "5000 rows"',
  ],
  [{ weights: 3 }, 'weights: Invalid input: expected object, received number'],
  [{ sources: [] }, 'sources: must name at least one source; left out, all rows may be chosen'],
  [{ sources: 'all' }, 'sources: Invalid input: expected array, received string'],
])('%j is refused', (part, problem) => {
  expect(problemsOf({ ...smallest, ...part })).toEqual([problem]);
});

test('a profile lists no more sources than places of 16 bits tell apart', () => {
  const most = Array.from({ length: 32_767 }, (_, place) => ({ name: `s${String(place)}` }));

  const problems = [most, [...most, { name: 'more' }]].map((sources) =>
    problemsOf({ ...smallest, sources }),
  );

  expect(problems).toEqual([[], ['sources: must name at most 32,767 sources']]);
});

test('shares that sum to 100 % as they are written are allowed', () => {
  const problems = problemsOf({
    ...smallest,
    weights: { code: '33.3%', instruction: '33.3%', creative: '33.4%' },
  });

  expect(problems).toEqual([]);
});

test('whatever is no profile is refused with an explanation, and never crashes', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(hostileText(), fc.jsonValue()),
    fc.record({ weights: fc.jsonValue(), sources: fc.jsonValue(), buckets: fc.jsonValue() }),
  );
  fc.assert(
    fc.property(value, (profile) => {
      expect(() => parseProfile(profile, 'a test')).toThrow(ConfigurationError);
    }),
  );
});

function problemsOf(value: unknown): readonly string[] {
  try {
    parseProfile(value, 'a test');
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}
