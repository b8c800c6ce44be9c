import { type CorpusReport } from './corpus-report.ts';
import { cutText } from './cut-text.ts';
import { reportSections } from './report-sections.ts';

// Some names of files and what is said of them; data may name a file as it likes.
const MOST_UNITS = 500;

/** What a report says is to be looked at, in the order in which the page says it: sentences of at most 500 UTF-16 units, not escaped. */
export function reportFindings(report: CorpusReport): string[] {
  return reportSections(report)
    .flatMap((section) => section.findings)
    .map((sentence) => cutText(sentence, MOST_UNITS));
}
