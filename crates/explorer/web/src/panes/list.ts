/** All that is shown, as a list by kind, with a box to find something in it. */

import { fill, h, icon, named } from "../dom.ts";
import { words } from "../kinds.ts";
import type { Model, Node } from "../model.ts";
import { counted, soMany } from "../text.ts";

export interface ListHandlers {
  select(key: string): void;
  expand(key: string): void;
  hover(key: string | null): void;
  /** Where to look for a text that is not in the list. */
  searchAddress(text: string): string;
}

export class ListPane {
  readonly element: HTMLElement;
  readonly #box: HTMLInputElement;
  readonly #lists: HTMLElement;
  readonly #handlers: ListHandlers;
  #model: Model | null = null;
  #shown: ReadonlySet<string> = new Set();
  #selected: string | null = null;

  constructor(handlers: ListHandlers) {
    this.#handlers = handlers;
    this.#box = h("input", {
      type: "search",
      placeholder: "Find in this graph",
      "aria-label": "Find in this graph",
      autocomplete: "off",
      maxlength: 200,
      oninput: () => this.#render(),
      onkeydown: (event: KeyboardEvent) => this.#takeFirst(event),
    });
    this.#lists = h("div", { class: "sg-lists" });
    this.element = h(
      "section",
      { class: "sg-pane sg-list", "aria-label": "List" },
      h("h2", { class: "sg-heard" }, "List"),
      this.#box,
      this.#lists,
    );
  }

  search(): void {
    this.#box.focus();
    this.#box.select();
  }

  show(model: Model, shown: ReadonlySet<string>): void {
    [this.#model, this.#shown] = [model, shown];
    this.#render();
  }

  /** Marks what is selected, and brings it into view. */
  mark(key: string | null): void {
    this.#selected = key;
    for (const item of this.#lists.querySelectorAll<HTMLElement>("[data-id]")) {
      const isSelected = item.dataset["id"] === key;
      if (isSelected) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
      // Scrolls the list alone, not the page around it.
      if (isSelected) bringIntoView(item, this.#lists);
    }
  }

  #takeFirst(event: KeyboardEvent): void {
    if (event.key === "Enter") this.#lists.querySelector<HTMLElement>("[data-id]")?.click();
    if (event.key === "Escape" && this.#box.value !== "") {
      this.#box.value = "";
      this.#render();
      event.stopPropagation();
    }
  }

  #render(): void {
    const model = this.#model;
    if (!model) return;
    const text = this.#box.value.trim();
    const wanted = folded(text);
    const groups = model.grouped(this.#shown).map(({ kind, nodes }) => {
      const found = nodes.filter((node) => folded(node.name).includes(wanted));
      if (found.length === 0) return null;
      const heading = h("h3", {}, words(kind).many, " ", h("span", { class: "sg-faint" }, counted(found.length)));
      return h("div", { class: "sg-group" }, heading, h("ul", {}, ...found.map((node) => this.#item(node))));
    });
    const nothing = groups.every((group) => group === null) && h("p", {}, "Nothing here has these letters.");
    fill(this.#lists, ...groups, nothing, text !== "" && this.#elsewhere(text));
    this.mark(this.#selected);
  }

  #elsewhere(text: string): HTMLElement {
    const link = h("a", { href: this.#handlers.searchAddress(text) }, "Search everything for “", named(text), "”");
    return h("p", {}, link);
  }

  #item(node: Node): HTMLElement {
    const handlers = this.#handlers;
    const button = h(
      "button",
      {
        type: "button",
        "data-id": node.key,
        onclick: () => handlers.select(node.key),
        ondblclick: () => handlers.expand(node.key),
        onmouseenter: () => handlers.hover(node.key),
        onmouseleave: () => handlers.hover(null),
        onfocus: () => handlers.hover(node.key),
        onblur: () => handlers.hover(null),
      },
      icon(node.kind),
      h("span", { class: "sg-name" }, named(node.name)),
      h("span", { class: "sg-faint" }, fact(node, node === this.#model?.focus)),
    );
    return h("li", {}, button);
  }
}

/** The one thing to know beside a name. */
function fact(node: Node, isFocus: boolean): string {
  if (isFocus) return "focus";
  if (node.kind === "work") return node.year === null ? "" : String(node.year);
  return node.works_count === null ? "" : soMany(node.works_count, "work", "works");
}

/** Letters without case and accents. */
function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function bringIntoView(item: HTMLElement, list: HTMLElement): void {
  const [inner, outer] = [item.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top + 8;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 8;
}
