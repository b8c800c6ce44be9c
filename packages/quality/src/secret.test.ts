import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secretFamilies } from './secret-kinds.ts';
import { secret } from './secret.ts';

// Put together here, so that no scanner takes this file for a leak.
const random = 'q7Rk2ZtW9bXcVn4LmPs8HdYf3GjTa6EuBwKx5vNzQeMoCiDhSgUlJpFyArOt0I1R7k2Zt9Wb';
const base32 = 'Q7RK2ZTW5BXCVN4L';
const keys: readonly (readonly [string, string])[] = [
  ['AWS access key', join('AK', `IA${base32}`)],
  ['AWS access key', join('AS', `IA${base32}`)],
  ['GitHub token', join('gh', `p_${random.slice(0, 36)}`)],
  ['GitHub token', join('github_', `pat_${random.slice(0, 22)}_${random.slice(1, 60)}`)],
  ['Hugging Face token', join('h', `f_${random.slice(0, 34)}`)],
  ['Stripe live key', join('sk_', `live_${random.slice(0, 24)}`)],
  ['npm token', join('np', `m_${random.slice(0, 36)}`)],
  ['Anthropic key', join('sk-', `ant-api03-${random}${random.slice(0, 30)}`)],
  ['OpenAI key', join('sk-', `proj-${random}`)],
  ['OpenAI key', join('sk', `-${random.slice(0, 48)}`)],
  ['Google API key', join('AI', `za${random.slice(0, 35)}`)],
  ['Slack token', join('xo', `xb-728193640517-938472615038-${random.slice(0, 24)}`)],
  [
    'Slack webhook',
    join('https://hooks.', `slack.com/services/T7RK2ZTW9/B4LMPS8HD/${random.slice(0, 24)}`),
  ],
  [
    'JSON Web Token',
    join('ey', `J${random.slice(0, 20)}.eyJ${random.slice(3, 40)}.${random.slice(5, 48)}`),
  ],
  ['private key', join('-----BEGIN RSA ', `PRIVATE KEY-----\n${random}\n${random}\n-----END`)],
  ['password in a URL', join('postgres://ada:', 'T7rk2Zt9@db.estrate.nl/shop')],
];

test.each(keys)('finds a %s, and shows four characters of it', (kind, key) => {
  const evidence = find({ output: `Use this: ${key} and no other.` });

  const shown = evidence?.slice(kind.length + 2) ?? '';
  expect(evidence?.slice(0, kind.length + 2)).toBe(`${kind}: `);
  expect([shown.length, shown.endsWith('…'), key.includes(shown.slice(0, 4))]).toEqual([
    5,
    true,
    true,
  ]);
});

test('knows a key of every kind, which holds the mark of its family', () => {
  const kinds = secretFamilies.flatMap((family) => family.kinds.map(({ kind }) => kind));
  const marks = secretFamilies.map(({ mark }) => keys.some(([, key]) => key.includes(mark)));

  expect([...new Set(keys.map(([kind]) => kind))].toSorted()).toEqual(kinds.toSorted());
  expect(marks).toEqual(marks.map(() => true));
});

test.each([
  'YOUR_API_KEY',
  'api_key = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
  join('AK', 'IAIOSFODNN7EXAMPLE'),
  join('AK', 'IAI44QH8DHBEXAMPLE'),
  join('sk-', 'x'.repeat(48)),
  join('sk-', 'your'.repeat(12)),
  join('gh', `p_${'a'.repeat(36)}`),
  join('h', `f_${'1234567890'.repeat(3)}abcd`),
  join('sk_', `test_${random.slice(0, 24)}`),
  join('eyJhbGciOiJIUzI1NiJ9.', `eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6.${random.slice(0, 43)}`),
  join('-----BEGIN ', 'PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----'),
  'postgres://user:password@db.estrate.nl/shop',
  'postgres://ada:T7rk2Zt9@localhost/shop',
  'https://ada:T7rk2Zt9@pypi.company.com/simple',
  'https://ada:T7rk2Zt9@db.example.com/shop',
  'https://estrate.nl:8080/a@b',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'a risk-free, task-based pat-a-cake by IATA, foxox',
  '',
])('finds no secret in %j', (text) => {
  expect(find({ output: text })).toBeUndefined();
});

test('never shows more than four characters of a key that it finds', () => {
  const alphabet = fc.constantFrom(...random.split(''));
  const body = fc.array(alphabet, { minLength: 36, maxLength: 36 }).map((units) => units.join(''));
  fc.assert(
    fc.property(body, (units) => {
      const evidence = find({ input: join('gh', `p_${units}`) });

      expect(evidence ?? 'GitHub token: ghp_…').toBe('GitHub token: ghp_…');
    }),
  );
});

test('looks at every text', () => {
  const [, key] = keys[2] ?? ['', ''];

  const evidence = [find({ instruction: key }), find({ input: key }), find({ output: key })];

  expect(evidence).toEqual(Array.from({ length: 3 }, () => 'GitHub token: ghp_…'));
});

test('ends at once on 4 million units that begin as secrets do', () => {
  const texts = ['eyJ', 'https://a:', '-----BEGIN PRIVATE KEY-----', '_-pat-xoxb-1'].map((part) =>
    part.repeat(Math.ceil(1_000_000 / part.length)),
  );

  expect(texts.map((output) => find({ output }))).toEqual(texts.map(() => undefined));
});

function join(...parts: readonly string[]): string {
  return parts.join('');
}

function find(
  texts: Readonly<Partial<Record<'instruction' | 'input' | 'output', string>>>,
): string | undefined {
  return secret.find({ instruction: 'Which?', input: '', output: 'None.', ...texts }, {});
}
