/** How two nodes are connected, told above the details and shown in the graph. */

import type { Api } from "./api.ts";
import { fill } from "./dom.ts";
import type { Node } from "./model.ts";
import { connect } from "./panes/why.ts";

export class Connection {
  /** Keys of the nodes on the way; empty without one. */
  path: readonly string[] = [];
  readonly #api: Api;
  readonly #place: HTMLElement;
  readonly #close: () => void;
  #between = "";

  /** Tells in `place`; `close` is called where somebody has seen enough. */
  constructor(api: Api, place: HTMLElement, close: () => void) {
    [this.#api, this.#place, this.#close] = [api, place, close];
  }

  /** Is this another pair than before? Then its way has to be found. */
  isNew(from: Node | null, to: Node | null): boolean {
    return this.#between !== name(from, to);
  }

  /** Finds the way between two nodes, and says what was told of it; `null` where that has been overtaken. */
  async find(from: Node | null, to: Node | null): Promise<string | null> {
    const between = (this.#between = name(from, to));
    this.path = [];
    fill(this.#place);
    if (!from || !to) return null;
    const path = await connect(from, to, this.#api, this.#place, this.#close);
    if (this.#between !== between) return null;
    this.path = path;
    return this.#place.textContent;
  }
}

function name(from: Node | null, to: Node | null): string {
  return from && to ? `${from.key} ${to.key}` : "";
}
