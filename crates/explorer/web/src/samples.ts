/** A small slice for tests. */

import type { Kind, Relation } from "./kinds.ts";
import type { WireSlice } from "./wire.ts";

/** `keys`: the nodes, the focus first. `edges`: source, relation, target, weight. */
export function slice(
  keys: readonly string[],
  edges: readonly (readonly [string, Relation, string, number])[],
  more: Partial<WireSlice> = {},
): WireSlice {
  return {
    focus: keys[0] ?? "",
    params: { nodes: 50 },
    nodes: keys.map((key, at) => ({
      key,
      kind: key.split(":")[0] as Kind,
      id: key.slice(key.indexOf(":") + 1),
      label: key,
      hop: at === 0 ? 0 : 1,
      score: 1 / (at + 1),
      x: at / 10,
      y: 0,
      year: null,
      works_count: 1,
      cited_by: 0,
    })),
    edges: edges.map(([source, relation, target, weight]) => ({ source, target, relation, weight, draw: true })),
    omitted: { work: 0, person: 0, topic: 0, institution: 0 },
    excluded: { works_over_author_limit: 0 },
    ...more,
  };
}

/** Ada, whom Bo has worked with more than Cy; their work and its topic; Di, whom only Cy knows. */
export const ADA = slice(
  ["person:ada", "person:bo", "person:cy", "work:w", "topic:t", "person:di"],
  [
    ["person:ada", "collaborates", "person:bo", 2],
    ["person:ada", "collaborates", "person:cy", 0.5],
    ["person:ada", "authored", "work:w", 1],
    ["work:w", "about", "topic:t", 0.7],
    ["person:cy", "collaborates", "person:di", 1],
  ],
);
