/** How nodes and edges look, given what is selected, pointed at and hidden. */

import type { Edge, Model, Node } from "../model.ts";
import type { Rgb, Tints } from "./palette.ts";

/** What somebody looks at just now. */
export interface Regard {
  /** Keys of the nodes that are shown. */
  readonly shown: ReadonlySet<string>;
  readonly selected: string | null;
  readonly other: string | null;
  /** The node that is pointed at, or walked over. */
  readonly hovered: string | null;
  /** Keys of the nodes on a path; empty without one. */
  readonly path: readonly string[];
}

/** How much is left of the colour of what is not looked at. */
export const FADED_NODE = 0.22;
const FADED_LINE = 0.12;
const LINE = 0.8;
/** Thousands of lines lie on each other: thin and pale, they leave nodes to be seen. */
const LINE_OF_MANY = 0.35;
const WIDTH_OF_MANY = 1;

/** The radius of a node on the map, in parts of half its height: as the server's pictures have it. */
export function radius(score: number, nodes: number): number {
  const mean = 0.28 / Math.sqrt(Math.max(nodes, 24));
  return mean * (0.75 + 0.5 * Math.min(1, Math.sqrt(Math.max(0, score))));
}

/** Is a path what is looked at? Whoever asked for it still points at its end. */
function isAtPath({ hovered, path }: Regard): boolean {
  return path.length > 0 && (hovered === null || path.includes(hovered));
}

/** The nodes that stand out: a path, or else what is pointed at with all beside it; `null` where none do. */
export function spotlight(model: Model, regard: Regard): ReadonlySet<string> | null {
  if (isAtPath(regard)) return new Set(regard.path);
  const at = regard.hovered ?? regard.selected;
  if (model.get(at) === null || at === null) return null;
  return new Set([at, ...model.links(at).map((link) => link.node.key)]);
}

export interface NodeLook {
  readonly hidden: boolean;
  readonly color: string;
  readonly rim: string;
  readonly ring: string;
  readonly zIndex: number;
}

export function nodeLook(
  node: Node,
  model: Model,
  regard: Regard,
  lit: ReadonlySet<string> | null,
  tints: Tints,
): NodeLook {
  const { palette } = tints;
  const share = lit === null || lit.has(node.key) ? 1 : FADED_NODE;
  const color = (rgb: Rgb) => tints.of(rgb, share);
  const isPicked = node.key === regard.selected || node.key === regard.other;
  const ring = isPicked ? tints.of(palette.accent) : node === model.focus ? color(palette.ink) : "";
  return {
    hidden: !regard.shown.has(node.key),
    color: color(palette.fill[node.kind]),
    rim: color(palette.rim[node.kind]),
    ring,
    zIndex: isPicked || node.key === regard.hovered ? 3 : share === 1 ? 2 : 1,
  };
}

export interface EdgeLook {
  readonly hidden: boolean;
  readonly color: string;
  readonly size: number;
  readonly zIndex: number;
}

/** Edges that a map leaves out appear at the node that is pointed at. */
export function edgeLook(
  edge: Edge,
  model: Model,
  regard: Regard,
  lit: ReadonlySet<string> | null,
  tints: Tints,
): EdgeLook {
  const at = regard.hovered ?? regard.selected;
  const touches = !isAtPath(regard) && (edge.source === at || edge.target === at);
  const onPath = isAtPath(regard) && isOnPath(edge, regard.path);
  const isLit = lit === null || onPath || touches;
  const line = model.isLarge ? LINE_OF_MANY : LINE;
  const drawn = edge.draw !== false || onPath || (touches && isLit);
  return {
    hidden: !drawn || !regard.shown.has(edge.source) || !regard.shown.has(edge.target),
    color: tints.of(tints.palette.line[edge.relation], isLit ? (lit === null ? line : 1) : FADED_LINE),
    size: model.isLarge && !(touches || onPath) ? WIDTH_OF_MANY : width(edge) + (onPath ? 1.5 : 0),
    zIndex: isLit ? 1 : 0,
  };
}

/** Strength shows where it means one: in people who work together, and where they work. */
function width(edge: Edge): number {
  return 1.7 + (edge.relation === "authored" ? 0 : 0.7 * Math.min(4, Math.max(0, edge.weight)));
}

function isOnPath(edge: Edge, path: readonly string[]): boolean {
  return path.some((key, at) => {
    const next = path[at + 1];
    return (key === edge.source && next === edge.target) || (key === edge.target && next === edge.source);
  });
}
