/** The same as a table, for those who would rather read than look. */

import { fill, h, icon, named } from "../dom.ts";
import { between, words } from "../kinds.ts";
import type { Edge, Model, Node } from "../model.ts";
import { counted } from "../text.ts";

export interface TableHandlers {
  select(key: string): void;
  why(edge: Edge): void;
}

/** Nodes and edges that are listed. */
const LISTED = 300;

export class TablePane {
  readonly element: HTMLElement;
  readonly #handlers: TableHandlers;

  constructor(handlers: TableHandlers) {
    this.#handlers = handlers;
    this.element = h("div", {
      class: "sg-table sg-scroll",
      tabindex: 0,
      role: "region",
      "aria-label": "Table",
      hidden: true,
    });
  }

  show(model: Model, shown: ReadonlySet<string>): void {
    const nodes = model.nodes.filter((node) => shown.has(node.key));
    const edges = model.edges.filter((edge) => shown.has(edge.source) && shown.has(edge.target));
    fill(this.element, this.#nodes(model, nodes), this.#edges(model, edges));
  }

  mark(key: string | null): void {
    for (const row of this.element.querySelectorAll<HTMLElement>("tr[data-key]")) {
      row.classList.toggle("sg-selected", row.dataset["key"] === key);
    }
  }

  #nodes(model: Model, nodes: readonly Node[]): HTMLElement {
    const row = (node: Node) =>
      h(
        "tr",
        { "data-key": node.key },
        h("th", { scope: "row" }, this.#name(node, `row:${node.key}`)),
        h("td", {}, words(node.kind).one),
        number(node.hop),
        number(node.year, String),
        number(node.works_count),
        number(node.cited_by),
        number(model.links(node.key).length),
      );
    const shown = nodes.slice(0, LISTED);
    return table(
      caption(nodes.length, shown.length, "nodes"),
      ["Name", "Kind"],
      ["Steps", "Year", "Works", "Cited", "Edges"],
      shown.map(row),
    );
  }

  #edges(model: Model, edges: readonly Edge[]): HTMLElement {
    const end = (key: string) => {
      const node = model.get(key);
      return h("td", {}, node ? this.#name(node, null) : key);
    };
    const row = (edge: Edge) =>
      h(
        "tr",
        {},
        end(edge.source),
        h("td", {}, between(edge.relation)),
        end(edge.target),
        number(edge.weight, (weight) => weight.toFixed(2)),
        h(
          "td",
          {},
          h("button", { type: "button", class: "sg-plain", onclick: () => this.#handlers.why(edge) }, "Why?"),
        ),
      );
    const shown = edges.slice(0, LISTED);
    return table(
      caption(edges.length, shown.length, "edges"),
      ["From", "Relation", "To"],
      ["Strength"],
      shown.map(row),
      "Reasons",
    );
  }

  #name(node: Node, id: string | null): HTMLElement {
    return h(
      "button",
      { type: "button", class: "sg-row", "data-id": id, onclick: () => this.#handlers.select(node.key) },
      icon(node.kind),
      h("span", { class: "sg-name" }, named(node.name)),
    );
  }
}

function caption(all: number, shown: number, what: string): string {
  return `${counted(all)} ${what}${shown < all ? `, the first ${counted(shown)} listed` : ""}`;
}

function number(value: number | null, write: (value: number) => string = counted): HTMLElement {
  return h("td", { class: "sg-number" }, value === null ? "–" : write(value));
}

function table(caption: string, words: string[], numbers: string[], rows: HTMLElement[], last?: string): HTMLElement {
  const heads = [
    ...words.map((word) => h("th", { scope: "col" }, word)),
    ...numbers.map((word) => h("th", { scope: "col", class: "sg-number" }, word)),
    last && h("th", { scope: "col" }, last),
  ];
  return h("table", {}, h("caption", {}, caption), h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows));
}
