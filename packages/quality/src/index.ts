export { makerNamed } from './maker-named.ts';
export { qualityTags, tagsOf, type QualityTag } from './quality-tags.ts';
