import { cutOff } from './cut-off.ts';
import { echo } from './echo.ts';
import { emptyLiteral } from './empty-literal.ts';
import { extremeLength } from './extreme-length.ts';
import { htmlLeftOver } from './html-left-over.ts';
import { makerNamed } from './maker-named.ts';
import { mojibake } from './mojibake.ts';
import type { TagRule } from './tag-rule.ts';
import { urlsOnly } from './urls-only.ts';

/** Every tag by its name; another is one more file and one more line here. */
export const tagRules = {
  mojibake,
  html_left_over: htmlLeftOver,
  cut_off: cutOff,
  empty_literal: emptyLiteral,
  echo,
  extreme_length: extremeLength,
  urls_only: urlsOnly,
  made_by_another: {
    about: 'the assistant names the company or model that it is',
    find: ({ output }) => makerNamed(output),
  },
} as const satisfies Readonly<Record<string, TagRule>>;
