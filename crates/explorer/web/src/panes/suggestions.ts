/** What may be meant by what is typed in a box: a list to choose from, as the ARIA pattern of a combobox has it. */

import { fill, h, icon, named } from "../dom.ts";
import { clean, nameOf, soMany } from "../text.ts";
import type { Suggestion } from "../wire.ts";

export interface SuggestionHandlers {
  /** Asks for what a text may mean. */
  ask(text: string, signal: AbortSignal): Promise<readonly Suggestion[]>;
  choose(key: string): void;
  say(words: string): void;
}

/** How long somebody types on before it is asked again. */
const PAUSE_MS = 120;

export class Suggestions {
  readonly element: HTMLElement;
  readonly #box: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #handlers: SuggestionHandlers;
  #timer = 0;
  #asking: AbortController | null = null;
  #active = -1;

  constructor(box: HTMLInputElement, heading: string, handlers: SuggestionHandlers) {
    [this.#box, this.#handlers] = [box, handlers];
    const id = `sg-suggestions-${serial()}`;
    this.#list = h("ul", { id, role: "listbox", "aria-label": heading });
    this.element = h(
      "div",
      { class: "sg-suggestions", hidden: true },
      h("h3", { "aria-hidden": "true" }, heading),
      this.#list,
    );
    const combobox = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
    };
    for (const [name, value] of Object.entries(combobox)) box.setAttribute(name, value);
  }

  /** Looks for what the box holds now; `isListed` says what need not be suggested. */
  follow(isListed: (key: string) => boolean): void {
    this.#asking?.abort();
    clearTimeout(this.#timer);
    const text = this.#box.value.trim();
    if (text === "") return this.close();
    this.#timer = window.setTimeout(() => void this.#ask(text, isListed), PAUSE_MS);
  }

  async #ask(text: string, isListed: (key: string) => boolean): Promise<void> {
    const asking = (this.#asking = new AbortController());
    // Whoever gets no suggestions still has the link to a search.
    const found = await this.#handlers.ask(text, asking.signal).catch(() => []);
    if (!asking.signal.aborted) this.#show(found.filter((one) => !isListed(keyOf(one))));
  }

  #show(suggestions: readonly Suggestion[]): void {
    fill(this.#list, ...suggestions.map((one) => this.#option(one)));
    this.element.hidden = suggestions.length === 0;
    this.#box.setAttribute("aria-expanded", String(suggestions.length > 0));
    this.#activate(-1);
    if (suggestions.length > 0) this.#handlers.say(`${soMany(suggestions.length, "suggestion", "suggestions")}.`);
  }

  close(): void {
    this.#show([]);
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Acts on a key pressed in the box; `false` where it means nothing here. */
  onKey(key: string): boolean {
    if (!this.isOpen) return false;
    const options = this.#options();
    const round = (at: number) => ((at + 1 + options.length + 1) % (options.length + 1)) - 1;
    switch (key) {
      case "ArrowDown":
        this.#activate(round(this.#active + 1));
        return true;
      case "ArrowUp":
        this.#activate(round(this.#active - 1));
        return true;
      case "Enter":
        options[this.#active]?.click();
        return this.#active >= 0;
      case "Escape":
        this.close();
        return true;
      default:
        return false;
    }
  }

  /** Chooses the first; `false` where there is none. */
  takeFirst(): boolean {
    const first = this.#options()[0];
    first?.click();
    return first !== undefined;
  }

  #options(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  /** Marks the option at this place, or none: the focus stays in the box. */
  #activate(at: number): void {
    this.#active = at;
    this.#options().forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const active = this.#options()[at];
    if (active) this.#box.setAttribute("aria-activedescendant", active.id);
    else this.#box.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  #option(one: Suggestion): HTMLElement {
    const option = h(
      "li",
      { role: "option", id: `sg-option-${serial()}`, "aria-selected": "false", "data-key": keyOf(one) },
      icon(one.kind),
      h("span", { class: "sg-name" }, marked(one), h("span", { class: "sg-faint sg-hint" }, clean(one.hint))),
    );
    option.addEventListener("click", () => this.#handlers.choose(keyOf(one)));
    // The focus stays where somebody types.
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    return option;
  }
}

function keyOf({ kind, id }: Suggestion): string {
  return `${kind}:${id}`;
}

/** A name with what was typed marked in it. */
function marked(one: Suggestion): HTMLElement {
  const name = named("");
  name.append(...pieces(one).map(({ text, isMatch }) => (isMatch ? h("mark", {}, text) : text)));
  return name;
}

/** A label cut where what was typed begins and ends. Where it was written with markup, places in it say nothing. */
export function pieces({ label, id, matches }: Suggestion): { text: string; isMatch: boolean }[] {
  const name = nameOf({ label, id });
  if (name !== label) return [{ text: name, isMatch: false }];
  const letters = [...label];
  const cut = (from: number, to: number, isMatch: boolean) => ({ text: letters.slice(from, to).join(""), isMatch });
  const all: { text: string; isMatch: boolean }[] = [];
  let end = 0;
  for (const [from, to] of matches) {
    all.push(cut(end, from, false), cut(from, to, true));
    end = to;
  }
  all.push(cut(end, letters.length, false));
  return all.filter(({ text }) => text !== "");
}

let last = 0;

/** A number that no element on the page has yet. */
function serial(): number {
  return ++last;
}
