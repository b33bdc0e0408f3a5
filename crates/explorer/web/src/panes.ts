/** The panes around the graph, side by side, and the bar above them. */

import type { Address } from "./address.ts";
import type { Api } from "./api.ts";
import { fill, h } from "./dom.ts";
import type { Kind } from "./kinds.ts";
import type { Edge, Model } from "./model.ts";
import type { Mount } from "./mount.ts";
import { DetailsPane } from "./panes/details.ts";
import { Filters, type Patch } from "./panes/filters.ts";
import { Legend } from "./panes/legend.ts";
import { ListPane } from "./panes/list.ts";
import { PathPane, type PathHandlers } from "./panes/path.ts";
import { Status } from "./panes/status.ts";
import { Switch } from "./panes/switch.ts";
import { TablePane } from "./panes/table.ts";
import { Toolbar, type ToolbarHandlers } from "./panes/toolbar.ts";
import type { Stage } from "./stage.ts";
import type { State } from "./state.ts";

/** What somebody may want who uses them. */
export interface Actions extends ToolbarHandlers, PathHandlers {
  select(key: string): void;
  visit(key: string): void;
  hover(key: string | null): void;
  expand(key: string): void;
  collapse(key: string): void;
  why(edge: Edge): void;
  explain(edge: Edge, place: HTMLElement): void;
  connect(): void;
  toggle(kind: Kind): void;
  more(kind: Kind): void;
  filter(patch: Patch | null): void;
}

export class Panes {
  readonly status = new Status();
  readonly list: ListPane;
  readonly details: DetailsPane;
  readonly path: PathPane;
  readonly toolbar: Toolbar;
  readonly switch: Switch;
  readonly #legend: Legend;
  readonly #filters: Filters;
  readonly #table: TablePane;
  readonly #stage: Stage;

  constructor(mount: Mount, api: Api, address: Address, stage: Stage, actions: Actions) {
    const select = (key: string) => actions.select(key);
    const hover = (key: string | null) => actions.hover(key);
    const expand = (key: string) => actions.expand(key);
    this.#stage = stage;
    this.list = new ListPane({
      select,
      hover,
      expand,
      searchAddress: (text) => api.searchPage(text),
      suggest: (text, signal) => api.suggestions(text, signal),
      visit: (key) => actions.visit(key),
      say: (words) => this.status.say(words),
    });
    this.path = new PathPane(api, actions);
    this.details = new DetailsPane(this.path.element, {
      select,
      hover,
      expand,
      collapse: (key) => actions.collapse(key),
      why: (edge, place) => actions.explain(edge, place),
      connect: () => actions.connect(),
      pageAddress: (key) => api.page(key),
      exploreAddress: (key) => address.around(key),
    });
    this.#legend = new Legend(actions);
    this.#filters = new Filters(mount.years, (patch) => actions.filter(patch));
    this.toolbar = new Toolbar(actions, [this.#filters.element]);
    this.#table = new TablePane({ select, why: (edge) => actions.why(edge) });
    this.switch = new Switch(mount.root);
    this.#assemble(mount);
  }

  #assemble({ root, place }: Mount): void {
    root.classList.add("sg", `sg-${place}`);
    const graph = h(
      "section",
      { class: "sg-pane sg-graph", "aria-label": "Graph" },
      h("h2", { class: "sg-heard" }, "Graph"),
      this.#legend.element,
      h("div", { class: "sg-stage" }, this.#stage.canvas, this.#table.element, this.status.element),
      this.#legend.total,
    );
    const panes = h("div", { class: "sg-panes" }, this.list.element, graph, this.details.element);
    fill(root, h("div", { class: "sg-bar" }, this.toolbar.element, this.switch.element), panes, this.status.live);
  }

  /** Shows another slice, or another part of it. */
  show(model: Model, state: State, shown: ReadonlySet<string>): void {
    this.list.show(model, shown);
    this.#table.show(model, shown);
    this.#legend.show(model, state, shown);
    this.#filters.show(state);
  }

  /** Shows what of it is looked at. */
  mark(state: State, canUndo: boolean, canRedo: boolean): void {
    this.list.mark(state.selected);
    this.#table.mark(state.selected);
    this.toolbar.show(canUndo, canRedo, state.view);
    this.#table.element.hidden = state.view !== "table";
    this.#stage.canvas.hidden = state.view === "table";
  }
}
