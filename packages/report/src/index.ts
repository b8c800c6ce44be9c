export { renderBalanceTable, type BalancedFigures } from './balance-summary.ts';
export { renderPhaseTable, type CurriculumFigures } from './curriculum-summary.ts';
export { cutMiddle, displayWidth } from './display-width.ts';
export {
  renderFetchTable,
  renderRejectReasons,
  type FetchedSourceFigures,
} from './fetch-summary.ts';
export { formatBytes, formatCount, formatSeconds, formatShare } from './format-number.ts';
export {
  renderCategoryTable,
  renderFileTable,
  renderMergeHeadline,
  type MergedCorpus,
} from './merge-summary.ts';
export {
  describeMissingSources,
  renderBucketTable,
  renderMixSourceTable,
  type MixFigures,
} from './mix-summary.ts';
export { renderTable, type TableColumn, type TableContent } from './table.ts';
export { visibleText } from './visible-text.ts';
