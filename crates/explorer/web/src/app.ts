/** The explorer: what is looked at, what the server says of it, and the panes that show it, held together. */

import { Address } from "./address.ts";
import { Api, Refused } from "./api.ts";
import { Connection } from "./connection.ts";
import type { Regard } from "./graph/look.ts";
import { History } from "./history.ts";
import { listenToKeys } from "./keyboard.ts";
import { words, type Kind } from "./kinds.ts";
import { Loader } from "./loader.ts";
import type { Edge, Model } from "./model.ts";
import type { Mount } from "./mount.ts";
import { Panes } from "./panes.ts";
import { helpDialog, shareDialog } from "./panes/dialogs.ts";
import type { Patch } from "./panes/filters.ts";
import { summary } from "./panes/legend.ts";
import { explain } from "./panes/why.ts";
import { download } from "./picture.ts";
import { Shared } from "./shared.ts";
import { Stage } from "./stage.ts";
import { ADD, UNFILTERED, asksTheSame, canExpand, isAddition, isFiltered, more, type State } from "./state.ts";
import { soMany } from "./text.ts";

export class App {
  readonly #root: HTMLElement;
  readonly #api: Api;
  readonly #address: Address;
  readonly #history: History<State>;
  readonly #shared: Shared;
  readonly #loader: Loader;
  readonly #stage = new Stage();
  readonly #panes: Panes;
  readonly #connection: Connection;
  #model: Model | null = null;
  #shown: ReadonlySet<string> = new Set();
  #hovered: string | null = null;
  #isConnecting = false;

