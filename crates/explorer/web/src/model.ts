/** A slice, ready to be asked about: who stands beside whom, what is hidden, what was left out. */

import { KINDS, type Kind } from "./kinds.ts";
import { ADD, type State } from "./state.ts";
import { nameOf } from "./text.ts";
import type { WireEdge, WireExpansion, WireNode, WireSlice } from "./wire.ts";

export interface Node extends WireNode {
  /** What it is called, in plain text. */
  readonly name: string;
  /** Its place among all. */
  readonly index: number;
}

export interface Edge extends WireEdge {
  /** A name of its own. */
  readonly id: string;
}

/** An edge seen from one of its ends. */
export interface Link {
  readonly edge: Edge;
  readonly node: Node;
  readonly outgoing: boolean;
}

/** What is left of what a slice grew by. */
export interface Rest {
  readonly steps: readonly string[];
  /** Keys of the nodes that are not there any more. */
  readonly gone: ReadonlySet<string>;
}

/** More nodes than this make a map large: its lines are pale, and what is pointed at lies over a veil. */
const MANY = 1000;

export class Model {
  readonly focus: Node;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly omitted: Readonly<Record<Kind, number>>;
  /** Works beside the focus that have more authors than was asked for. */
  readonly overAuthorLimit: number;
  readonly #byKey: ReadonlyMap<string, Node>;
  readonly #byId: ReadonlyMap<string, Edge>;
  readonly #links = new Map<string, Link[]>();
  readonly #expansions: readonly WireExpansion[];

  constructor(slice: WireSlice) {
    this.nodes = slice.nodes.map((node, index) => ({ ...node, name: nameOf(node), index }));
    this.#byKey = new Map(this.nodes.map((node) => [node.key, node]));
    this.edges = slice.edges.map((edge, index) => ({ ...edge, id: `e${index}` }));
    this.#byId = new Map(this.edges.map((edge) => [edge.id, edge]));
    this.omitted = slice.omitted;
    this.overAuthorLimit = slice.excluded.works_over_author_limit;
    this.#expansions = slice.expansions ?? [];
    const focus = this.nodes[0];
    if (!focus) throw new Error("the slice has no focus");
    this.focus = focus;
    for (const edge of this.edges) this.#join(edge);
    for (const links of this.#links.values()) links.sort(stronger);
  }

  #join(edge: Edge): void {
    const [source, target] = [this.#byKey.get(edge.source), this.#byKey.get(edge.target)];
    if (!source || !target) return;
    this.#put(source.key, { edge, node: target, outgoing: true });
    this.#put(target.key, { edge, node: source, outgoing: false });
  }

  #put(key: string, link: Link): void {
    const links = this.#links.get(key);
    if (links) links.push(link);
    else this.#links.set(key, [link]);
  }

  get(key: string | null): Node | null {
    return (key !== null && this.#byKey.get(key)) || null;
  }

  edge(id: string): Edge | null {
    return this.#byId.get(id) ?? null;
  }

  /** Are there so many nodes that they are drawn in other ways? */
  get isLarge(): boolean {
    return this.nodes.length > MANY;
  }

  /** The edges of a node, the strongest first. */
  links(key: string): readonly Link[] {
    return this.#links.get(key) ?? [];
  }

  count(kind: Kind): number {
    return this.nodes.filter((node) => node.kind === kind).length;
  }

  /** How many nodes stand here that no expansion brought: what budgets are about. */
  get unexpanded(): readonly Node[] {
    const added = this.#expansions.reduce((sum, expansion) => sum + expansion.added, 0);
    return this.nodes.slice(0, this.nodes.length - added);
  }

  /** What the expansion of a node brought; `null` where it was not expanded. */
  broughtBy(key: string): readonly Node[] | null {
    const found = [...this.#steps()].find(({ step }) => step === key);
    return found?.brought ?? null;
  }

  /** What is left without the expansion of `key`: what that brought cannot be expanded any more. */
  without(key: string): Rest {
    return this.#rest((step) => step === key);
  }

  /** What is left without the nodes that were added by themselves. */
  withoutAdditions(): Rest {
    return this.#rest((step) => step.startsWith(ADD));
  }

  #rest(isUnwanted: (step: string) => boolean): Rest {
    const gone = new Set<string>();
    const steps: string[] = [];
    for (const { step, node, brought } of this.#steps()) {
      if (!isUnwanted(step) && !this.#hangs(step, node, gone)) steps.push(step);
      else for (const { key } of brought) gone.add(key);
    }
    return { steps, gone };
  }

  /** Does a step need what is gone? One that adds a node needs something that was there before and touches it. */
  #hangs(step: string, node: Node | null, gone: ReadonlySet<string>): boolean {
    if (!node || gone.has(node.key)) return true;
    if (!step.startsWith(ADD)) return false;
    const before = this.links(node.key).filter((link) => link.node.index < node.index);
    return before.every((link) => gone.has(link.node.key));
  }

  /** What the slice grew by, step by step, and what each step brought. */
  *#steps(): Iterable<{ step: string; node: Node | null; brought: readonly Node[] }> {
    let start = this.unexpanded.length;
    for (const { key, itself, added } of this.#expansions) {
      const step = itself ? `${ADD}${key}` : key;
      yield { step, node: this.get(key), brought: this.nodes.slice(start, start + added) };
      start += added;
    }
  }

  /** Is a node shown? The focus always is. `shared`: works it shares with the focus, where that is known. */
  shows(node: Node, state: State, shared: number | null): boolean {
    if (node === this.focus) return true;
    if (state.hide.includes(node.kind)) return false;
    return shared === null || shared >= state.minShared;
  }

  /** The nodes that are shown, by kind. */
  grouped(shown: ReadonlySet<string>): { kind: Kind; nodes: Node[] }[] {
    const of = (kind: Kind) => this.nodes.filter((node) => node.kind === kind && shown.has(node.key));
    return KINDS.map((kind) => ({ kind, nodes: of(kind) })).filter(({ nodes }) => nodes.length > 0);
  }
}

/** The strongest first; among equals those that are nearer to the focus. */
function stronger(one: Link, other: Link): number {
  return other.edge.weight - one.edge.weight || other.node.score - one.node.score || one.node.index - other.node.index;
}
