import { formatCount } from '../../format-number.ts';
import { countCell, shareCell, textCell } from '../cells.ts';
import { type CorpusReport, type LanguageFigures } from '../corpus-report.ts';
import { figuresDisclosure } from '../figures-disclosure.ts';
import { formatPercent } from '../format-percent.ts';
import { type ReportSection, type SectionBlock } from '../report-section.ts';
import { countOf, listOf } from '../words.ts';
import { sampleNote } from './sample-note.ts';

/** Which languages the rows are in, and which sources bring them. */
export function languageSection({ languages, sample }: CorpusReport): ReportSection {
  const rows = languages.reduce((sum, entry) => sum + entry.rows, 0);
  return {
    id: 'languages',
    title: 'Languages',
    lead: describeLanguages(languages, rows),
    findings: [],
    blocks: rows === 0 ? [] : [sampleNote(sample, rows), ...languageBlocks(languages, rows)],
  };
}

// Bars beyond these are hairlines; the table has all.
const MOST_DRAWN = 12;

function describeLanguages(languages: readonly LanguageFigures[], rows: number): string {
  const known = languages.filter((entry) => entry.language !== 'unknown');
  const [first, ...others] = known;
  if (first === undefined) {
    return rows === 0
      ? 'No text was looked at for its language.'
      : 'No text was long enough to tell its language.';
  }
  const shareOf = (count: number): string => formatPercent(count / rows);
  const further = others.reduce((sum, entry) => sum + entry.rows, 0);
  const untold = rows - first.rows - further;
  const parts = [
    `${shareOf(first.rows)} of the rows are in ${languageName(first.language)}`,
    ...(further === 0
      ? []
      : [`${shareOf(further)} in ${countOf(others.length, 'further language')}`]),
  ];
  const short = untold === 0 ? '' : `; ${shareOf(untold)} are too short to tell`;
  return `${listOf(parts)}${short}.`;
}

// Made when it is first asked for: it takes longer to make than all else that this package loads.
let names: Intl.DisplayNames | undefined;
const languageCode = /^[a-z]{2,3}$/u;

/** The language's English name; what is no code of a language stays as it is. */
function languageName(language: string): string {
  if (language === 'unknown') return 'too short to tell';
  if (!languageCode.test(language)) return language;
  names ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return names.of(language) ?? language;
}

function languageBlocks(languages: readonly LanguageFigures[], rows: number): SectionBlock[] {
  return [
    {
      kind: 'chart',
      about: describeLanguages(languages, rows),
      chart: {
        kind: 'ranges',
        bars: languages.slice(0, MOST_DRAWN).map((entry) => ({
          name: languageName(entry.language),
          share: entry.rows / rows,
          before: undefined,
          usual: undefined,
          tone: entry.language === 'unknown' ? 'quiet' : 'plain',
        })),
      },
    },
    figuresDisclosure({
      kind: 'table',
      caption: 'Rows by language',
      columns: [
        { title: 'language', numeric: false },
        { title: 'rows', numeric: true },
        { title: 'share', numeric: true },
        { title: 'mostly from', numeric: false },
      ],
      rows: languages.map((entry) => [
        textCell(languageName(entry.language)),
        countCell(entry.rows),
        shareCell(entry.rows, rows),
        textCell(listOf(entry.sources.map((from) => `${from.source} (${formatCount(from.rows)})`))),
      ]),
      left: 0,
    }),
  ];
}
