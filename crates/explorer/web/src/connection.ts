/** How two nodes are connected: asked for once, told above the details, followed in the graph. */

import type { Api } from "./api.ts";
import type { Model, Node } from "./model.ts";
import type { PathPane } from "./panes/path.ts";
import type { State } from "./state.ts";
import { canConnect, chain, waysBetween, type Ways } from "./ways.ts";

export class Connection {
  /** Keys of the nodes on the way that is looked at; empty without one. */
  path: readonly string[] = [];
  readonly #api: Api;
  readonly #pane: PathPane;
  #between = "";
  #ways: Ways | null = null;
  #isRefused = false;

  constructor(api: Api, pane: PathPane) {
    [this.#api, this.#pane] = [api, pane];
  }

  /** Is this another pair than before? Then its ways have to be found. */
  isNew(from: Node | null, to: Node | null): boolean {
    return this.#between !== name(from, to);
  }

  /** Finds the ways between two nodes; `false` where there is none to follow, or another pair was asked for since. */
  async find(from: Node | null, to: Node | null): Promise<boolean> {
    const between = (this.#between = name(from, to));
    [this.path, this.#ways, this.#isRefused] = [[], null, false];
    if (!from || !to) {
      this.#pane.clear();
      return false;
    }
    this.#pane.ask(from, to);
    if (!canConnect(from, to)) {
      this.#pane.impossible();
      return false;
    }
    try {
      const ways = await waysBetween(from, to, this.#api);
      if (this.#between !== between) return false;
      this.#ways = ways;
      return true;
    } catch (error) {
      if (this.#between === between) this.#pane.failed(error);
      return false;
    }
  }

  /** Follows the way that `state` names, and says which nodes on it the picture lacks. */
  follow(state: State, model: Model): string[] {
    const ways = this.#ways;
    if (!ways) return [];
    const number = Math.min(state.way, Math.max(1, ways.list.length));
    this.#pane.show(ways, number);
    this.path = this.#chain(number, state, (key) => model.get(key) !== null);
    return this.#isRefused ? [] : this.path.filter((key) => model.get(key) === null);
  }

  /** Keys of the nodes on the way at `number` that are to be added to what `isShown`. */
  missing(number: number, state: State, isShown: (key: string) => boolean): string[] {
    this.#isRefused = false;
    return this.#chain(number, state, isShown).filter((key) => !isShown(key));
  }

  /** The server adds nothing to this picture: what is in it already has to do. */
  refuse(): void {
    this.#isRefused = true;
  }

  /** Asks again for a pair that could not be answered. */
  forget(): void {
    this.#between = "";
  }

  #chain(number: number, { from, to }: State, isShown: (key: string) => boolean): string[] {
    const way = this.#ways?.list[number - 1];
    return way ? chain(way, { isShown, from, to }) : [];
  }
}

function name(from: Node | null, to: Node | null): string {
  return from && to ? `${from.key} ${to.key}` : "";
}
