/** Fills the elements of a page that ask for an explorer. */

import "./explorer.css";
import { App, type Mount, type Place } from "./app.ts";
import { initial, parse } from "./state.ts";

function mountOf(root: HTMLElement): Mount {
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

for (const root of document.querySelectorAll<HTMLElement>("[data-scholargraph-explorer]")) {
  // For scripts of the same page: `element.explorer.select("person:…")`.
  Object.assign(root, { explorer: new App(mountOf(root)) });
}
