import { boilerplateOpener } from './boilerplate-opener.ts';
import { boxedLost } from './boxed-lost.ts';
import { cutOff } from './cut-off.ts';
import { echo } from './echo.ts';
import { emailAddress } from './email-address.ts';
import { emptyLiteral } from './empty-literal.ts';
import { extremeLength } from './extreme-length.ts';
import { htmlLeftOver } from './html-left-over.ts';
import { invalidToolJson } from './invalid-tool-json.ts';
import { makerNamed } from './maker-named.ts';
import { mojibake } from './mojibake.ts';
import { phoneNumber } from './phone-number.ts';
import { refusal } from './refusal.ts';
import { secret } from './secret.ts';
import { repetition } from './repetition.ts';
import type { TagRule } from './tag-rule.ts';
import { unclosedThink } from './unclosed-think.ts';
import { urlsOnly } from './urls-only.ts';
import { wrongLanguage } from './wrong-language.ts';

/** Every tag by its name; another is one more file and one more line here. */
export const tagRules = {
  mojibake,
  html_left_over: htmlLeftOver,
  cut_off: cutOff,
  repetition,
  empty_literal: emptyLiteral,
  echo,
  extreme_length: extremeLength,
  urls_only: urlsOnly,
  boilerplate_opener: boilerplateOpener,
  refusal,
  made_by_another: {
    about: 'the assistant names the company or model that it is',
    find: ({ output }) => makerNamed(output),
  },
  unclosed_think: unclosedThink,
  boxed_lost: boxedLost,
  invalid_tool_json: invalidToolJson,
  email_address: emailAddress,
  phone_number: phoneNumber,
  secret,
  wrong_language: wrongLanguage,
} as const satisfies Readonly<Record<string, TagRule>>;
