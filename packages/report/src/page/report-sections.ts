import { type CorpusReport } from './corpus-report.ts';
import { type ReportSection } from './report-section.ts';
import { categorySection } from './sections/category-section.ts';
import { dialogueSection } from './sections/dialogue-section.ts';
import { flowSection } from './sections/flow-section.ts';
import { headlineSection } from './sections/headline-section.ts';
import { languageSection } from './sections/language-section.ts';
import { lengthSection } from './sections/length-section.ts';
import { overlapSection } from './sections/overlap-section.ts';
import { readingSection } from './sections/reading-section.ts';
import { rejectSection } from './sections/reject-section.ts';
import { renderedSection } from './sections/rendered-section.ts';
import { sourceSection } from './sections/source-section.ts';
import { tagSection } from './sections/tag-section.ts';
import { tokenSection } from './sections/token-section.ts';

/** All that a report says, in the order in which it is read; nothing of it is cut. */
export function reportSections(report: CorpusReport): ReportSection[] {
  return [
    headlineSection(report.headline),
    flowSection(report),
    categorySection(report),
    sourceSection(report),
    overlapSection(report),
    lengthSection(report),
    tokenSection(report),
    dialogueSection(report),
    languageSection(report),
    renderedSection(report),
    tagSection(report),
    rejectSection(report),
    readingSection(report),
  ];
}
