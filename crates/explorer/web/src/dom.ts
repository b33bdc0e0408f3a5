/** Elements made by hand. Whatever comes from a corpus goes in as text; nothing here reads markup. */

import { words, type Kind } from "./kinds.ts";

type Child = Node | string | null | undefined | false;
type Handler = (event: never) => void;
type Attributes = Record<string, string | number | boolean | null | undefined | Handler>;

/** An element with attributes, handlers (`onclick`), and children; what is `null` or `false` is left out. */
export function h<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A name from a stranger, which does not change the direction of what stands beside it. */
export function named(name: string): HTMLElement {
  return h("bdi", {}, name);
}

const SVG = "http://www.w3.org/2000/svg";

/** The shape of a kind, to stand beside its name. */
export function icon(kind: Kind): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-1.5 -1.5 3 3");
  svg.setAttribute("class", `sg-icon sg-${kind}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", words(kind).shape);
  svg.append(path);
  return svg;
}

/** Puts `children` in the place of all that `parent` holds; what has the focus there keeps it, by its `data-id`. */
export function fill(parent: HTMLElement, ...children: Child[]): void {
  const active = document.activeElement;
  const id = active instanceof HTMLElement && parent.contains(active) ? active.dataset["id"] : undefined;
  parent.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== false));
  if (id === undefined) return;
  const next = [...parent.querySelectorAll<HTMLElement>("[data-id]")].find((element) => element.dataset["id"] === id);
  (next ?? (parent.tabIndex >= -1 ? parent : null))?.focus({ preventScroll: true });
}
