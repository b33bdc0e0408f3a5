/** The explorer: what is looked at, what the server says of it, and the panes that show it, held together. */

import { Api, Refused } from "./api.ts";
import { Connection } from "./connection.ts";
import { fill, h } from "./dom.ts";
import { GraphView } from "./graph/view.ts";
import type { Regard } from "./graph/look.ts";
import { History } from "./history.ts";
import { Walk, onGraphKey, onShortcut } from "./keyboard.ts";
import { words, type Kind } from "./kinds.ts";
import { Model, type Edge } from "./model.ts";
import { DetailsPane } from "./panes/details.ts";
import { helpDialog, shareDialog } from "./panes/dialogs.ts";
import { Filters, type Patch } from "./panes/filters.ts";
import { Legend, summary } from "./panes/legend.ts";
import { ListPane } from "./panes/list.ts";
import { Status } from "./panes/status.ts";
import { Switch } from "./panes/switch.ts";
import { TablePane } from "./panes/table.ts";
import { Toolbar } from "./panes/toolbar.ts";
import { explain } from "./panes/why.ts";
import { download } from "./picture.ts";
import { Shared } from "./shared.ts";
import { MOST_EXPANSIONS, UNFILTERED, asksTheSame, initial, isFiltered, more, query, type State } from "./state.ts";
import { soMany } from "./text.ts";

/** Where the explorer stands: as a page of its own, as a part of one, or in a frame elsewhere. */
export type Place = "page" | "panel" | "embed";

export interface Mount {
  readonly root: HTMLElement;
  readonly place: Place;
  readonly base: string;
  readonly state: State;
  /** The first and the last year of the corpus. */
  readonly years: readonly [number, number] | null;
  /** Address of the script that defines the element for other pages. */
  readonly element: string;
}

export class App {
  readonly #mount: Mount;
  readonly #api: Api;
  readonly #history: History<State>;
  readonly #walk = new Walk();
  readonly #status = new Status();
  readonly #list: ListPane;
  readonly #details: DetailsPane;
  readonly #legend: Legend;
  readonly #filters: Filters;
  readonly #toolbar: Toolbar;
  readonly #table: TablePane;
  readonly #switch: Switch;
  readonly #canvas: HTMLElement;
  readonly #view: GraphView | null;
  readonly #shared: Shared;
  readonly #connection: Connection;
  readonly #picture = h("img", { class: "sg-fallback", alt: "" });
  #model: Model | null = null;
  #shown: ReadonlySet<string> = new Set();
  #loading: AbortController | null = null;
  #hovered: string | null = null;
  #isConnecting = false;

