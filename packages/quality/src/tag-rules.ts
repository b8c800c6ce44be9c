import { makerNamed } from './maker-named.ts';
import type { TagRule } from './tag-rule.ts';

/** Every tag by its name; another is one more file and one more line here. */
export const tagRules = {
  made_by_another: {
    about: 'the assistant names the company or model that it is',
    find: ({ output }) => makerNamed(output),
  },
} as const satisfies Readonly<Record<string, TagRule>>;
