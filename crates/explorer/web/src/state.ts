/** What somebody looks at, all of it in an address, so that the same link shows the same thing. */

import { KINDS, isKind, words, type Kind } from "./kinds.ts";

export type View = "graph" | "table";

export interface State {
  /** Key of what is looked at. */
  readonly focus: string;
  /** At most so many nodes; `null` for what the server thinks best. */
  readonly nodes: number | null;
  /** At most so many of a kind. */
  readonly budgets: Readonly<Partial<Record<Kind, number>>>;
  readonly from: number | null;
  readonly to: number | null;
  /** Only works of at most so many authors. */
  readonly maxAuthors: number | null;
  /** What the slice grew by, one after the other: keys of nodes that were expanded, or added ([`ADD`]). */
  readonly expand: readonly string[];
  /** Kinds that are not shown. */
  readonly hide: readonly Kind[];
  /** Only people who share so many works with the focus. */
  readonly minShared: number;
  readonly selected: string | null;
  /** Key of a second node: how is it connected to the selected one? */
  readonly other: string | null;
  /** Which of the ways between them is shown, from 1 on. */
  readonly way: number;
  readonly view: View;
  /** Further words of the server's that are passed on as they are. */
  readonly further: Readonly<Record<string, string>>;
}

/** What the server bounds, too. */
const MOST_NODES = 5000;
const MOST_AUTHORS = 65_535;
export const MOST_EXPANSIONS = 16;
const MOST_ADDITIONS = 48;
const MOST_WAYS = 100;
const FURTHER = ["select", "depth", "within", "reference_year"];

/** Stands before the key of a node that is added by itself, and not what surrounds it. */
export const ADD = "add:";

export function isAddition(step: string): boolean {
  return step.startsWith(ADD);
}

/** Is there room for another expansion? */
export function canExpand(state: State): boolean {
  return state.expand.filter((step) => !isAddition(step)).length < MOST_EXPANSIONS;
}

export function initial(focus: string): State {
  return {
    focus,
    nodes: null,
    budgets: {},
    from: null,
    to: null,
    maxAuthors: null,
    expand: [],
    hide: [],
    minShared: 0,
    selected: null,
    other: null,
    way: 1,
    view: "graph",
    further: {},
  };
}

/** The state that a query means; what it cannot mean is left out. `focus`: the key that the server knows it by. */
export function parse(query: string, focus: string): State {
  const params = new URLSearchParams(query);
  const number = (name: string, least: number, most: number): number | null => {
    const text = params.get(name) ?? "";
    const value = Number(text);
    return /^\d{1,6}$/.test(text) && value >= least && value <= most ? value : null;
  };
  const budgets: Partial<Record<Kind, number>> = {};
  for (const kind of KINDS) {
    const budget = number(words(kind).path, 0, MOST_NODES);
    if (budget !== null) budgets[kind] = budget;
  }
  const given = FURTHER.flatMap((name) => (params.has(name) ? [[name, params.get(name) ?? ""]] : []));
  return {
    focus: focus || (params.get("focus") ?? ""),
    nodes: number("nodes", 1, MOST_NODES),
    budgets,
    from: number("from", 1, 9999),
    to: number("to", 1, 9999),
    maxAuthors: number("max_authors", 1, MOST_AUTHORS),
    expand: stepsOf(params.get("expand") ?? ""),
    hide: (params.get("hide") ?? "").split(",").filter(isKind),
    minShared: number("min_shared", 0, 1000) ?? 0,
    selected: params.get("selected") || null,
    other: params.get("other") || null,
    way: number("way", 1, MOST_WAYS) ?? 1,
    view: params.get("view") === "table" ? "table" : "graph",
    further: Object.fromEntries(given) as Record<string, string>,
  };
}

/** Steps with commas between them. Ids hold commas, too: only one behind which a kind stands separates. */
function stepsOf(text: string): string[] {
  const steps = text.split(/,(?=(?:add:)?(?:work|person|topic|institution):)/).filter((step) => step !== "");
  const left = { expansions: MOST_EXPANSIONS, additions: MOST_ADDITIONS };
  return steps.filter((step) => left[isAddition(step) ? "additions" : "expansions"]-- > 0);
}

/** What the server is asked for. */
export function question(state: State): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: number | null | undefined) => {
    if (value !== null && value !== undefined) params.set(name, String(value));
  };
  put("nodes", state.nodes);
  for (const kind of KINDS) put(words(kind).path, state.budgets[kind]);
  put("from", state.from);
  put("to", state.to);
  put("max_authors", state.maxAuthors);
  for (const [name, value] of Object.entries(state.further)) params.set(name, value);
  if (state.expand.length > 0) params.set("expand", state.expand.join(","));
  return params;
}

/** The query that means `state`: `parse` undoes it. */
export function query(state: State): string {
  const params = new URLSearchParams({ focus: state.focus });
  for (const [name, value] of question(state)) params.set(name, value);
  if (state.hide.length > 0) params.set("hide", state.hide.join(","));
  if (state.minShared > 0) params.set("min_shared", String(state.minShared));
  if (state.selected !== null) params.set("selected", state.selected);
  if (state.other !== null) params.set("other", state.other);
  if (state.way > 1) params.set("way", String(state.way));
  if (state.view !== "graph") params.set("view", state.view);
  // Keys stay readable: colons, commas and slashes have no meaning of their own in a query.
  return params.toString().replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%2F/g, "/");
}

/** Do both ask the server for the same? */
export function asksTheSame(one: State, other: State): boolean {
  return one.focus === other.focus && question(one).toString() === question(other).toString();
}

/** Nodes that "more" adds. */
const MORE = 10;

/** More of one kind than `shown`, and no more of the others. */
export function more(state: State, shown: readonly { readonly kind: Kind }[], kind: Kind): Partial<State> {
  const budgets: Record<Kind, number> = { work: 0, person: 0, topic: 0, institution: 0 };
  for (const node of shown) budgets[node.kind] += 1;
  budgets[kind] += MORE;
  const nodes = Math.min(MOST_NODES, shown.length + MORE);
  return { budgets, nodes, hide: state.hide.filter((hidden) => hidden !== kind) };
}

/** What a state is where nothing is left out. */
export const UNFILTERED = {
  from: null,
  to: null,
  maxAuthors: null,
  minShared: 0,
  nodes: null,
  budgets: {},
  hide: [],
} as const;

/** Is anything left out that need not be? */
export function isFiltered(state: State): boolean {
  const { from, to, maxAuthors, minShared, nodes, budgets, hide } = state;
  const isSet = [from, to, maxAuthors, nodes].some((value) => value !== null);
  return isSet || minShared > 0 || hide.length > 0 || Object.keys(budgets).length > 0;
}