  constructor(mount: Mount) {
    this.#root = mount.root;
    this.#api = new Api(mount.base);
    this.#address = new Address(mount, this.#api);
    this.#history = new History(mount.state);
    this.#shared = new Shared(this.#api);
    this.#panes = new Panes(mount, this.#api, this.#address, this.#stage, this);
    this.#loader = new Loader(mount.root, this.#api, this.#shared, this.#panes.status);
    this.#connection = new Connection(this.#api, this.#panes.path);
    // The slice is on its way while the browser gets ready to draw.
    void this.#load();
    this.#stage.start(this);
    listenToKeys(this.#stage.canvas, mount.place === "panel" ? mount.root : document, this);
  }

  get state(): State {
    return this.#history.now;
  }

  get model(): Model | null {
    return this.#model;
  }

  /** Keys of the nodes that are shown. */
  get shown(): ReadonlySet<string> {
    return this.#shown;
  }

  /** Where a node lies on the page, in pixels from the corner of the window; `null` where it is not drawn. */
  placeOf(key: string): { x: number; y: number } | null {
    return this.#stage.placeOf(key);
  }

  /** Selects a node, or nothing; `beside` asks how it is connected to the one that is selected. */
  select(key: string | null, beside = false): void {
    const { selected } = this.state;
    const asksForPath = (beside || this.#isConnecting) && selected !== null && key !== null && key !== selected;
    this.#isConnecting = false;
    if (asksForPath) this.#askForPath(selected, key);
    else this.#look({ selected: key, other: null });
    const node = this.#model?.get(key);
    if (!node) return;
    this.#panes.switch.show("details");
    const edges = soMany(this.#model?.links(node.key).length ?? 0, "edge", "edges");
    this.#panes.status.say(`${node.name}, ${words(node.kind).one}, ${edges}`);
  }

  expand(key: string): void {
    const { expand } = this.state;
    if (expand.includes(key) || !canExpand(this.state)) return;
    this.#go({ expand: [...expand, key], selected: key, other: null });
  }

  collapse(key: string): void {
    const left = this.#model?.without(key).steps;
    if (left) this.#go({ expand: left, other: null });
  }

  /** Expands, or collapses what was expanded. */
  grow(key: string): void {
    if (this.#model?.broughtBy(key)) this.collapse(key);
    else this.expand(key);
  }

  /** Asks how the selected node is connected to the one that is selected next. */
  connect(): void {
    if (this.state.selected === null) this.#look({ selected: this.state.focus });
    this.#isConnecting = !this.#isConnecting;
    this.#showDetails();
    if (this.#isConnecting) this.#panes.status.say("Select a second node.");
  }

  /** Follows another of the ways between two nodes. */
  choose(way: number): void {
    const model = this.#model;
    if (!model) return;
    const { steps, gone } = model.withoutAdditions();
    const isLeft = (key: string) => model.get(key) !== null && !gone.has(key);
    const missing = this.#connection.missing(way, this.state, isLeft);
    this.#go({ way, expand: [...steps, ...missing.map((key) => ADD + key)] });
  }

  /** Has seen enough of how two nodes are connected: what was added for it goes. */
  close(): void {
    this.#go({ other: null, way: 1, expand: this.#model?.withoutAdditions().steps ?? this.state.expand });
  }

  retry(): void {
    this.#connection.forget();
    void this.#showPath();
  }

  /** Goes to a node wherever it is: to one that is shown here, or else to an explorer around it. */
  visit(key: string): void {
    if (this.#shown.has(key)) this.select(key);
    else location.assign(this.#address.around(key));
  }

  hover(key: string | null): void {
    if (key === this.#hovered) return;
    this.#hovered = key;
    this.#stage.regard(this.#regard());
  }

  /** Opens the reasons for an edge; without one, for the strongest of what is selected. */
  why(edge: Edge | null = this.#strongest()): void {
    if (!edge) return;
    const { selected } = this.state;
    if (selected !== edge.source && selected !== edge.target) this.select(edge.source);
    this.#panes.switch.show("details");
    this.#panes.details.open(edge);
  }

  explain(edge: Edge, place: HTMLElement): void {
    if (this.#model) void explain(edge, this.#model, this.#api, place);
  }

  search(): void {
    this.#panes.switch.show("list");
    this.#panes.list.search();
  }

  toggle(kind: Kind): void {
    const { hide } = this.state;
    this.#go({ hide: hide.includes(kind) ? hide.filter((other) => other !== kind) : [...hide, kind] });
  }

  more(kind: Kind): void {
    this.#go(more(this.state, this.#model?.unexpanded ?? [], kind));
  }

  /** Sets filters, or all of them back. */
  filter(patch: Patch | null): void {
    this.#history.push({ ...this.state, ...(patch ?? UNFILTERED) });
    // Years may take away what was expanded, and shared works have to be asked for.
    void this.#load();
  }

  undo(): void {
    if (this.#history.undo()) void this.#load();
  }

  redo(): void {
    if (this.#history.redo()) void this.#load();
  }

  zoom(closer: boolean): void {
    this.#stage.zoom(closer);
  }

  fit(): void {
    this.#stage.fit();
  }

  toggleTable(): void {
    this.#look({ view: this.state.view === "table" ? "graph" : "table" });
  }

  async png(): Promise<void> {
    const { status } = this.#panes;
    status.say("Drawing the picture …");
    const failed = (error: unknown) => status.say(`The picture could not be made: ${String(error)}`);
    await download(this.file("svg"), "slice.png").catch(failed);
  }

  /** Address of what is shown in a format of the server's. */
  file(format: string, table?: string): string {
    return this.#api.file(this.state, format, table);
  }

  share(): void {
    this.#open(shareDialog(...this.#address.shared(this.state)));
  }

  help(): void {
    this.#open(helpDialog());
  }

  #open(dialog: HTMLDialogElement): void {
    this.#root.append(dialog);
    dialog.showModal();
  }

  #strongest(): Edge | null {
    const links = this.#model?.links(this.state.selected ?? this.state.focus) ?? [];
    return links.find(({ node }) => this.#shown.has(node.key))?.edge ?? null;
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

  /** What another path added to the picture goes, unless this one starts or ends there. */
  #askForPath(from: string, to: string): void {
    const rest = this.#model?.withoutAdditions();
    const isOver = rest !== undefined && !rest.gone.has(from) && !rest.gone.has(to);
    this.#go({ other: to, way: 1, expand: isOver ? rest.steps : this.state.expand });
  }

  async #load(): Promise<void> {
    await this.#loader.load(this.state, this.#model === null, {
      loaded: (model) => this.#loaded(model),
      failed: (error) => this.#failed(error),
    });
  }

  #loaded(model: Model): void {
    this.#model = model;
    this.#forget(model);
    this.#show();
    this.#panes.status.say(`${model.focus.name}: ${summary(model, this.state, this.#shown)}`);
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
    // What was brought by something else is gone with it, and what was added may not be seen through the filters.
    if (error instanceof Refused && error.parameter === "expand" && expand.length > 0) {
      const expansions = expand.filter((step) => !isAddition(step));
      this.#connection.refuse();
      this.#history.amend({
        ...this.state,
        expand: expansions.length < expand.length ? expansions : expand.slice(0, -1),
      });
      void this.#load();
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    const undo = this.#history.canUndo ? () => this.undo() : null;
    this.#panes.status.failed(message, () => void this.#load(), undo);
    this.#panes.toolbar.show(this.#history.canUndo, this.#history.canRedo, this.state.view);
  }

  /** Shows the slice that is there. */
  #show(): void {
    const model = this.#model;
    if (!model) return;
    const { state } = this;
    const shown = model.nodes.filter((node) => model.shows(node, state, this.#shared.of(node)));
    this.#shown = new Set(shown.map((node) => node.key));
    this.#stage.show(model, this.#regard(), this.file("svg"));
    this.#panes.show(model, state, this.#shown);
    const isAlone = this.#shown.size === 1;
    if (isAlone) this.#panes.status.alone(model.focus.name, isFiltered(state) ? () => this.filter(null) : null);
    else this.#panes.status.done();
    this.#mark();
  }

  /** Shows what of it is looked at. */
  #mark(): void {
    this.#stage.regard(this.#regard());
    this.#panes.mark(this.state, this.#history.canUndo, this.#history.canRedo);
    this.#showDetails();
    void this.#showPath();
    this.#address.publish(this.state);
  }

  #showDetails(): void {
    const model = this.#model;
    if (!model) return;
    const node = model.get(this.state.selected) ?? model.focus;
    this.#panes.details.show({
      model,
      node,
      shown: this.#shown,
      shared: this.#shared.of(node),
      canExpand: canExpand(this.state),
      isConnecting: this.#isConnecting,
    });
  }

  async #showPath(): Promise<void> {
    const [from, to] = [this.#model?.get(this.state.selected) ?? null, this.#model?.get(this.state.other) ?? null];
    if (!this.#connection.isNew(from, to)) return this.#follow();
    if (from && to) this.#panes.switch.show("details");
    const isFound = await this.#connection.find(from, to);
    if (isFound) this.#follow();
    else this.#stage.regard(this.#regard());
    if (isFound || (from && to)) this.#panes.status.say(this.#panes.path.told);
  }

  /** Shows the way between two nodes, and adds to the picture what it lacks of it: one step with the question. */
  #follow(): void {
    const model = this.#model;
    if (!model) return;
    const missing = this.#connection.follow(this.state, model);
    this.#stage.regard(this.#regard());
    if (missing.length === 0) return;
    this.#history.amend({ ...this.state, expand: [...this.state.expand, ...missing.map((key) => ADD + key)] });
    void this.#load();
  }

  #regard(): Regard {
    const { selected, other } = this.state;
    return { shown: this.#shown, selected, other, hovered: this.#hovered, path: this.#connection.path };
  }
}
