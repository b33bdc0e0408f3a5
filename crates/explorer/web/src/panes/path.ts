/** Tells how two nodes are connected: the ways to choose from, and the steps of one with the works behind them. */

import type { Api } from "../api.ts";
import { fill, h, named } from "../dom.ts";
import type { Node } from "../model.ts";
import { counted, listed, shortened, soMany } from "../text.ts";
import { via, type Way, type Ways } from "../ways.ts";
import { failed, person, waiting, work, works } from "./records.ts";

export interface PathHandlers {
  /** Shows another of the ways, counted from 1. */
  choose(way: number): void;
  close(): void;
  retry(): void;
}

/** Letters of a name on a button. */
const NAME = 40;

export class PathPane {
  /** Empty where nothing is asked. */
  readonly element = h("div", { class: "sg-path" });
  readonly #body = h("div", {});
  readonly #api: Api;
  readonly #handlers: PathHandlers;

  constructor(api: Api, handlers: PathHandlers) {
    [this.#api, this.#handlers] = [api, handlers];
  }

  clear(): void {
    fill(this.element);
  }

  /** Says that a way is looked for. */
  ask(from: Node, to: Node): void {
    const head = h(
      "div",
      { class: "sg-path-head" },
      h("h3", {}, named(from.name), " → ", named(to.name)),
      h("button", { type: "button", class: "sg-plain", onclick: () => this.#handlers.close() }, "Close"),
    );
    const page = from.kind === "person" && to.kind === "person" && this.#api.pathsPage(from.id, to.id);
    fill(this.element, head, this.#body, page && h("p", {}, h("a", { href: page }, "As a page")));
    fill(this.#body, waiting("Looking for the shortest ways …"));
  }

  impossible(): void {
    fill(
      this.#body,
      h("p", {}, "Ways are known between two people, by the works they share, and between two works, by citations."),
    );
  }

  failed(error: unknown): void {
    fill(this.#body, ...failed(error, () => this.#handlers.retry()));
  }

  /** Tells the ways, and the one at `number`, counted from 1. */
  show(ways: Ways, number: number): void {
    const way = ways.list[number - 1];
    if (ways.length === null || !way) fill(this.#body, h("p", {}, nothing(ways)));
    else
      fill(this.#body, h("p", {}, summary(ways)), ways.list.length > 1 && this.#choice(ways, number), this.#steps(way));
  }

  /** What is told, to be heard. */
  get told(): string {
    return this.#body.querySelector("p")?.textContent ?? "";
  }

  #choice(ways: Ways, number: number): HTMLElement {
    const button = (way: Way, at: number) =>
      h(
        "button",
        {
          type: "button",
          "data-id": `way:${at + 1}`,
          "aria-pressed": String(at + 1 === number),
          onclick: () => this.#handlers.choose(at + 1),
        },
        "via ",
        named(listed(via(way).map((name) => shortened(name, NAME)))),
      );
    return h("div", { class: "sg-ways", role: "group", "aria-label": "Ways" }, ...ways.list.map(button));
  }

  #steps(way: Way): HTMLElement {
    const api = this.#api;
    if (way.kind === "work") {
      const item = ({ from, to, cites }: (typeof way.steps)[number]) =>
        h("li", {}, work(api, from), cites ? " cites " : " is cited by ", work(api, to));
      return h("ol", {}, ...way.steps.map(item));
    }
    const item = (step: (typeof way.steps)[number]) =>
      h("li", {}, person(api, step.from), " and ", person(api, step.to), works(api, step.works, step.works_count));
    return h("ol", {}, ...way.steps.map(item));
  }
}

function nothing({ maxAuthors }: Ways): string {
  const limit = maxAuthors === null ? "" : ` over works of at most ${counted(maxAuthors)} authors`;
  return `Nothing connects them${limit}.`;
}

function summary({ length, list, more }: Ways): string {
  const steps = soMany(length ?? 0, "step", "steps");
  if (more) return `${steps}; the best of the shortest ways, of which there are more.`;
  return list.length === 1 ? `${steps}; the only shortest way.` : `${steps}; all ${list.length} shortest ways.`;
}
