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
export { renderTable, type TableColumn, type TableContent } from './table.ts';
export { visibleText } from './visible-text.ts';
