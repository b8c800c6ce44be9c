import { type CorpusReport } from './corpus-report.ts';
import { type ReportSection } from './report-section.ts';
import { categorySection } from './sections/category-section.ts';
import { flowSection } from './sections/flow-section.ts';
import { headlineSection } from './sections/headline-section.ts';
import { sourceSection } from './sections/source-section.ts';

/** All that a report says, in the order in which it is read; nothing of it is cut. */
export function reportSections(report: CorpusReport): ReportSection[] {
  return [
    headlineSection(report.headline),
    flowSection(report.flow),
    categorySection(report),
    sourceSection(report),
  ];
}
