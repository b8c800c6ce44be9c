export { renderBalanceTable, type BalancedFigures } from './balance-summary.ts';
export { renderPhaseTable, type CurriculumFigures } from './curriculum-summary.ts';
export { renderComparisonMarkdown } from './comparison-markdown.ts';
export { renderComparison } from './comparison-summary.ts';
export { describeComparison } from './comparison-tables.ts';
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
export {
  type CategoryReading,
  type ComparedCorpus,
  type ComparedRows,
  type CorpusComparison,
  type CorpusReport,
  type FileFigures,
  type FileOverlap,
  type LabelShare,
  type LanguageFigures,
  type LengthFigures,
  type RejectFigures,
  type RenderedFigures,
  type ReportHeadline,
  type ReportRow,
  type ReportText,
  type RowFlow,
  type SourceFigures,
  type TagFigures,
  type TaggedRow,
  type TokenFigures,
} from './page/corpus-report.ts';
export { renderReportPage } from './page/html/render-report-page.ts';
export { reportFindings } from './page/report-findings.ts';
export { renderReportMarkdown } from './page/markdown/render-report-markdown.ts';
export { renderTable, type TableColumn, type TableContent } from './table.ts';
export { visibleText } from './visible-text.ts';
