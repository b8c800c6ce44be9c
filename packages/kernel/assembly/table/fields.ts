import { headerAddress, turnAddress } from '../../src/layout';

/** A field of the header. */
@inline
export function headerField(offset: u32): u32 {
  return load<u32>((headerAddress as u32) + offset);
}

/** A field of the turn: only for whoever's turn it is. */
@inline
export function turnField(offset: u32): u32 {
  return load<u32>((turnAddress as u32) + offset);
}

/** Sets a field of the turn. */
@inline
export function setTurnField(offset: u32, value: u32): void {
  store<u32>((turnAddress as u32) + offset, value);
}
