/** What keys mean. */

import type { Link, Model } from "./model.ts";

/** What keys act on, and what there is to walk through. */
export interface KeyHandlers {
  readonly model: Model | null;
  readonly shown: ReadonlySet<string>;
  readonly state: { readonly selected: string | null };
  select(key: string | null): void;
  /** Expands, or collapses what was expanded. */
  grow(key: string): void;
  why(): void;
  connect(): void;
  toggleTable(): void;
  search(): void;
  help(): void;
  zoom(closer: boolean): void;
  fit(): void;
  undo(): void;
  redo(): void;
}

/** Walks from node to node along edges, the strongest first. */
export class Walk {
  #anchor: string | null = null;
  #at = -1;
  readonly #way: { anchor: string; at: number }[] = [];

  /** The node to go to for an arrow key; `null` to stay. `selected` is where one stands. */
  step(key: string, model: Model, shown: ReadonlySet<string>, selected: string | null): string | null {
    const here = model.get(selected) ?? model.focus;
    if (selected === null) return this.#start(here.key);
    if (!this.#isAt(selected, model, shown)) this.#start(here.key);
    const anchor = this.#anchor ?? here.key;
    switch (key) {
      case "ArrowRight":
        return this.#turn(anchor, 1, model, shown);
      case "ArrowLeft":
        return this.#turn(anchor, -1, model, shown);
      case "ArrowDown":
        return this.#onward(here.key, model, shown);
      case "ArrowUp":
        return this.#back(anchor);
      default:
        return null;
    }
  }

  #start(anchor: string): string {
    [this.#anchor, this.#at, this.#way.length] = [anchor, -1, 0];
    return anchor;
  }

  /** Does `selected` stand where the walk left it? */
  #isAt(selected: string, model: Model, shown: ReadonlySet<string>): boolean {
    if (this.#anchor === null) return false;
    return this.#at < 0 ? selected === this.#anchor : neighbours(model, this.#anchor, shown)[this.#at] === selected;
  }

  #turn(anchor: string, by: 1 | -1, model: Model, shown: ReadonlySet<string>): string | null {
    const all = neighbours(model, anchor, shown);
    if (all.length === 0) return null;
    this.#at = this.#at < 0 ? (by > 0 ? 0 : all.length - 1) : (this.#at + by + all.length) % all.length;
    return all[this.#at] ?? null;
  }

  #onward(here: string, model: Model, shown: ReadonlySet<string>): string | null {
    if (this.#anchor !== null && this.#at >= 0) this.#way.push({ anchor: this.#anchor, at: this.#at });
    const from = this.#anchor;
    [this.#anchor, this.#at] = [here, -1];
    // Not straight back to where one came from.
    const first = this.#turn(here, 1, model, shown);
    return first !== null && first === from ? this.#turn(here, 1, model, shown) : first;
  }

  #back(anchor: string): string {
    const last = this.#way.pop();
    if (!last) {
      this.#at = -1;
      return anchor;
    }
    [this.#anchor, this.#at] = [last.anchor, last.at];
    return anchor;
  }
}

/** Keys of the nodes beside one, each once. */
function neighbours(model: Model, key: string, shown: ReadonlySet<string>): string[] {
  const links: readonly Link[] = model.links(key);
  return [...new Set(links.map((link) => link.node.key))].filter((other) => shown.has(other));
}

/** Does a key that was pressed there mean something else: a letter, or the end of a dialog? */
function isTaken(target: EventTarget | null): boolean {
  const takers = "input:not([type=range]), textarea, select, [contenteditable], dialog, dialog *";
  return target instanceof HTMLElement && target.matches(takers);
}

/** Listens on the graph itself, and for shortcuts within `scope`: on a page of its own, they work everywhere. */
export function listenToKeys(canvas: HTMLElement, scope: EventTarget, handlers: KeyHandlers): void {
  const walk = new Walk();
  canvas.addEventListener("keydown", (event) => onGraphKey(event, walk, handlers));
  scope.addEventListener("keydown", (event) => onShortcut(event as KeyboardEvent, handlers));
}

/** Acts on keys that mean the same everywhere in the explorer. */
function onShortcut(event: KeyboardEvent, handlers: KeyHandlers): void {
  if (event.defaultPrevented || event.altKey || isTaken(event.target)) return;
  const action = event.ctrlKey || event.metaKey ? undo(event, handlers) : plain(event, handlers);
  if (!action) return;
  event.preventDefault();
  action();
}

function undo(event: KeyboardEvent, handlers: KeyHandlers): (() => void) | null {
  if (event.key.toLowerCase() === "y") return () => handlers.redo();
  if (event.key.toLowerCase() !== "z") return null;
  return event.shiftKey ? () => handlers.redo() : () => handlers.undo();
}

function plain(event: KeyboardEvent, handlers: KeyHandlers): (() => void) | null {
  switch (event.key) {
    case "/":
      return () => handlers.search();
    case "?":
      return () => handlers.help();
    case "t":
      return () => handlers.toggleTable();
    case "w":
      return () => handlers.why();
    case "c":
      return () => handlers.connect();
    case "Escape":
      return () => handlers.select(null);
    default:
      return null;
  }
}

/** Acts on keys that were pressed on the graph itself. */
function onGraphKey(event: KeyboardEvent, walk: Walk, handlers: KeyHandlers): void {
  const { model, shown, state } = handlers;
  if (!model || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    const next = walk.step(event.key, model, shown, state.selected);
    if (next !== null) handlers.select(next);
    return;
  }
  const action: Record<string, () => void> = {
    Enter: () => handlers.grow(state.selected ?? model.focus.key),
    "+": () => handlers.zoom(true),
    "=": () => handlers.zoom(true),
    "-": () => handlers.zoom(false),
    "0": () => handlers.fit(),
  };
  const known = action[event.key];
  if (!known) return;
  event.preventDefault();
  known();
}
