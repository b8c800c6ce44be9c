import { describeComparison, renderComparison, type CorpusComparison } from '@llamaforge/report';
import { type ReportForm } from './check-report.ts';
import { type CommandOutcome } from './command-outcome.ts';

/** The comparison in the form that the flags ask for; no difference is a failure. */
export function reportComparison(
  comparison: CorpusComparison,
  { json, quiet }: ReportForm,
): CommandOutcome {
  return { text: `${writeComparison(comparison, { json, quiet })}\n`, failed: false };
}

function writeComparison(comparison: CorpusComparison, { json, quiet }: ReportForm): string {
  if (json) return JSON.stringify(comparison);
  return quiet ? describeComparison(comparison) : renderComparison(comparison);
}
