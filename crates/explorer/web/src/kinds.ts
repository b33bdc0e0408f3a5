/** The kinds of nodes and the relations between them: their words, and how they look. */

export type Kind = "work" | "person" | "topic" | "institution";

/** In the order of the legend, which is that of the server's pictures. */
export const KINDS: readonly Kind[] = ["person", "work", "topic", "institution"];

interface KindWords {
  readonly one: string;
  readonly many: string;
  /** The word in addresses, and for a budget of it. */
  readonly path: "works" | "people" | "topics" | "institutions";
  /** The shape, about a circle of radius 1, as an SVG path. */
  readonly shape: string;
}

const WORDS: Record<Kind, KindWords> = {
  person: { one: "person", many: "people", path: "people", shape: "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z" },
  work: {
    one: "work",
    many: "works",
    path: "works",
    shape: "M-.73-.87h1.46q.14 0 .14.14v1.46q0 .14-.14.14h-1.46q-.14 0-.14-.14v-1.46q0-.14.14-.14z",
  },
  topic: { one: "topic", many: "topics", path: "topics", shape: "M0-1.24L1.24 0L0 1.24L-1.24 0z" },
  institution: {
    one: "institution",
    many: "institutions",
    path: "institutions",
    shape: "M1.08 0L.54.94L-.54.94L-1.08 0L-.54-.94L.54-.94z",
  },
};

export function words(kind: Kind): KindWords {
  return WORDS[kind];
}

export function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}

/** A key taken apart: `work:10.1/a` names the work `10.1/a`. */
export function partsOf(key: string): { kind: Kind; id: string } | null {
  const colon = key.indexOf(":");
  const kind = key.slice(0, colon);
  return colon > 0 && isKind(kind) ? { kind, id: key.slice(colon + 1) } : null;
}

export type Relation = "authored" | "about" | "affiliated" | "produced" | "cites" | "collaborates" | "part_of";

/** What a relation is called from either of its ends, and in a table between them. */
interface RelationWords {
  readonly from: string;
  readonly to: string;
  readonly between: string;
}

const RELATIONS: Record<Relation, RelationWords> = {
  authored: { from: "Wrote", to: "Written by", between: "wrote" },
  about: { from: "About", to: "Works about it", between: "is about" },
  affiliated: { from: "Affiliated with", to: "People", between: "affiliated with" },
  produced: { from: "On the byline of", to: "Institutions on the byline", between: "on the byline of" },
  cites: { from: "Cites", to: "Cited by", between: "cites" },
  collaborates: { from: "Worked together with", to: "Worked together with", between: "worked together with" },
  part_of: { from: "Part of", to: "Has as a part", between: "is part of" },
};

/** The heading for the far ends of edges that begin (`outgoing`) or end at a node. */
export function heading(relation: Relation, outgoing: boolean): string {
  return outgoing ? RELATIONS[relation].from : RELATIONS[relation].to;
}

export function between(relation: Relation): string {
  return RELATIONS[relation].between;
}
