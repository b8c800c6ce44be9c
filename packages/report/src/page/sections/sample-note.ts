import { formatCount } from '../../format-number.ts';
import { type SampleFigures } from '../corpus-report.ts';
import { type NoteBlock } from '../report-section.ts';
import { countOf } from '../words.ts';

/** Of which rows the figures beside it are; `looked` are fewer than the sample's where only a part of it was looked at. */
export function sampleNote(sample: SampleFigures, looked = sample.rows): NoteBlock {
  const { unreadable } = sample;
  const broken =
    unreadable === 0 ? '' : ` ${countOf(unreadable, 'further line')} could not be read as rows.`;
  return { kind: 'note', text: `${describeRows(sample, looked)}${broken}` };
}

/** A sentence that stands far from such a note, begun so that it says so where its figures are not of all rows. */
export function sampleSentence(sentence: string, looked: number, sample: SampleFigures): string {
  if (looked >= sample.of) return sentence;
  return `In the sample, ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

function describeRows({ of, seed }: SampleFigures, looked: number): string {
  return looked >= of
    ? `Exact: of all ${countOf(looked, 'row')}.`
    : `Of a sample of ${formatCount(looked)} of the ${countOf(of, 'row')} (seed ${String(seed)}).`;
}
