import { qualityTags } from '@llamaforge/quality';
import { namedRejectReasons, type RejectReason } from '@llamaforge/schema';

/** Every reason that a merge rejects rows for, in an order that numbers stand for; at most 255, so that each is a byte. */
export const allRejectReasons: readonly RejectReason[] = [
  ...namedRejectReasons,
  ...qualityTags.map((tag) => `tag:${tag}` as const),
];
