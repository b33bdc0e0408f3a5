/** Works and people with links to their pages, and what is said while they are looked for. */

import type { Api } from "../api.ts";
import { fill, h, named } from "../dom.ts";
import { clean, counted } from "../text.ts";
import type { Named, SharedWork } from "../wire.ts";

/** Works that are listed at once. */
export const WORKS = 8;

/** A list of works; `total` where there may be more than are listed. */
export function works(api: Api, list: readonly SharedWork[], total: number): HTMLElement {
  const items = list
    .slice(0, WORKS)
    .map((item) =>
      h("li", {}, work(api, item), item.year === null ? null : h("span", { class: "sg-faint" }, ` ${item.year}`)),
    );
  const rest = Math.max(total, list.length) - items.length;
  return h(
    "ul",
    { class: "sg-works" },
    ...items,
    rest > 0 && h("li", { class: "sg-faint" }, `and ${counted(rest)} more`),
  );
}

export function work(api: Api, { id, title }: SharedWork): HTMLElement {
  return h("a", { href: api.page(`work:${id}`) }, named(clean(title) || id));
}

export function person(api: Api, { id, label }: Named): HTMLElement {
  return h("a", { href: api.page(`person:${id}`) }, named(clean(label) || id));
}

export function waiting(words: string): HTMLElement {
  return h("p", { class: "sg-faint", role: "status" }, words);
}

/** What went wrong, and how to try again. */
export function failed(error: unknown, again: () => void): HTMLElement[] {
  const words = error instanceof Error ? error.message : String(error);
  return [h("p", { role: "alert" }, words), h("button", { type: "button", onclick: again }, "Try again")];
}

/** Says that something is looked for, then what was found, or what went wrong. */
export async function said(place: HTMLElement, words: string, answer: () => Promise<HTMLElement[]>): Promise<void> {
  fill(place, waiting(words));
  try {
    fill(place, ...(await answer()));
  } catch (error) {
    fill(place, ...failed(error, () => void said(place, words, answer)));
  }
}
