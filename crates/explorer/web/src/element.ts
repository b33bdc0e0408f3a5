/**
 * The element `<scholargraph-slice>`: a graph in a page elsewhere, in a frame of its own, so that neither page can
 * touch the other. The script is a module.
 *
 * Attributes: `focus`, the key of a node (`person:…`), or `query`, all that the explorer's address says;
 * `server`, where it is from unless that is where this script is from; `height`, 560 pixels unless told.
 */

/** The server's path ends where that of its assets begins. */
const home = import.meta.url.replace(/\/assets\/[^/]*$/, "");

class ScholargraphSlice extends HTMLElement {
  static readonly observedAttributes = ["focus", "query", "server", "height"];

  connectedCallback(): void {
    this.#render();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#render();
  }

  #render(): void {
    const focus = this.getAttribute("focus");
    const params = new URLSearchParams(this.getAttribute("query") ?? "");
    if (focus !== null) params.set("focus", focus);
    params.set("embed", "1");
    const frame = document.createElement("iframe");
    frame.src = `${(this.getAttribute("server") ?? home).replace(/\/$/, "")}/explore?${params}`;
    frame.title = "Research graph";
    frame.loading = "lazy";
    frame.style.cssText = "display: block; width: 100%; border: 0";
    frame.style.height = `${Number(this.getAttribute("height")) || 560}px`;
    this.replaceChildren(frame);
  }
}

if (!customElements.get("scholargraph-slice")) customElements.define("scholargraph-slice", ScholargraphSlice);
