/** The legend: what shapes and sizes mean, how many are shown of how many, which kinds to show, and more of each. */

import { fill, h, icon } from "../dom.ts";
import { KINDS, words, type Kind } from "../kinds.ts";
import type { Model } from "../model.ts";
import type { State } from "../state.ts";
import { counted, listed, soMany } from "../text.ts";

export interface LegendHandlers {
  toggle(kind: Kind): void;
  more(kind: Kind): void;
}

export class Legend {
  readonly element = h("div", { class: "sg-legend", role: "group", "aria-label": "Kinds of nodes" });
  readonly total = h("p", { class: "sg-total" });
  readonly #handlers: LegendHandlers;

  constructor(handlers: LegendHandlers) {
    this.#handlers = handlers;
  }

  show(model: Model, state: State, shown: ReadonlySet<string>): void {
    const kinds = KINDS.filter((kind) => model.count(kind) > 0 || model.omitted[kind] > 0);
    fill(this.element, ...kinds.map((kind) => this.#kind(kind, model, state)));
    this.total.textContent = summary(model, state, shown);
  }

  #kind(kind: Kind, model: Model, state: State): HTMLElement {
    const [count, omitted] = [model.count(kind), model.omitted[kind]];
    const name = words(kind);
    const isShown = !state.hide.includes(kind);
    const numbers = omitted > 0 ? `${counted(count)} of ${counted(count + omitted)}` : counted(count);
    const toggle = h(
      "button",
      {
        type: "button",
        class: "sg-kind",
        "data-id": `toggle:${kind}`,
        "aria-pressed": String(isShown),
        title: isShown ? `Hide ${name.many}` : `Show ${name.many}`,
        onclick: () => this.#handlers.toggle(kind),
      },
      icon(kind),
      h("span", { class: "sg-kind-name" }, name.many),
      h("span", { class: "sg-faint" }, numbers),
    );
    const more = h(
      "button",
      {
        type: "button",
        class: "sg-more",
        "data-id": `more:${kind}`,
        "aria-label": `Show more ${name.many}`,
        title: `Show more ${name.many}`,
        onclick: () => this.#handlers.more(kind),
      },
      "+",
    );
    return h("span", { class: "sg-chip" }, toggle, omitted > 0 && more);
  }
}

/** What is shown, and what was left out. */
export function summary(model: Model, state: State, shown: ReadonlySet<string>): string {
  const near = KINDS.reduce((sum, kind) => sum + model.omitted[kind], 0);
  const hidden = model.nodes.length - shown.size;
  const parts = [`${counted(shown.size)} of ${counted(model.nodes.length + near)} shown`];
  const left = KINDS.filter((kind) => model.omitted[kind] > 0);
  const omitted = left.map((kind) => soMany(model.omitted[kind], words(kind).one, words(kind).many));
  parts.push(near === 0 ? "nothing near was left out" : `${listed(omitted)} nearby left out`);
  if (state.maxAuthors !== null && model.overAuthorLimit > 0) {
    const works = soMany(model.overAuthorLimit, "work", "works");
    parts.push(`${works} of more than ${soMany(state.maxAuthors, "author", "authors")} left out`);
  }
  if (hidden > 0) parts.push(`${counted(hidden)} hidden by filters`);
  parts.push("larger means closer to the focus");
  return `${parts.join(" · ")}.`;
}
