/** Which pane is seen where there is no room for all three side by side. */

import { h } from "../dom.ts";

export type Pane = "list" | "graph" | "details";

const PANES: readonly (readonly [Pane, string])[] = [
  ["list", "List"],
  ["graph", "Graph"],
  ["details", "Details"],
];

export class Switch {
  readonly element: HTMLElement;
  readonly #root: HTMLElement;

  /** The list comes first. */
  constructor(root: HTMLElement) {
    this.#root = root;
    const button = ([pane, text]: (typeof PANES)[number]) =>
      h("button", { type: "button", "data-pane": pane, onclick: () => this.show(pane) }, text);
    this.element = h(
      "div",
      { class: "sg-switch sg-joined", role: "group", "aria-label": "Pane" },
      ...PANES.map(button),
    );
    this.show("list");
  }

  show(pane: Pane): void {
    // On a phone, what was chosen in the graph is told once somebody asks for details.
    const staysInGraph = pane === "details" && this.#root.dataset["pane"] === "graph" && this.#isNarrow();
    if (!staysInGraph) this.#root.dataset["pane"] = pane;
    for (const button of this.element.querySelectorAll<HTMLElement>("button")) {
      button.setAttribute("aria-pressed", String(button.dataset["pane"] === this.#root.dataset["pane"]));
    }
  }

  /** Is only one pane seen at a time? */
  #isNarrow(): boolean {
    return this.#root.clientWidth < 640;
  }
}
