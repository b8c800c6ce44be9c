import {
  describeComparison,
  renderComparison,
  renderComparisonMarkdown,
  type CorpusComparison,
} from '@llamaforge/report';
import { type CommandOutcome } from './command-outcome.ts';

/** How a comparison is wanted; `json` wins, then `markdown`. */
export interface ComparisonForm {
  readonly json: boolean;
  readonly markdown: boolean;
  readonly quiet: boolean;
}

/** The comparison in the form that the flags ask for; no difference is a failure. */
export function reportComparison(
  comparison: CorpusComparison,
  form: ComparisonForm,
): CommandOutcome {
  return { text: `${writeComparison(comparison, form)}\n`, failed: false };
}

function writeComparison(
  comparison: CorpusComparison,
  { json, markdown, quiet }: ComparisonForm,
): string {
  if (json) return JSON.stringify(comparison);
  if (markdown) return renderComparisonMarkdown(comparison);
  return quiet ? describeComparison(comparison) : renderComparison(comparison);
}
