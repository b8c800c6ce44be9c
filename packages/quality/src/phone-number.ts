import { joinedTexts } from './joined-texts.ts';
import type { TagRule } from './tag-rule.ts';

// Digits in groups, as numbers are written: at least seven of them, which `isNumber` counts.
const candidate = /[+(]?\d[\d()./ \u00a0-]{5,24}\d/gu;
// Every number holds this, which is found in half the time.
const sevenDigits = /\d\d[\d()./ \u00a0-]{3,4}\d/u;
const saysPhone =
  /(?:\b(?:(?:tele|cell|mobile )?phones?|phone[_ -]?(?:number|no)|tel|mobile|cell(?:ular)?|fax|whats ?app|call(?: me| us)?(?: at| on)?|tel[eé]fonos?|celular|m[oó]vil|t[eé]l[eé]phone|telefon(?:nummer)?|handy)|телефон[а-я]*|тел|电话|手机|電話|携帯|전화|휴대폰)(?: (?:number|is|no|at|on|was|nummer|número)|[\s.:*_"'`’=>#()：-]|\bis\b){0,8}$/iu;
const wordUnits = 40;
// The North American Numbering Plan: neither the area nor the exchange begins with 0 or 1.
const northAmerican = /^(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-.])[2-9]\d{2}[-.]\d{4}$/u;
// E.164: a plus sign, a country's code, 15 digits at most; without groups it may be a sum.
const international = /^\+[1-9]\d{0,2}[ ().\u00a0-]+\d[\d() .\u00a0-]+$/u;
// `Call on 12/03/2024`
const date = /^(?:\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}([./-])\d{1,2}\2\d{1,2})(?!\d)/u;
const mostDigits = 15;
const leastDigits = 7;
const joinsNumbers = /[\w.,$€£¥%^*=+<>/\\-]$/u;
const goesOn = /^(?:[\w%^*=+<>\\]|[.,/-]\d|\s?[*=+<>×÷])/u;
// 555 in North America and the ranges that Ofcom keeps for drama in the United Kingdom lead to nobody; 800, 888 and the
// like are free of charge and lead to firms.
const fictional =
  /^1?(?:555|\d{3}555)\d{4}$|^555\d{4}$|^1?8(?:00|33|44|55|66|77|88)\d{7}$|^(?:44|0)?(?:2079460|1632960|7700900|1174960|1214960|1314960|1414960|1614960)\d{3}$/u;
const counted = /^(?:0?123456|9876543|1?234567)/u;
const differentDigits = 4;

/** A phone number anywhere in a record: in the North American or the international form, or in any behind a word for it. */
export const phoneNumber: TagRule = {
  about: 'a phone number stands that is none of those reserved for fiction',
  source:
    'ITU-T E.164; NANP; 555 numbers: ATIS-0300115; United Kingdom: Ofcom, numbers for drama use',
  find: (record) => numberIn(joinedTexts(record)),
};

/** The first such number, with its middle masked. */
function numberIn(text: string): string | undefined {
  if (!sevenDigits.test(text)) return undefined;
  // matchAll would copy the pattern for each text.
  candidate.lastIndex = 0;
  for (let match = candidate.exec(text); match !== null; match = candidate.exec(text)) {
    const { 0: written, index } = match;
    const digits = written.replaceAll(/\D/gu, '');
    if (digits.length < leastDigits || digits.length > mostDigits) continue;
    if (!isNumber(written, text, index) || leadsNowhere(digits)) continue;
    return `${written.slice(0, 3)}…${written.slice(-2)}`;
  }
  return undefined;
}

function isNumber(written: string, text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - wordUnits), index);
  if (joinsNumbers.test(before) && !saysPhone.test(before)) return false;
  if (goesOn.test(text.slice(index + written.length, index + written.length + 3))) return false;
  if (date.test(written)) return false;
  return northAmerican.test(written) || international.test(written) || saysPhone.test(before);
}

function leadsNowhere(digits: string): boolean {
  if (fictional.test(digits) || counted.test(digits)) return true;
  return new Set(digits).size < differentDigits;
}
