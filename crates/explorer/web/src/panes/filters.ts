/** Filters and budgets: years, shared works, and how many nodes of each kind. */

import { fill, h } from "../dom.ts";
import { KINDS, words, type Kind } from "../kinds.ts";
import { hasShared } from "../shared.ts";
import type { State } from "../state.ts";
import { menu } from "./menu.ts";

export type Patch = Partial<Pick<State, "from" | "to" | "maxAuthors" | "minShared" | "nodes" | "budgets">>;

/** What a walk slice has where nobody says otherwise. */
const NODES = 50;
/** What the server bounds, too. */
const MOST = 5000;
const MOST_SHARED = 1000;

export class Filters {
  readonly element: HTMLDetailsElement;
  readonly #body = h("div", { class: "sg-filter-body" });
  readonly #count = h("span", { class: "sg-faint" });
  readonly #years: readonly [number, number] | null;
  readonly #change: (patch: Patch | null) => void;

  /** `years`: the first and the last of the corpus. `change` gets what to set, or `null` to set all back. */
  constructor(years: readonly [number, number] | null, change: (patch: Patch | null) => void) {
    [this.#years, this.#change] = [years, change];
    this.element = menu("sg-filters", ["Filters ", this.#count], this.#body);
  }

  show(state: State): void {
    const active = [state.from, state.to, state.maxAuthors, state.nodes].filter((value) => value !== null).length;
    const all = active + Object.keys(state.budgets).length + (state.minShared > 0 ? 1 : 0);
    this.#count.textContent = all === 0 ? "" : `(${all})`;
    fill(
      this.#body,
      this.#years && this.#yearRange(state, this.#years),
      this.#authors(state),
      hasShared(state.focus) && this.#shared(state),
      this.#budgets(state),
      h(
        "button",
        { type: "button", "data-id": "reset", disabled: all === 0, onclick: () => this.#change(null) },
        "Set all back",
      ),
    );
  }

  #yearRange(state: State, [first, last]: readonly [number, number]): HTMLElement {
    const slider = (name: "from" | "to", label: string, fallback: number) => {
      const value = Math.min(last, Math.max(first, state[name] ?? fallback));
      const output = h("output", {}, String(value));
      const input = h("input", {
        type: "range",
        "data-id": name,
        min: first,
        max: last,
        value,
        oninput: () => (output.textContent = input.value),
        onchange: () => {
          const year = Number(input.value);
          this.#change({ [name]: year === fallback ? null : year });
        },
      });
      return h("label", {}, h("span", {}, label), input, output);
    };
    return h(
      "fieldset",
      {},
      h("legend", {}, "Works of the years"),
      slider("from", "from", first),
      slider("to", "to", last),
    );
  }

  #authors(state: State): HTMLElement {
    const label = this.#number("authors", state.maxAuthors, [1, 65_535], "any", (value) =>
      this.#change({ maxAuthors: value }),
    );
    return h("fieldset", {}, h("legend", {}, "Works of at most"), label);
  }

  #shared(state: State): HTMLElement {
    const input = h("input", {
      type: "number",
      "data-id": "shared",
      min: 0,
      max: MOST_SHARED,
      value: state.minShared,
      onchange: () => this.#change({ minShared: whole(input.value, 0, MOST_SHARED) ?? 0 }),
    });
    const label = h("label", {}, input, h("span", {}, "works shared with the focus"));
    return h("fieldset", {}, h("legend", {}, "People with at least"), label);
  }

  #budgets(state: State): HTMLElement {
    const of = (kind: Kind) =>
      this.#number(words(kind).many, state.budgets[kind] ?? null, [0, MOST], "any", (value) => {
        const { [kind]: _, ...others } = state.budgets;
        this.#change({ budgets: value === null ? others : { ...others, [kind]: value } });
      });
    const all = this.#number("nodes", state.nodes, [1, MOST], String(NODES), (value) => this.#change({ nodes: value }));
    return h("fieldset", { class: "sg-budgets" }, h("legend", {}, "At most"), all, ...KINDS.map(of));
  }

  #number(
    label: string,
    value: number | null,
    [least, most]: readonly [number, number],
    placeholder: string,
    change: (value: number | null) => void,
  ): HTMLElement {
    const input = h("input", {
      type: "number",
      "data-id": `budget:${label}`,
      min: least,
      max: most,
      value,
      placeholder,
      onchange: () => change(whole(input.value, least, most)),
    });
    return h("label", {}, input, h("span", {}, label));
  }
}

function whole(text: string, least: number, most: number): number | null {
  const value = Math.round(Number(text));
  return text.trim() === "" || !Number.isFinite(value) ? null : Math.min(most, Math.max(least, value));
}
