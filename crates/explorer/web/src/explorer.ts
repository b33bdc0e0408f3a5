/** Fills the elements of a page that ask for an explorer. */

import "./explorer.css";
import { App } from "./app.ts";
import { mountOf } from "./mount.ts";

for (const root of document.querySelectorAll<HTMLElement>("[data-scholargraph-explorer]")) {
  // For scripts of the same page: `element.explorer.select("person:…")`.
  Object.assign(root, { explorer: new App(mountOf(root)) });
}
