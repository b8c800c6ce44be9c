/** Work that is under way at the same time, whose results are taken in the order in which it was begun. */
export class OrderedWork<Result> {
  readonly #take: (result: Result) => void;
  readonly #underWay: { readonly result: Promise<Result>; readonly units: number }[] = [];
  #units = 0;

  constructor(take: (result: Result) => void) {
    this.#take = take;
  }

  /** Pieces of work under way. */
  get size(): number {
    return this.#underWay.length;
  }

  /** What the pieces under way may give together. */
  get units(): number {
    return this.#units;
  }

  add(result: Promise<Result>, units: number): void {
    // It may fail long before its turn; whoever takes it hears of it.
    result.catch(() => undefined);
    this.#underWay.push({ result, units });
    this.#units += units;
  }

  /** Waits for the oldest piece and takes its result; throws what the piece threw. */
  async takeNext(): Promise<void> {
    const next = this.#underWay.shift();
    if (next === undefined) return;
    this.#units -= next.units;
    this.#take(await next.result);
  }

  /** Waits until nothing is under way, and takes nothing more. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#underWay.map(({ result }) => result));
  }
}
