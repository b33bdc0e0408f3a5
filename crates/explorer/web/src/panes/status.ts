/** Says what goes on: while a slice is on its way, when there is none, and when something went wrong. */

import { fill, h } from "../dom.ts";

export class Status {
  /** Lies over the graph. */
  readonly element = h("div", { class: "sg-status", hidden: true });
  /** Heard, not seen. */
  readonly live = h("p", { class: "sg-heard", role: "status", "aria-live": "polite" });

  loading(isFirst: boolean): void {
    const words = h(
      "div",
      { class: "sg-message" },
      h("p", {}, h("strong", {}, "Building this graph slice")),
      h("p", { class: "sg-faint" }, "Loading the nearby works, people, topics and institutions."),
    );
    this.element.classList.toggle("sg-veil", !isFirst);
    this.#show(words);
  }

  failed(message: string, retry: () => void, undo: (() => void) | null): void {
    const again = h("button", { type: "button", onclick: retry }, "Try again");
    const back = undo && h("button", { type: "button", onclick: undo }, "Go back");
    const words = h("p", {}, h("strong", {}, "This slice could not be loaded. "), message);
    this.element.classList.remove("sg-veil");
    this.#show(h("div", { class: "sg-message", role: "alert" }, words, h("p", { class: "sg-actions" }, again, back)));
  }

  /** Nothing but the focus. */
  alone(name: string, reset: (() => void) | null): void {
    const words = h(
      "p",
      {},
      h("strong", {}, "Nothing else is here. "),
      `Nothing is known that stands beside ${name}, or nothing fits the filters.`,
    );
    const back = reset && h("button", { type: "button", onclick: reset }, "Set all filters back");
    this.element.classList.add("sg-veil");
    this.#show(h("div", { class: "sg-message sg-low" }, words, back && h("p", { class: "sg-actions" }, back)));
  }

  done(): void {
    this.element.hidden = true;
    fill(this.element);
  }

  say(words: string): void {
    this.live.textContent = words;
  }

  #show(message: HTMLElement): void {
    fill(this.element, message);
    this.element.hidden = false;
    if (message.role !== "alert") this.say(message.textContent ?? "");
  }
}
