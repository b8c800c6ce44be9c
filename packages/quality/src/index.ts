export { isAboutEncodings } from './is-about-encodings.ts';
export { loadLanguageOf, type LanguageOf } from './language-of.ts';
export { makerNamed } from './maker-named.ts';
export { nameWords } from './mark-names.ts';
export { repairMojibake } from './mojibake.ts';
export {
  findTags,
  indexedTags,
  isQualityTag,
  qualityTags,
  type FoundTag,
  type QualityTag,
} from './quality-tags.ts';
export type { TagContext, TagRule } from './tag-rule.ts';
export { tagRules } from './tag-rules.ts';
