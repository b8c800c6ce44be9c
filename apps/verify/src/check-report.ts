import { formatCount, renderTable, visibleText } from '@llamaforge/report';
import { checkSentences, type Check } from './check.ts';
import { type CommandOutcome } from './command-outcome.ts';
import { wrapLine } from './wrap-line.ts';

const EXAMPLES_SHOWN = 5;

/** How a report is wanted; `json` wins. */
export interface ReportForm {
  readonly json: boolean;
  readonly quiet: boolean;
}

/** A command's findings: `parts` are for people, `json` stands in the object for machines beside verdict and checks. */
export interface Findings {
  readonly what: string;
  readonly checks: readonly Check[];
  readonly parts: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
}

/** Puts a report together; under `quiet` only failures are left, and nothing where all passed. */
export function reportChecks(
  { what, checks, parts, json }: Findings,
  form: ReportForm,
): CommandOutcome {
  const failed = checks.some(({ verdict }) => verdict === 'failed');
  if (form.json) {
    const verdict = failed ? 'failed' : 'passed';
    const text = `${JSON.stringify({ verdict, ...json, checks: checks.map(describeCheck) })}\n`;
    return { text, failed };
  }
  if (form.quiet && !failed) return { text: '', failed };
  const shown = [
    ...(form.quiet ? [] : parts),
    describeFailures(checks),
    describeVerdict(what, checks),
  ];
  return { text: `${shown.filter((part) => part !== '').join('\n\n')}\n`, failed };
}

/** The checks as a table: name, verdict, and what holds where it passed. Below it, why a check was skipped where the table has no room for it. */
export function renderChecks(checks: readonly Check[]): string {
  const table = renderTable({
    columns: [
      { title: 'check', align: 'left' },
      { title: 'verdict', align: 'left' },
      { title: 'what is checked', align: 'left', shrink: true },
    ],
    rows: checks.map((check) => [
      check.name,
      check.verdict === 'failed' ? 'FAILED' : check.verdict,
      check.verdict === 'skipped' ? check.reason : checkSentences[check.name],
    ]),
  });
  const cut = checks.flatMap((check) =>
    check.verdict === 'skipped' && !table.includes(visibleText(check.reason))
      ? [wrapLine(`skipped ${check.name}: ${visibleText(check.reason)}`, '')]
      : [],
  );
  return [table, ...(cut.length === 0 ? [] : [cut.join('\n')])].join('\n\n');
}

/** Each failed check with its first problems, a blank line between checks; empty where all passed. */
function describeFailures(checks: readonly Check[]): string {
  return checks
    .flatMap((check) => {
      if (check.verdict !== 'failed') return [];
      const shown = check.problems.slice(0, EXAMPLES_SHOWN);
      const more = check.problemCount - shown.length;
      const problems = `${formatCount(check.problemCount)} ${check.problemCount === 1 ? 'problem' : 'problems'}`;
      return [
        [
          `FAILED ${check.name} (${checkSentences[check.name]}): ${problems}`,
          ...shown.map((sentence) => visibleText(sentence)),
          ...(more > 0 ? [`… and ${formatCount(more)} more (--json names up to 100)`] : []),
        ]
          .map((line, index) => wrapLine(line, index === 0 ? '' : '  '))
          .join('\n'),
      ];
    })
    .join('\n\n');
}

/** One line that says how it ended, as in `corpus verified: 25 checks, 0 failed`. */
function describeVerdict(what: string, checks: readonly Check[]): string {
  const failed = checks.filter(({ verdict }) => verdict === 'failed').length;
  const skipped = checks.filter(({ verdict }) => verdict === 'skipped').length;
  return (
    `${what} ${failed === 0 ? 'verified' : 'NOT verified'}: ${String(checks.length)} checks, ` +
    `${String(failed)} failed${skipped === 0 ? '' : `, ${String(skipped)} skipped`}`
  );
}

/** A check as `--json` writes it. */
function describeCheck(check: Check): Readonly<Record<string, unknown>> {
  const about = checkSentences[check.name];
  switch (check.verdict) {
    case 'passed':
      return { name: check.name, verdict: check.verdict, about };
    case 'skipped':
      return { name: check.name, verdict: check.verdict, about, reason: check.reason };
    case 'failed':
      return {
        name: check.name,
        verdict: check.verdict,
        about,
        problem_count: check.problemCount,
        problems: check.problems,
      };
  }
}
