import { joinedTexts } from './joined-texts.ts';
import type { TagRule } from './tag-rule.ts';

// RFC 5321 allows 64 characters before the sign; an address ends in a country's code or in one of the commonest names.
const localUnits = 64;
const local = /(?<![\w.+%/@:-])[A-Za-z0-9][\w.+%-]*$/u;
const domain =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,5}(?!(?:js|ts)\b)(?:[A-Za-z]{2}|com|org|net|edu|gov|mil|int|info|biz|name|pro|dev|app|xyz|online|site|store|tech|cloud|email|mobi|museum|blog|club|shop)(?![\w-])(?!\.[A-Za-z])/u;
// RFC 2606 and RFC 6761 reserve example, test, invalid and localhost; the others stand in samples for any domain.
const placeholderDomain =
  /(?:^|\.)(?:example\d?|test(?:ing|site)?|invalid|localhost|local|(?:your|my|some|the|our|their|abc|xyz|old|new)?-?(?:domain|company|corp|site|website|business|organization|server|host|school|university|provider|mail|email)(?:name)?|sample|placeholder|acme|foo|bar|foobar|abc|xyz|mail|email)\.(?:[a-z.]{2,7})$|\.(?:example|test|invalid|localhost|local)$|(?:^|\.)no-?reply\./iu;
// Who reads these is an office or nobody, or the name stands for any name.
const placeholderLocal =
  /^(?:git|root|info|support|sales|contact|contactus|admin|administrator|hello|help|helpdesk|office|team|services?|customer.*|webmaster|postmaster|hostmaster|abuse|security|privacy|press|media|jobs|hr|careers|marketing|billing|orders?|feedback|enquir\w+|inquir\w+|news\w*|noreply|no[._-]reply|do[._-]?not[._-]?reply|users?\d*|user[._-]?name\d*|your?\w*|your?[._-].*|my[._-]?(?:e?mail|name)|e?mail|name|first\w*[._-]?(?:last\w*)?|last\w*name|someone|somebody|person\d*|people|john[._-]?doe\d*|jane[._-]?doe\d*|j[._-]?doe\d*|doe|tests?\w*|foo\w*|bar|baz|abc\d*|xyz|samples?|example\w*|demo\w*|recipient\d*|sender\w*|receiver|from|to|boss|client|alice|bob)$/iu;

/** A person's address anywhere in a record; those of samples, of offices and of nobody are left out. */
export const emailAddress: TagRule = {
  about: 'an e-mail address of a person stands, as far as its form tells',
  source: 'reserved names: RFC 2606, RFC 6761',
  find: (record) => addressIn(joinedTexts(record)),
};

/** The first such address, with its middle masked. */
function addressIn(text: string): string | undefined {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const before = local.exec(text.slice(Math.max(0, at - localUnits - 1), at))?.[0];
    if (before === undefined || before.length > localUnits) continue;
    const after = domain.exec(text.slice(at + 1, at + 256))?.[0];
    if (after === undefined) continue;
    if (placeholderLocal.test(before) || placeholderDomain.test(after)) continue;
    return `${masked(before)}@${after.slice(-100)}`;
  }
  return undefined;
}

function masked(name: string): string {
  return name.length < 4 ? '…' : `${name.charAt(0)}…${name.charAt(name.length - 1)}`;
}
