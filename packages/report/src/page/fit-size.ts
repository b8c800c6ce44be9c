import { cutSections, type Detail } from './cut-sections.ts';
import { type ReportSection, type SectionBlock } from './report-section.ts';

/** A report's text, and whether something of it was left out to keep it within its size. */
export interface FittedReport {
  readonly text: string;
  readonly wasCut: boolean;
}

/** Both the page and the Markdown stay below this whatever a corpus holds, so that a browser opens them at once. */
export const MOST_BYTES = 2_000_000;

/** The sections as `render` writes them, with as much detail as keeps the text below `MOST_BYTES` bytes of UTF-8. */
export function fitSize(
  sections: readonly ReportSection[],
  render: (shown: readonly ReportSection[], wasCut: boolean) => string,
): FittedReport {
  let text = '';
  for (const [step, detail] of details.entries()) {
    const shown = cutSections(sections, detail);
    // No unit takes less than a byte: what is too large unwritten need not be written.
    const isLast = step === details.length - 1;
    if (!isLast && countUnits(shown) > MOST_BYTES) continue;
    text = render(shown, step > 0);
    if (new TextEncoder().encode(text).length < MOST_BYTES) return { text, wasCut: step > 0 };
  }
  return { text, wasCut: true };
}

const whole = { parts: 60, tableRows: 500, name: 200, disclosures: 60 };
const cut = { parts: 12, tableRows: 200, name: 120, disclosures: 40 };
const few = { parts: 6, tableRows: 100, name: 100, disclosures: 30 };
const least = { parts: 4, tableRows: 12, name: 40, disclosures: 12 };

// What is opened first gives way last: rows to be read, then one example a source, then how many sources have any.
const details: readonly Detail[] = [
  { ...whole, text: 1500, rows: 20, nested: { text: 600, rows: 3, disclosures: 60 } },
  { ...whole, text: 1500, rows: 20, nested: { text: 300, rows: 3, disclosures: 20 } },
  { ...whole, text: 1200, rows: 20, nested: { text: 300, rows: 3, disclosures: 8 } },
  { ...whole, text: 1000, rows: 20, nested: { text: 300, rows: 2, disclosures: 6 } },
  { ...cut, text: 700, rows: 20, nested: { text: 250, rows: 2, disclosures: 5 } },
  { ...cut, text: 500, rows: 20, nested: { text: 250, rows: 1, disclosures: 4 } },
  { ...cut, text: 350, rows: 20, nested: { text: 200, rows: 1, disclosures: 3 } },
  { ...few, text: 350, rows: 20, nested: { text: 200, rows: 1, disclosures: 2 } },
  { ...few, text: 250, rows: 12, nested: { text: 150, rows: 1, disclosures: 3 } },
  { ...least, text: 250, rows: 6, nested: { text: 120, rows: 1, disclosures: 3 } },
  { ...least, text: 120, rows: 3, nested: { text: 80, rows: 1, disclosures: 2 } },
  { ...least, text: 60, rows: 1, nested: { text: 40, rows: 1, disclosures: 1 } },
];

function countUnits(sections: readonly ReportSection[]): number {
  return sum(sections.map((section) => blocksUnits(section.blocks)));
}

function blocksUnits(blocks: readonly SectionBlock[]): number {
  return sum(blocks.map(blockUnits));
}

function blockUnits(block: SectionBlock): number {
  switch (block.kind) {
    case 'disclosure':
      return block.title.length + blocksUnits(block.blocks);
    case 'table':
      return sum(block.rows.flat().map((cell) => cell.text.length));
    case 'rows':
      return sum(block.rows.flatMap((row) => row.parts.map((part) => part.text.text.length)));
    case 'note':
    case 'list':
    case 'figures':
    case 'chart':
      return 0;
  }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
