/** All that is shown, as a list by kind, with a box to find something in it. */

import { fill, h, icon, named } from "../dom.ts";
import { words } from "../kinds.ts";
import type { Model, Node } from "../model.ts";
import { counted, soMany } from "../text.ts";
import type { Suggestion } from "../wire.ts";
import { Suggestions } from "./suggestions.ts";

export interface ListHandlers {
  select(key: string): void;
  expand(key: string): void;
  hover(key: string | null): void;
  /** Where to look for a text that is not in the list. */
  searchAddress(text: string): string;
  /** What a text may mean, wherever it is. */
  suggest(text: string, signal: AbortSignal): Promise<readonly Suggestion[]>;
  /** Goes to a node that is not in the list. */
  visit(key: string): void;
  say(words: string): void;
}

/** Nodes of a kind that are listed: more are found by their names. */
const LISTED = 200;

export class ListPane {
  readonly element: HTMLElement;
  readonly #box: HTMLInputElement;
  readonly #suggestions: Suggestions;
  readonly #lists: HTMLElement;
  readonly #handlers: ListHandlers;
  #model: Model | null = null;
  #shown: ReadonlySet<string> = new Set();
  #selected: string | null = null;

  constructor(handlers: ListHandlers) {
    this.#handlers = handlers;
    this.#box = h("input", {
      type: "search",
      placeholder: "Find here and elsewhere",
      "aria-label": "Find here and elsewhere",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 200,
      oninput: () => this.#follow(),
      onkeydown: (event: KeyboardEvent) => this.#onKey(event),
    });
    this.#suggestions = new Suggestions(this.#box, "Elsewhere", {
      ask: (text, signal) => handlers.suggest(text, signal),
      choose: (key) => handlers.visit(key),
      say: (words) => handlers.say(words),
    });
    this.#lists = h("div", { class: "sg-lists" });
    this.element = h(
      "section",
      { class: "sg-pane sg-list", "aria-label": "List" },
      h("h2", { class: "sg-heard" }, "List"),
      this.#box,
      this.#suggestions.element,
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

  #follow(): void {
    this.#render();
    this.#suggestions.follow((key) => this.#shown.has(key));
  }

  #onKey(event: KeyboardEvent): void {
    const isTaken = this.#suggestions.onKey(event.key) || this.#onOwnKey(event.key);
    if (!isTaken) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Enter takes the best that there is, Escape empties the box. */
  #onOwnKey(key: string): boolean {
    if (key === "Enter" && this.#box.value.trim() !== "") {
      const first = this.#lists.querySelector<HTMLElement>("[data-id]");
      first?.click();
      return first !== null || this.#suggestions.takeFirst();
    }
    if (key !== "Escape" || this.#box.value === "") return false;
    this.#box.value = "";
    this.#follow();
    return true;
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
      const list = h("ul", {}, ...found.slice(0, LISTED).map((node) => this.#item(node)));
      const rest = found.length - LISTED;
      const more = rest > 0 && h("p", { class: "sg-faint" }, `and ${counted(rest)} more: type a name to find one`);
      return h("div", { class: "sg-group" }, heading, list, more);
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