  constructor(mount: Mount) {
    this.#mount = mount;
    this.#api = new Api(mount.base);
    this.#shared = new Shared(this.#api);
    this.#history = new History(mount.state);
    const select = (key: string) => this.select(key);
    const hover = (key: string | null) => this.#hover(key);
    this.#list = new ListPane({
      select,
      hover,
      expand: (key) => this.expand(key),
      searchAddress: (text) => `${mount.base}/search?${new URLSearchParams({ q: text })}`,
    });
    this.#details = new DetailsPane({
      select,
      hover,
      expand: (key) => this.expand(key),
      collapse: (key) => this.collapse(key),
      why: (edge, place) => void (this.#model && explain(edge, this.#model, this.#api, place)),
      connect: () => this.connect(),
      pageAddress: (key) => this.#api.page(key),
      exploreAddress: (key) => this.#api.explore(query(initial(key))),
    });
    this.#connection = new Connection(this.#api, this.#details.path, () => this.#look({ other: null }));
    this.#legend = new Legend({
      toggle: (kind) => this.#toggle(kind),
      more: (kind) => this.#go(more(this.state, this.#model?.unexpanded ?? [], kind)),
    });
    this.#filters = new Filters(mount.years, (patch) => this.#filter(patch));
    this.#toolbar = new Toolbar(this.#toolbarHandlers(), [this.#filters.element]);
    this.#table = new TablePane({ select, why: (edge) => this.#why(edge) });
    this.#switch = new Switch(mount.root);
    this.#canvas = h("div", {
      class: "sg-canvas",
      tabindex: 0,
      role: "application",
      "aria-roledescription": "graph",
      "aria-label": "Graph. Arrow keys walk from node to node, Enter expands, question mark shows all keys.",
    });
    this.#assemble();
    this.#view = this.#draw();
    this.#listen();
    void this.#load();
  }

  get state(): State {
    return this.#history.now;
  }

  /** Where a node lies on the page, in pixels from the corner of the window; `null` where it is not drawn. */
  placeOf(key: string): { x: number; y: number } | null {
    const place = this.#view?.placeOf(key) ?? null;
    const { left, top } = this.#canvas.getBoundingClientRect();
    return place && { x: left + place.x, y: top + place.y };
  }

  /** Selects a node, or nothing; `beside` asks how it is connected to the one that is selected. */
  select(key: string | null, beside = false): void {
    const { selected } = this.state;
    const asksForPath = (beside || this.#isConnecting) && selected !== null && key !== null && key !== selected;
    this.#isConnecting = false;
    this.#look(asksForPath ? { other: key } : { selected: key, other: null });
    const node = this.#model?.get(key);
    if (node) {
      this.#switch.show("details");
      const edges = soMany(this.#model?.links(node.key).length ?? 0, "edge", "edges");
      this.#status.say(`${node.name}, ${words(node.kind).one}, ${edges}`);
    }
  }

  expand(key: string): void {
    const { expand } = this.state;
    if (expand.includes(key) || expand.length >= MOST_EXPANSIONS) return;
    this.#go({ expand: [...expand, key], selected: key, other: null });
  }

  collapse(key: string): void {
    const left = this.#model?.without(key);
    if (left) this.#go({ expand: left, other: null });
  }

  /** Asks how the selected node is connected to the one that is selected next. */
  connect(): void {
    if (this.state.selected === null) this.#look({ selected: this.state.focus });
    this.#isConnecting = !this.#isConnecting;
    this.#showDetails();
    if (this.#isConnecting) this.#status.say("Select a second node.");
  }

  #assemble(): void {
    const { root } = this.#mount;
    root.classList.add("sg", `sg-${this.#mount.place}`);
    const graph = h(
      "section",
      { class: "sg-pane sg-graph", "aria-label": "Graph" },
      h("h2", { class: "sg-heard" }, "Graph"),
      this.#legend.element,
      h("div", { class: "sg-stage" }, this.#canvas, this.#table.element, this.#status.element),
      this.#legend.total,
    );
    const panes = h("div", { class: "sg-panes" }, this.#list.element, graph, this.#details.element);
    fill(root, h("div", { class: "sg-bar" }, this.#toolbar.element, this.#switch.element), panes, this.#status.live);
  }

  /** The graph; a picture from the server, where the browser cannot draw one itself. */
  #draw(): GraphView | null {
    try {
      return new GraphView(this.#canvas, {
        select: (key, beside) => this.select(key, beside),
        expand: (key) => this.expand(key),
        why: (edge) => this.#why(edge),
        hover: (key) => this.#hover(key),
      });
    } catch {
      fill(this.#canvas, this.#picture);
      return null;
    }
  }

  #listen(): void {
    const handlers = {
      select: (key: string | null) => this.select(key),
      grow: (key: string) => (this.#model?.broughtBy(key) ? this.collapse(key) : this.expand(key)),
      why: () => this.#whyStrongest(),
      connect: () => this.connect(),
      search: () => {
        this.#switch.show("list");
        this.#list.search();
      },
      ...this.#toolbarHandlers(),
    };
    this.#canvas.addEventListener("keydown", (event) => {
      if (this.#model)
        onGraphKey(
          event,
          this.#walk,
          { model: this.#model, shown: this.#shown, selected: this.state.selected },
          handlers,
        );
    });
    // On a page of its own, keys mean something wherever the focus is; on others, within the explorer alone.
    const scope: EventTarget = this.#mount.place === "panel" ? this.#mount.root : document;
    scope.addEventListener("keydown", (event) => onShortcut(event as KeyboardEvent, handlers));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#view?.recolor());
  }

  #toolbarHandlers() {
    return {
      undo: () => void (this.#history.undo() && this.#load()),
      redo: () => void (this.#history.redo() && this.#load()),
      zoom: (closer: boolean) => this.#view?.zoom(closer),
      fit: () => this.#view?.fit(),
      toggleTable: () => this.#look({ view: this.state.view === "table" ? "graph" : "table" }),
      png: () => void this.#png(),
      share: () => this.#share(),
      help: () => this.#open(helpDialog()),
      file: (format: string, table?: string) => this.#api.file(this.state, format, table),
    };
  }

  /** Goes on to another state, which can be undone. */
  #go(patch: Partial<State>): void {
    const before = this.state;
    this.#history.push({ ...before, ...patch });
    if (asksTheSame(before, this.state)) this.#show();
    else void this.#load();
  }

  /** Looks at something else of what is there. */
  #look(patch: Partial<State>): void {
    this.#history.amend({ ...this.state, ...patch });
    this.#mark();
  }

  async #load(): Promise<void> {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    this.#status.loading(this.#model === null);
    this.#mount.root.setAttribute("aria-busy", "true");
    try {
      const [slice] = await Promise.all([this.#api.slice(this.state, loading.signal), this.#shared.load(this.state)]);
      if (loading.signal.aborted) return;
      this.#model = new Model(slice);
      this.#forget(this.#model);
      this.#status.done();
      this.#show();
      this.#status.say(`${this.#model.focus.name}: ${summary(this.#model, this.#shown)}`);
    } catch (error) {
      if (!loading.signal.aborted) this.#failed(error);
    } finally {
      if (this.#loading === loading) this.#mount.root.setAttribute("aria-busy", "false");
    }
  }

  /** Selects nothing that is not there any more. */
  #forget(model: Model): void {
    const { selected, other } = this.state;
    const isThere = (key: string | null) => key !== null && model.get(key) !== null;
    const kept = {
      selected: isThere(selected) ? selected : null,
      other: isThere(selected) && isThere(other) ? other : null,
    };
    this.#history.amend({ ...this.state, ...kept });
  }

  #failed(error: unknown): void {
    const { expand } = this.state;
    // An expansion that was brought by another one is gone with it.
    if (error instanceof Refused && error.parameter === "expand" && expand.length > 0) {
      this.#history.amend({ ...this.state, expand: expand.slice(0, -1) });
      void this.#load();
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    const undo = this.#history.canUndo ? this.#toolbarHandlers().undo : null;
    this.#status.failed(message, () => void this.#load(), undo);
    this.#toolbar.show(this.#history.canUndo, this.#history.canRedo, this.state.view);
  }

  /** Shows the slice that is there. */
  #show(): void {
    const model = this.#model;
    if (!model) return;
    const { state } = this;
    const shown = model.nodes.filter((node) => model.shows(node, state, this.#shared.of(node)));
    this.#shown = new Set(shown.map((node) => node.key));
    this.#view?.show(model, this.#regard());
    this.#list.show(model, this.#shown);
    this.#table.show(model, this.#shown);
    this.#legend.show(model, state, this.#shown);
    this.#filters.show(state);
    if (this.#view === null) this.#picture.src = this.#api.file(state, "svg");
    if (this.#shown.size === 1)
      this.#status.alone(model.focus.name, isFiltered(state) ? () => this.#filter(null) : null);
    else this.#status.done();
    this.#mark();
  }

  /** Shows what of it is looked at. */
  #mark(): void {
    const { state } = this;
    this.#view?.regard(this.#regard());
    this.#list.mark(state.selected);
    this.#table.mark(state.selected);
    this.#toolbar.show(this.#history.canUndo, this.#history.canRedo, state.view);
    this.#table.element.hidden = state.view !== "table";
    this.#canvas.hidden = state.view === "table";
    this.#showDetails();
    void this.#showPath();
    this.#publish();
  }

  #showDetails(): void {
    const model = this.#model;
    if (!model) return;
    const node = model.get(this.state.selected) ?? model.focus;
    const shared = this.#shared.of(node);
    const canExpand = this.state.expand.length < MOST_EXPANSIONS;
    this.#details.show({ model, node, shown: this.#shown, shared, canExpand, isConnecting: this.#isConnecting });
  }

  async #showPath(): Promise<void> {
    const [from, to] = [this.#model?.get(this.state.selected) ?? null, this.#model?.get(this.state.other) ?? null];
    if (!this.#connection.isNew(from, to)) return;
    if (from && to) this.#switch.show("details");
    const told = await this.#connection.find(from, to);
    this.#view?.regard(this.#regard());
    if (told !== null) this.#status.say(told);
  }

  #regard(): Regard {
    const { selected, other } = this.state;
    return { shown: this.#shown, selected, other, hovered: this.#hovered, path: this.#connection.path };
  }

  #hover(key: string | null): void {
    if (key === this.#hovered) return;
    this.#hovered = key;
    this.#view?.regard(this.#regard());
  }

  #why(edge: Edge): void {
    const { selected } = this.state;
    if (selected !== edge.source && selected !== edge.target) this.select(edge.source);
    this.#switch.show("details");
    this.#details.open(edge);
  }

  #whyStrongest(): void {
    const link = this.#model
      ?.links(this.state.selected ?? this.state.focus)
      .find(({ node }) => this.#shown.has(node.key));
    if (link) this.#why(link.edge);
  }

  #toggle(kind: Kind): void {
    const { hide } = this.state;
    this.#go({ hide: hide.includes(kind) ? hide.filter((other) => other !== kind) : [...hide, kind] });
  }

  #filter(patch: Patch | null): void {
    this.#history.push({ ...this.state, ...(patch ?? UNFILTERED) });
    // Years may take away what was expanded, and shared works have to be asked for.
    void this.#load();
  }

  async #png(): Promise<void> {
    this.#status.say("Drawing the picture …");
    const failed = (error: unknown) => this.#status.say(`The picture could not be made: ${String(error)}`);
    await download(this.#api.file(this.state, "svg"), "slice.png").catch(failed);
  }

  #share(): void {
    const address = (query: string) => new URL(this.#api.explore(query), location.href).href;
    const now = query(this.state);
    const script = new URL(this.#mount.element, location.href).href;
    this.#open(shareDialog(address(now), address(`${now}&embed=1`), script, now));
  }

  #open(dialog: HTMLDialogElement): void {
    this.#mount.root.append(dialog);
    dialog.showModal();
  }

  /** Keeps the address, and links to the full explorer, at what is seen. */
  #publish(): void {
    const now = query(this.state);
    const embed = this.#mount.place === "embed" ? "&embed=1" : "";
    if (this.#mount.place !== "panel") history.replaceState(null, "", `?${now}${embed}`);
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-scholargraph-full]"))
      link.href = this.#api.explore(now);
  }
}
