import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Check } from './check.ts';
import { writeJunitReport } from './junit-report.ts';

const checks: readonly Check[] = [
  { name: 'json', verdict: 'passed' },
  {
    name: 'trimmed',
    verdict: 'failed',
    problemCount: 103,
    problems: ['line 2: <b> & "c"\u0000', 'line 3: d'],
  },
  { name: 'unique', verdict: 'skipped', reason: 'a sample of 3 of 9 rows was read' },
];

test('writes a suite with a case for each check, its failure, or why it was skipped', () => {
  expect(writeJunitReport({ suite: 'mix', file: 'out/a&b.jsonl', checks })).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="llamaforge-verify" tests="3" failures="1" errors="0" skipped="1">
  <testsuite name="mix out/a&amp;b.jsonl" tests="3" failures="1" errors="0" skipped="1">
    <testcase classname="mix" name="json: every line is a JSON object"/>
    <testcase classname="mix" name="trimmed: no value has blanks at its ends">
      <failure type="check" message="103 problems: line 2: &lt;b&gt; &amp; &quot;c&quot;\\u0000">
line 2: &lt;b&gt; &amp; &quot;c&quot;\\u0000
line 3: d
… and 101 more
      </failure>
    </testcase>
    <testcase classname="mix" name="unique: no digest occurs twice, unless replayed">
      <skipped message="a sample of 3 of 9 rows was read"/>
    </testcase>
  </testsuite>
</testsuites>
`,
  );
});

test('is well-formed whatever the names and sentences hold', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('<', '>', '&', '"', "'", ']]>', '\n', '\u0000', '\ufffe', '&lt;', '<!--'),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    ),
  });
  fc.assert(
    fc.property(text, text, text, (file, problem, reason) => {
      const failed: Check = {
        name: 'json',
        verdict: 'failed',
        problemCount: 1,
        problems: [problem],
      };
      const skipped: Check = { name: 'unique', verdict: 'skipped', reason };

      const xml = writeJunitReport({ suite: 'corpus', file, checks: [failed, skipped] });

      expect(findXmlFault(xml)).toBeUndefined();
    }),
  );
});

test('the checker of these tests finds what is not well-formed', () => {
  const good = writeJunitReport({ suite: 'mix', file: 'a', checks });

  const bad = [
    good.replace('</testsuite>', ''),
    good.replace('line 3', 'a & b'),
    good.replace('line 3', '<b>'),
    good.replace('name="mix a"', 'name="mix "a"'),
    good.replace('line 3', '\u0001'),
    good.replace('line 3', ']]>'),
  ];

  expect(bad.map(findXmlFault).filter((fault) => fault === undefined)).toEqual([]);
});

/** Where a text is no well-formed XML of elements, attributes and texts; undefined where it is one. */
function findXmlFault(xml: string): string | undefined {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml)) return 'a character';
  const open: string[] = [];
  const reference = '&(?:lt|gt|amp|quot);';
  const tag = new RegExp(
    `<(/?)([a-z]+)((?: [a-z]+="(?:[^"<&]|${reference})*")*)(/?)>|(?:[^<&]|${reference})+`,
    'uy',
  );
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>/u, '');
  if (body === xml) return 'no declaration';
  while (tag.lastIndex < body.length) {
    const at = tag.lastIndex;
    const [whole = '', isEnd, name, , isEmpty] = tag.exec(body) ?? [];
    if (whole === '') return `at ${body.slice(at, at + 40)}`;
    if (name === undefined && whole.includes(']]>')) return 'an end of CDATA in a text';
    if (name === undefined || isEmpty === '/') continue;
    if (isEnd !== '/') open.push(name);
    else if (open.pop() !== name) return `</${name}>`;
  }
  return open.at(-1);
}
