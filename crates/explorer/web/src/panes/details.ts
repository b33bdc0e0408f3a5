/** What is known of the selected node: its facts, what to do with it, and its edges, each with its reasons. */

import { fill, h, icon, named } from "../dom.ts";
import { heading, words } from "../kinds.ts";
import type { Edge, Link, Model, Node } from "../model.ts";
import { counted, soMany } from "../text.ts";

export interface DetailHandlers {
  select(key: string): void;
  expand(key: string): void;
  collapse(key: string): void;
  hover(key: string | null): void;
  /** Fills `place` with the reasons for an edge. */
  why(edge: Edge, place: HTMLElement): void;
  connect(): void;
  pageAddress(key: string): string;
  exploreAddress(key: string): string;
}

/** What is looked at, as far as this pane needs to know. */
export interface DetailView {
  readonly model: Model;
  readonly node: Node;
  readonly shown: ReadonlySet<string>;
  /** Works shared with the focus, where that is known. */
  readonly shared: number | null;
  readonly canExpand: boolean;
  readonly isConnecting: boolean;
}

/** Edges of one relation that are listed at first. */
const LISTED = 12;

export class DetailsPane {
  readonly element: HTMLElement;
  readonly #body = h("div", { class: "sg-details-body" });
  readonly #handlers: DetailHandlers;
  #view: DetailView | null = null;

  /** `path`: where a path is told, above all else. */
  constructor(path: HTMLElement, handlers: DetailHandlers) {
    this.#handlers = handlers;
    const inner = h(
      "div",
      { class: "sg-scroll", tabindex: 0, role: "group", "aria-label": "Details" },
      path,
      this.#body,
    );
    this.element = h(
      "section",
      { class: "sg-pane sg-details", "aria-label": "Details" },
      h("h2", { class: "sg-heard" }, "Details"),
      inner,
    );
  }

  show(view: DetailView): void {
    this.#view = view;
    fill(this.#body, this.#head(view), this.#actions(view), ...this.#relations(view));
  }

  /** Opens the reasons for an edge of the node that is shown. */
  open(edge: Edge): void {
    const button = [...this.#body.querySelectorAll<HTMLElement>("[data-edge]")].find(
      (element) => element.dataset["edge"] === edge.id,
    );
    if (button?.getAttribute("aria-expanded") === "false") button.click();
    button?.focus({ preventScroll: true });
    button?.scrollIntoView({ block: "nearest" });
  }

  #head({ model, node, shared }: DetailView): HTMLElement {
    const facts = [
      node === model.focus ? "the focus" : soMany(node.hop, "step away", "steps away"),
      node.year === null ? null : String(node.year),
      node.works_count === null ? null : soMany(node.works_count, "work", "works"),
      node.cited_by === null || node.cited_by === 0 ? null : `cited ${soMany(node.cited_by, "time", "times")}`,
      shared === null || node === model.focus ? null : `${soMany(shared, "work", "works")} shared with the focus`,
    ];
    return h(
      "div",
      { class: "sg-head" },
      h("p", { class: "sg-eyebrow" }, icon(node.kind), words(node.kind).one),
      h("h3", {}, named(node.name)),
      h("p", { class: "sg-faint" }, facts.filter((fact) => fact !== null).join(" · ")),
    );
  }

  #actions({ model, node, canExpand, isConnecting }: DetailView): HTMLElement {
    const handlers = this.#handlers;
    const button = (id: string, text: string, click: () => void, attributes = {}) =>
      h("button", { type: "button", "data-id": id, onclick: click, ...attributes }, text);
    const brought = model.broughtBy(node.key);
    const grow =
      brought === null
        ? button("expand", "Expand", () => handlers.expand(node.key), {
            disabled: !canExpand,
            title: canExpand ? "Show the best of what surrounds it (Enter)" : "No further expansions fit into one link",
          })
        : button("expand", `Collapse (${brought.length})`, () => handlers.collapse(node.key));
    const canConnect = node.kind === "person" || node.kind === "work";
    const second = `Choose a second ${words(node.kind).one} …`;
    return h(
      "div",
      { class: "sg-actions" },
      grow,
      canConnect &&
        button("connect", isConnecting ? second : "How connected to …", () => handlers.connect(), {
          "aria-pressed": String(isConnecting),
        }),
      node !== model.focus && h("a", { href: handlers.exploreAddress(node.key) }, "Explore around it"),
      h("a", { href: handlers.pageAddress(node.key) }, "Open its page"),
    );
  }

  #relations(view: DetailView): HTMLElement[] {
    const { model, node, shown } = view;
    const groups = new Map<string, Link[]>();
    for (const link of model.links(node.key)) {
      if (!shown.has(link.node.key)) continue;
      const title = heading(link.edge.relation, link.outgoing);
      groups.set(title, [...(groups.get(title) ?? []), link]);
    }
    return [...groups].map(([title, links]) => this.#group(title, links));
  }

  #group(title: string, links: readonly Link[]): HTMLElement {
    const list = h("ul", {}, ...links.slice(0, LISTED).map((link) => this.#link(link)));
    const rest = links.slice(LISTED);
    const more = h(
      "button",
      {
        type: "button",
        class: "sg-plain",
        onclick: () => {
          list.append(...rest.map((link) => this.#link(link)));
          more.remove();
        },
      },
      `Show ${counted(rest.length)} more`,
    );
    const count = h("span", { class: "sg-faint" }, counted(links.length));
    return h("div", { class: "sg-group" }, h("h4", {}, title, " ", count), list, rest.length > 0 && more);
  }

  #link(link: Link): HTMLElement {
    const handlers = this.#handlers;
    const place = h("div", { class: "sg-why", id: `sg-why-${link.edge.id}-${serial()}`, hidden: true });
    const why = h(
      "button",
      {
        type: "button",
        class: "sg-plain",
        "data-edge": link.edge.id,
        "aria-expanded": "false",
        "aria-controls": place.id,
        onclick: () => {
          place.hidden = !place.hidden;
          why.setAttribute("aria-expanded", String(!place.hidden));
          if (!place.hidden && place.childElementCount === 0) handlers.why(link.edge, place);
        },
      },
      "Why?",
    );
    const select = h(
      "button",
      {
        type: "button",
        class: "sg-row",
        "data-id": `link:${link.node.key}`,
        onclick: () => handlers.select(link.node.key),
        onmouseenter: () => handlers.hover(link.node.key),
        onmouseleave: () => handlers.hover(null),
      },
      icon(link.node.kind),
      h("span", { class: "sg-name" }, named(link.node.name)),
    );
    return h("li", {}, h("div", { class: "sg-link" }, select, why), place);
  }

  /** The node that is shown. */
  get node(): Node | null {
    return this.#view?.node ?? null;
  }
}

let last = 0;

/** A number that no element on the page has yet. */
function serial(): number {
  return ++last;
}
