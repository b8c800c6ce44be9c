import { fileIsDoneAt, firstUniquesAt, labelsAt, linesBeforeAt, uniquesAt } from '../../src/layout';
import { filledLabelAt, termFileRowsAt, termNextAt, termNumberAt } from '../../src/term-layout';
import { headerField, setTurnField, turnField } from './fields';
import { sortSlots } from './sort-slots';

/** Begins a file, in turn, before the first claim of its rows. */
export function beginFile(file: u32): void {
  setTurnField(linesBeforeAt, 0);
  setTurnField(fileIsDoneAt, 0);
  store<u32>(headerField(firstUniquesAt) + 4 * file, turnField(uniquesAt));
}

/**
 * Writes {label u32, kept rows u32} of the labels with kept rows since the last close, ascending by label, and begins
 * their counts anew; gives how many there are. Where they exceed the room it does nothing else: call it again with more.
 */
export function closeFile(target: usize, room: u32): u32 {
  const head: usize = headerField(labelsAt);
  const count = countFilled(head);
  if (count > room) return count;
  let at = target;
  for (let label: usize = load<u32>(head, filledLabelAt); label !== 0;) {
    store<u32>(at, load<u32>(label, termNumberAt));
    store<u32>(at, load<u32>(label, termFileRowsAt), 4);
    store<u32>(label, 0, termFileRowsAt);
    label = load<u32>(label, termNextAt);
    at += 8;
  }
  store<u32>(head, 0, filledLabelAt);
  sortSlots(target, at);
  return count;
}

function countFilled(head: usize): u32 {
  let count: u32 = 0;
  for (let label: usize = load<u32>(head, filledLabelAt); label !== 0; count += 1) {
    label = load<u32>(label, termNextAt);
  }
  return count;
}
