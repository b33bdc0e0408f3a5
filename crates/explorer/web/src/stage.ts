/** Where the graph stands: drawn by the browser, or else a picture from the server. */

import { fill, h } from "./dom.ts";
import type { Regard } from "./graph/look.ts";
import { GraphView, type Handlers } from "./graph/view.ts";
import type { Model } from "./model.ts";

export class Stage {
  readonly canvas = h("div", {
    class: "sg-canvas",
    tabindex: 0,
    role: "application",
    "aria-roledescription": "graph",
    "aria-label": "Graph. Arrow keys walk from node to node, Enter expands, question mark shows all keys.",
  });
  readonly #picture = h("img", { class: "sg-fallback", alt: "" });
  #view: GraphView | null = null;

  /** Begins to draw, once the canvas is on the page. */
  start(handlers: Handlers): void {
    try {
      this.#view = new GraphView(this.canvas, handlers);
    } catch {
      fill(this.canvas, this.#picture);
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#view?.recolor());
  }

  /** Shows another slice; `picture`: the address of one of it. */
  show(model: Model, regard: Regard, picture: string): void {
    if (this.#view) this.#view.show(model, regard);
    else this.#picture.src = picture;
  }

  regard(regard: Regard): void {
    this.#view?.regard(regard);
  }

  zoom(closer: boolean): void {
    this.#view?.zoom(closer);
  }

  fit(): void {
    this.#view?.fit();
  }

  /** Where a node lies on the page, in pixels from the corner of the window; `null` where it is not drawn. */
  placeOf(key: string): { x: number; y: number } | null {
    const place = this.#view?.placeOf(key) ?? null;
    const { left, top } = this.canvas.getBoundingClientRect();
    return place && { x: left + place.x, y: top + place.y };
  }
}
