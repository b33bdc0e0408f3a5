/** The shapes of the server's answers, as far as they are read here. */

import type { Kind, Relation } from "./kinds.ts";

export interface WireNode {
  readonly key: string;
  readonly kind: Kind;
  readonly id: string;
  readonly label: string;
  /** The label as people should read it, where it holds markup. */
  readonly name?: string;
  /** Steps from the focus. */
  readonly hop: number;
  readonly score: number;
  /** Right of and above the focus, −1 to 1. */
  readonly x?: number;
  readonly y?: number;
  readonly year: number | null;
  readonly works_count: number | null;
  readonly cited_by: number | null;
}

export interface WireEdge {
  readonly source: string;
  readonly target: string;
  readonly relation: Relation;
  readonly weight: number;
  /** Is it one of the few that a map draws? */
  readonly draw?: boolean;
}

export interface WireSlice {
  readonly focus: string;
  readonly params: { readonly nodes: number | null };
  readonly nodes: readonly WireNode[];
  readonly edges: readonly WireEdge[];
  readonly omitted: Record<Kind, number>;
  readonly excluded: { readonly works_over_author_limit: number };
  /** What each expansion added: so many of the nodes, in order, the last ones of all. */
  readonly expansions?: readonly WireExpansion[];
}

export interface WireExpansion {
  readonly key: string;
  /** Was the node added by itself, and not what surrounds it? */
  readonly itself?: boolean;
  readonly added: number;
}

export interface Named {
  readonly id: string;
  readonly label: string;
}

export interface SharedWork {
  readonly id: string;
  readonly title: string;
  readonly year: number | null;
}

export interface PathStep {
  readonly from: Named;
  readonly to: Named;
  readonly works: readonly SharedWork[];
  readonly works_count: number;
}

export interface Paths {
  readonly length: number | null;
  readonly max_authors: number | null;
  readonly paths: readonly { readonly steps: readonly PathStep[] }[];
  readonly more: boolean;
}

/** A step from one work to another, of which one cites the other. */
export interface CitationStep {
  readonly from: SharedWork;
  readonly to: SharedWork;
  readonly cites: boolean;
}

export interface CitationPaths {
  readonly length: number | null;
  readonly paths: readonly { readonly steps: readonly CitationStep[] }[];
  readonly more: boolean;
}

export interface Works {
  readonly total: number;
  readonly works: readonly SharedWork[];
}

/** Something that may be meant by a text that is still being typed. */
export interface Suggestion extends Named {
  readonly kind: Kind;
  /** What tells it from others of that name. */
  readonly hint: string;
  /** Where the label shows what was typed, in code points. */
  readonly matches: readonly (readonly [number, number])[];
}

export interface Ranking {
  readonly total: number;
  readonly collaborators: readonly { readonly id: string; readonly shared_works: number }[];
}

export interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly parameter?: string;
}
