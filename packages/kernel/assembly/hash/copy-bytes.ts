/** Copies bytes without touching any beside them, 16 at a time: `memory.copy` costs more than short texts are worth. */
export function copyBytes(source: usize, bytes: usize, target: usize): void {
  if (bytes < 16) {
    copyFew(source, bytes, target);
    return;
  }
  const lastSource = source + bytes - 16;
  const lastTarget = target + bytes - 16;
  while (target < lastTarget) {
    v128.store(target, v128.load(source));
    source += 16;
    target += 16;
  }
  v128.store(lastTarget, v128.load(lastSource));
}

/** Up to 15 bytes, as two words that may overlap. */
function copyFew(source: usize, bytes: usize, target: usize): void {
  if (bytes >= 8) {
    const last = load<u64>(source + bytes - 8);
    store<u64>(target, load<u64>(source));
    store<u64>(target + bytes - 8, last);
  } else if (bytes >= 4) {
    const last = load<u32>(source + bytes - 4);
    store<u32>(target, load<u32>(source));
    store<u32>(target + bytes - 4, last);
  } else if (bytes >= 2) {
    const last = load<u16>(source + bytes - 2);
    store<u16>(target, load<u16>(source));
    store<u16>(target + bytes - 2, last);
  } else if (bytes === 1) {
    store<u8>(target, load<u8>(source));
  }
}
