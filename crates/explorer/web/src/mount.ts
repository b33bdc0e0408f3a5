/** What a page says about the explorer that it wants in an element. */

import { initial, parse, type State } from "./state.ts";

/** Where the explorer stands: as a page of its own, as a part of one, or in a frame elsewhere. */
export type Place = "page" | "panel" | "embed";

export interface Mount {
  readonly root: HTMLElement;
  readonly place: Place;
  readonly base: string;
  readonly state: State;
  /** The first and the last year of the corpus. */
  readonly years: readonly [number, number] | null;
  /** Address of the script that defines the element for other pages. */
  readonly element: string;
}

export function mountOf(root: HTMLElement): Mount {
  const { scholargraphExplorer: place = "panel", base = "", focus = "", years = "", element = "" } = root.dataset;
  const span = /^(\d{1,4})-(\d{1,4})$/.exec(years);
  return {
    root,
    place: place as Place,
    base,
    state: place === "panel" ? initial(focus) : parse(location.search, focus),
    years: span ? [Number(span[1]), Number(span[2])] : null,
    element,
  };
}
