import { joinedTexts } from './joined-texts.ts';
import { mayHoldSecret, secretFamilies } from './secret-kinds.ts';
import type { TagRule } from './tag-rule.ts';

// What stands for a key, in a key's place, and the keys of documentation: AWS's end in EXAMPLE, jwt.io's token is for
// one John Doe, 1234567890.
const placeholder =
  /example|sample|placeholder|dummy|fake|secret|passw|change_?me|your|my_?|insert|replace|redacted|xxx|\*{3}|\.{3}|…|0000|1234|abcd|qwerty|eyJzdWIiOiIxMjM0NTY3ODkw/iu;
// Bits a character, as gitleaks asks of most of its kinds; the digits of 1/3 have none, random hexadecimal has almost 4.
const leastEntropy = 3;
// A password has few characters, and so few bits of that kind.
const leastPasswordEntropy = 2.5;
const leastMeasuredLength = 16;
const shownUnits = 4;

/** A key, token or password that lets in whoever reads it; the evidence shows its kind and first four characters. */
export const secret: TagRule = {
  about: 'a key, a token, a private key or a password in a URL stands',
  source:
    'the forms that AWS, GitHub, Google, OpenAI, Anthropic, Hugging Face, npm, Slack and Stripe document; RFC 7519, RFC 7468; least entropy: gitleaks',
  find: (record) => secretIn(joinedTexts(record)),
};

function secretIn(text: string): string | undefined {
  if (!mayHoldSecret(text)) return undefined;
  for (const { mark, kinds } of secretFamilies) {
    if (!text.includes(mark)) continue;
    for (const { kind, pattern } of kinds) {
      const found = firstRandom(text, pattern);
      if (found !== undefined) return `${kind}: ${found.slice(0, shownUnits)}…`;
    }
  }
  return undefined;
}

function firstRandom(text: string, pattern: RegExp): string | undefined {
  pattern.lastIndex = 0;
  // matchAll would copy the pattern for each text, which takes ten times as long as to find nothing.
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const { 0: found, 1: random = found } = match;
    if (!placeholder.test(random) && isRandom(random)) return found;
  }
  return undefined;
}

function isRandom(text: string): boolean {
  const least = text.length < leastMeasuredLength ? leastPasswordEntropy : leastEntropy;
  return entropyOf(text) >= least;
}

/** Shannon's entropy of a text's UTF-16 units, in bits a unit. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const unit of text.split('')) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
