/** Buttons for the whole graph: back and forth, closer and farther, the table, and what to take along. */

import { fill, h } from "../dom.ts";
import type { View } from "../state.ts";
import { menu } from "./menu.ts";

export interface ToolbarHandlers {
  undo(): void;
  redo(): void;
  zoom(closer: boolean): void;
  fit(): void;
  toggleTable(): void;
  png(): void;
  share(): void;
  help(): void;
  /** Address of the slice in a format of the server's. */
  file(format: string, table?: string): string;
}

/** What can be downloaded: words, the server's name for the format, the table of a CSV file. */
const FILES: readonly (readonly [string, string, string?])[] = [
  ["SVG picture", "svg"],
  ["JSON", "json"],
  ["GraphML (Gephi, yEd, Cytoscape)", "graphml"],
  ["GEXF (Gephi)", "gexf"],
  ["CSV of nodes", "csv", "nodes"],
  ["CSV of edges", "csv", "edges"],
  ["BibTeX of the works", "bibtex"],
  ["RIS of the works", "ris"],
  ["VOSviewer", "vosviewer"],
];

export class Toolbar {
  readonly element: HTMLElement;
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  readonly #table: HTMLButtonElement;
  readonly #files = h("ul", {});
  readonly #handlers: ToolbarHandlers;

  constructor(handlers: ToolbarHandlers, further: readonly HTMLElement[]) {
    this.#handlers = handlers;
    const button = (text: string, title: string, click: () => void, attributes = {}) =>
      h("button", { type: "button", title, onclick: click, ...attributes }, text);
    this.#undo = button("Undo", "Undo (Ctrl+Z)", () => handlers.undo());
    this.#redo = button("Redo", "Redo (Ctrl+Shift+Z)", () => handlers.redo());
    this.#table = button("Table", "The same as a table (t)", () => handlers.toggleTable(), { "aria-pressed": "false" });
    const zoom = h(
      "span",
      { class: "sg-joined" },
      button("−", "Farther", () => handlers.zoom(false), { "aria-label": "Zoom out" }),
      button("Fit", "All of it, as it was laid out (0)", () => handlers.fit()),
      button("+", "Closer", () => handlers.zoom(true), { "aria-label": "Zoom in" }),
    );
    const files = menu("sg-files", ["Download"], this.#files);
    this.element = h(
      "div",
      { class: "sg-toolbar", role: "toolbar", "aria-label": "Graph" },
      h("span", { class: "sg-joined" }, this.#undo, this.#redo),
      zoom,
      this.#table,
      ...further,
      files,
      button("Share", "A link, or this graph in a page of yours", () => handlers.share()),
      button("?", "Keys and help (?)", () => handlers.help(), { "aria-label": "Help" }),
    );
  }

  show(canUndo: boolean, canRedo: boolean, view: View): void {
    this.#undo.disabled = !canUndo;
    this.#redo.disabled = !canRedo;
    this.#table.setAttribute("aria-pressed", String(view === "table"));
    const file = ([text, format, table]: (typeof FILES)[number]) =>
      h("li", {}, h("a", { href: this.#handlers.file(format, table), download: nameOf(format, table) }, text));
    const png = h("button", { type: "button", class: "sg-plain", onclick: () => this.#handlers.png() }, "PNG picture");
    fill(this.#files, h("li", {}, png), ...FILES.map(file));
  }
}

/** What a file is called where the server does not say. */
function nameOf(format: string, table?: string): string {
  const ends: Record<string, string> = { bibtex: "bib", vosviewer: "vosviewer.json" };
  return `slice${table ? `-${table}` : ""}.${ends[format] ?? format}`;
}
