/** How many works people share with the focus. */

import type { Api } from "./api.ts";
import { partsOf } from "./kinds.ts";
import type { Node } from "./model.ts";
import type { State } from "./state.ts";
import type { Ranking } from "./wire.ts";

/** Can people share works with what this is the key of? */
export function hasShared(focus: string): boolean {
  return partsOf(focus)?.kind !== "work";
}

/** Asked for only where a filter needs it, and once for a focus and its years. */
export class Shared {
  readonly #api: Api;
  #counts: ReadonlyMap<string, number> | null = null;
  /** What is the most of those who are not listed, as the server lists no more than a thousand. */
  #rest = 0;
  #askedFor = "";

  constructor(api: Api) {
    this.#api = api;
  }

  async load(state: State): Promise<void> {
    if (state.minShared === 0 || !hasShared(state.focus)) return;
    const question = [state.focus, state.from, state.to].join(" ");
    if (this.#askedFor === question) return;
    this.read(await this.#api.shared(state));
    this.#askedFor = question;
  }

  read({ collaborators, total }: Ranking): void {
    this.#counts = new Map(collaborators.map((one) => [one.id, one.shared_works]));
    this.#rest = total > collaborators.length ? (collaborators.at(-1)?.shared_works ?? 0) : 0;
  }

  /** Works that a person shares with the focus; at most so many, where they are not listed. `null` where nobody asked. */
  of(node: Node): number | null {
    return this.#counts === null || node.kind !== "person" ? null : (this.#counts.get(node.id) ?? this.#rest);
  }
}
