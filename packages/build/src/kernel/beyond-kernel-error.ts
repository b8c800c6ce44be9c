/** What the kernel has no room for and the plain engine has: the merge is to be done by that one. */
export class BeyondKernelError extends Error {
  override readonly name = 'BeyondKernelError';
}
