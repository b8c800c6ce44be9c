import { visibleText } from '@llamaforge/report';
import { checkSentences, type Check } from './check.ts';

/** Checks as a suite of tests; `suite` is what was checked, `file` where it lies. */
export interface CheckedSuite {
  readonly suite: string;
  readonly file: string;
  readonly checks: readonly Check[];
}

/** The checks as JUnit XML, in the form that CI systems read: a test case each, with its failure or why it was skipped. */
export function writeJunitReport({ suite, file, checks }: CheckedSuite): string {
  const count = (verdict: Check['verdict']): string =>
    String(checks.filter((check) => check.verdict === verdict).length);
  const counts =
    `tests="${String(checks.length)}" failures="${count('failed')}" errors="0" ` +
    `skipped="${count('skipped')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="llamaforge-verify" ${counts}>`,
    `  <testsuite name="${escapeXml(`${suite} ${file}`)}" ${counts}>`,
    ...checks.flatMap((check) => writeCase(check, suite)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function writeCase(check: Check, suite: string): string[] {
  const name = `${check.name}: ${checkSentences[check.name]}`;
  const start = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}"`;
  switch (check.verdict) {
    case 'passed':
      return [`${start}/>`];
    case 'skipped':
      return [
        `${start}>`,
        `      <skipped message="${escapeXml(check.reason)}"/>`,
        '    </testcase>',
      ];
    case 'failed':
      return [`${start}>`, ...writeFailure(check), '    </testcase>'];
  }
}

function writeFailure({
  problems,
  problemCount,
}: Extract<Check, { readonly verdict: 'failed' }>): string[] {
  const left = problemCount - problems.length;
  const lines = [...problems, ...(left > 0 ? [`… and ${String(left)} more`] : [])];
  const problem = problemCount === 1 ? 'problem' : 'problems';
  const message = `${String(problemCount)} ${problem}: ${problems[0] ?? ''}`;
  return [
    `      <failure type="check" message="${escapeXml(message)}">`,
    ...lines.map(escapeXml),
    '      </failure>',
  ];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

// XML 1.0 cannot hold these in any way, not even as references: https://www.w3.org/TR/xml/#charsets
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text from anywhere, on one line, as an attribute or an element's text may hold it. */
function escapeXml(text: string): string {
  return visibleText(text)
    .replace(NO_XML, '\ufffd')
    .replace(/[&<>"]/gu, (character) => entities[character] ?? '');
}
