import {
  categoryAt,
  fileSourceAt,
  fileSourceBytesAt,
  labelsAt,
  shapeAt,
  sourceAt,
  sourceBytesAt,
  unknownTagAt,
  unknownTagBytesAt,
} from '../../src/layout';
import {
  filledLabelAt,
  labelTerm,
  lastLabelAt,
  pairTerm,
  tagTerm,
  termFileRowsAt,
  termNextAt,
  termNumberAt,
  termPairAt,
  termRowsAt,
  termCategoryAt,
  termTextAt,
  termTextBytesAt,
} from '../../src/term-layout';
import { headerField } from './fields';
import { identityOf, isTerm, termOf } from './terms';

/** The label of an entry, by its own source or its file's, category and shape; 0 where there is no room for it. */
export function labelOf(entry: usize, file: usize): usize {
  let source = load<u32>(entry, sourceAt);
  let bytes = load<u32>(entry, sourceBytesAt);
  if (bytes === 0) {
    source = load<u32>(file, fileSourceAt);
    bytes = load<u32>(file, fileSourceBytesAt);
  }
  const identity = identityOf(labelTerm, load<u8>(entry, categoryAt), load<u8>(entry, shapeAt));
  const head: usize = headerField(labelsAt);
  // Neighbours in a file mostly share their label.
  const last: usize = load<u32>(head, lastLabelAt);
  if (last !== 0 && isTerm(last, identity, source, bytes)) return last;
  const label = termOf(identity, source, bytes);
  store<u32>(head, label as u32, lastLabelAt);
  return label;
}

/** Counts a kept row under its label; the first of a file puts the label into the list that `closeFile` reads. */
export function countKept(label: usize): void {
  const rows = load<u32>(label, termFileRowsAt);
  store<u32>(label, rows + 1, termFileRowsAt);
  if (rows > 0) return;
  const head: usize = headerField(labelsAt);
  store<u32>(label, load<u32>(head, filledLabelAt), termNextAt);
  store<u32>(head, label as u32, filledLabelAt);
}

/** The number of a label's (source, category) pair plus 1, which a first kept row gives it; 0 where there is no room. */
export function pairOf(label: usize): u32 {
  const known = load<u32>(label, termPairAt);
  if (known !== 0) return known;
  const identity = identityOf(pairTerm, load<u8>(label, termCategoryAt), 0);
  const pair = termOf(identity, label + termTextAt, load<u32>(label, termTextBytesAt));
  if (pair === 0) return 0;
  const number = load<u32>(pair, termNumberAt) + 1;
  store<u32>(label, number, termPairAt);
  return number;
}

/** Counts an entry's unknown tag where it has one; false where there is no room for it. */
export function countUnknownTag(entry: usize): bool {
  const bytes = load<u32>(entry, unknownTagBytesAt);
  if (bytes === 0) return true;
  const tag = termOf(identityOf(tagTerm, 0, 0), load<u32>(entry, unknownTagAt), bytes);
  if (tag === 0) return false;
  store<f64>(tag, load<f64>(tag, termRowsAt) + 1, termRowsAt);
  return true;
}
