/** What was, to go back to, and what was undone, to go forward to again. */

const MOST = 100;

export class History<T> {
  readonly #past: T[] = [];
  #future: T[] = [];
  #now: T;

  constructor(now: T) {
    this.#now = now;
  }

  get now(): T {
    return this.#now;
  }

  /** Goes on to `next`, which `undo` takes back. */
  push(next: T): void {
    this.#past.push(this.#now);
    if (this.#past.length > MOST) this.#past.shift();
    this.#future = [];
    this.#now = next;
  }

  /** Goes on to `next` as part of the same step: what is looked at, not what is shown. */
  amend(next: T): void {
    this.#now = next;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  undo(): boolean {
    return this.#move(this.#past, this.#future);
  }

  redo(): boolean {
    return this.#move(this.#future, this.#past);
  }

  #move(from: T[], to: T[]): boolean {
    const next = from.pop();
    if (next === undefined) return false;
    to.push(this.#now);
    this.#now = next;
    return true;
  }
}
