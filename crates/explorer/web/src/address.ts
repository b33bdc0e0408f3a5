/** Addresses of what is seen: the page's own, links on it, and those to share. */

import type { Api } from "./api.ts";
import type { Mount } from "./mount.ts";
import { initial, query, type State } from "./state.ts";

export class Address {
  readonly #mount: Mount;
  readonly #api: Api;

  constructor(mount: Mount, api: Api) {
    [this.#mount, this.#api] = [mount, api];
  }

  /** Keeps the address, and links to the full explorer, at what is seen. */
  publish(state: State): void {
    const now = query(state);
    if (this.#mount.place !== "panel") history.replaceState(null, "", `?${now}${this.#suffix}`);
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-scholargraph-full]"))
      link.href = this.#api.explore(now);
  }

  /** The explorer around another node: in a frame, still one for frames. */
  around(key: string): string {
    return this.#api.explore(`${query(initial(key))}${this.#suffix}`);
  }

  /** What to share: a link, one for a frame, the script of the element, and what that is to show. */
  shared(state: State): [link: string, embed: string, script: string, query: string] {
    const now = query(state);
    const absolute = (address: string) => new URL(address, location.href).href;
    const explore = (query: string) => absolute(this.#api.explore(query));
    return [explore(now), explore(`${now}&embed=1`), absolute(this.#mount.element), now];
  }

  get #suffix(): string {
    return this.#mount.place === "embed" ? "&embed=1" : "";
  }
}
