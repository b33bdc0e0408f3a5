/** A slice, ready to be asked about: who stands beside whom, what is hidden, what was left out. */

import { KINDS, type Kind } from "./kinds.ts";
import type { State } from "./state.ts";
import { nameOf } from "./text.ts";
import type { WireEdge, WireNode, WireSlice } from "./wire.ts";

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

export class Model {
  readonly focus: Node;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly omitted: Readonly<Record<Kind, number>>;
  readonly #byKey: ReadonlyMap<string, Node>;
  readonly #byId: ReadonlyMap<string, Edge>;
  readonly #links = new Map<string, Link[]>();
  readonly #expansions: NonNullable<WireSlice["expansions"]>;

  constructor(slice: WireSlice) {
    this.nodes = slice.nodes.map((node, index) => ({ ...node, name: nameOf(node), index }));
    this.#byKey = new Map(this.nodes.map((node) => [node.key, node]));
    this.edges = slice.edges.map((edge, index) => ({ ...edge, id: `e${index}` }));
    this.#byId = new Map(this.edges.map((edge) => [edge.id, edge]));
    this.omitted = slice.omitted;
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
    let end = this.nodes.length;
    for (const expansion of [...this.#expansions].reverse()) {
      if (expansion.key === key) return this.nodes.slice(end - expansion.added, end);
      end -= expansion.added;
    }
    return null;
  }

  /** The expansions that are left without that of `key`: what it brought cannot be expanded any more. */
  without(key: string): string[] {
    const gone = new Set([key]);
    const left: string[] = [];
    for (const expansion of this.#expansions) {
      const brought = this.broughtBy(expansion.key) ?? [];
      if (expansion.key !== key && !gone.has(expansion.key)) left.push(expansion.key);
      else for (const node of brought) gone.add(node.key);
    }
    return left;
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
