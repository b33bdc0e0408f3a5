/** A button with something folded behind it. */

import { h } from "../dom.ts";

/** A menu that closes on Escape, and when somebody goes on elsewhere. */
export function menu(name: string, label: readonly (HTMLElement | string)[], body: HTMLElement): HTMLDetailsElement {
  const summary = h("summary", {}, ...label);
  const element = h("details", { class: `sg-menu ${name}` }, summary, body);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    event.stopPropagation();
    element.open = false;
    summary.focus();
  });
  // Listens while it is open, so that an explorer that is gone leaves nothing behind.
  const elsewhere = (event: Event) => {
    if (event.target instanceof Node && !element.contains(event.target)) element.open = false;
  };
  element.addEventListener("toggle", () => {
    const listen = element.open ? "addEventListener" : "removeEventListener";
    document[listen]("pointerdown", elsewhere);
    document[listen]("focusin", elsewhere);
  });
  return element;
}
