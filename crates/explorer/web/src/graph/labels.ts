/** Which names are written, and where: none on another, none on a node. */

import { shortened } from "../text.ts";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A node that wants its name written. */
export interface Wish {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Height of its letters in pixels. */
  readonly size: number;
  /** Is it better to have it on other nodes than not at all? */
  readonly must: boolean;
}

export interface Label {
  readonly wish: Wish;
  readonly lines: readonly string[];
  readonly box: Box;
  readonly align: "left" | "center" | "right";
}

/** How wide a text is in letters of this size. */
export type Width = (text: string, size: number, wish: Wish) => number;

const GAP = 3;
const LINE = 1.15;
/** Longer names are broken in two, and then cut off. */
const ONE_LINE = 22;
const TWO_LINES = 50;
/** A name that lies on something, or off the page, costs more than one that crosses edges. */
const ON_OTHERS = 1000;

type Segment = readonly [number, number, number, number];

/** A place for every wish that finds one on the page, those that come first before the others. Greedy. */
export function place(wishes: readonly Wish[], lines: readonly Segment[], page: Box, width: Width): Label[] {
  const nodes = wishes.map((wish) => around(wish.x, wish.y, wish.radius + 1));
  const taken: Box[] = [];
  const placed: Label[] = [];
  wishes.forEach((wish, own) => {
    if (!meets(page, nodes[own] as Box)) return;
    const isFree = (box: Box) => !taken.some((other) => meets(other, box)) && !hits(nodes, own, box);
    const best = cheapest(candidates(wish, width), (label) => {
      const flaws = (isFree(label.box) ? 0 : 1) + (holds(page, label.box) ? 0 : 2);
      if (flaws > 0 && !wish.must) return Infinity;
      return flaws * ON_OTHERS + lines.filter((line) => crosses(line, label.box)).length;
    });
    if (!best) return;
    taken.push(best.box);
    placed.push(best);
  });
  return placed;
}

function cheapest(labels: readonly [number, Label][], cost: (label: Label) => number): Label | null {
  let best: Label | null = null;
  let least = Infinity;
  for (const [preference, label] of labels) {
    if (preference >= least) continue;
    const total = preference + cost(label);
    if (total < least) [best, least] = [label, total];
  }
  return best;
}

/** All ways to write a name, each with what speaks against it. */
function candidates(wish: Wish, width: Width): [number, Label][] {
  return variants(wish.text).flatMap(([cost, lines]) => {
    const wide = Math.max(...lines.map((line) => width(line, wish.size, wish)));
    const high = lines.length * wish.size * LINE;
    const away = wish.radius + GAP;
    const at = (left: number, top: number): Box => ({ left, top, right: left + wide, bottom: top + high });
    const side = away * 0.7;
    const boxes: [number, Box, Label["align"]][] = [
      [0, at(wish.x + away, wish.y - high / 2), "left"],
      [0.4, at(wish.x - away - wide, wish.y - high / 2), "right"],
      [0.6, at(wish.x - wide / 2, wish.y + away), "center"],
      [0.7, at(wish.x - wide / 2, wish.y - away - high), "center"],
      [0.9, at(wish.x + side, wish.y + side), "left"],
      [1, at(wish.x + side, wish.y - side - high), "left"],
      [1.1, at(wish.x - side - wide, wish.y + side), "right"],
      [1.2, at(wish.x - side - wide, wish.y - side - high), "right"],
    ];
    return boxes.map(([more, box, align]): [number, Label] => [cost + more, { wish, lines, box, align }]);
  });
}

/** What may be written of a name: whole, on two lines, or shortened. */
function variants(text: string): [number, string[]][] {
  const length = [...text].length;
  if (length <= ONE_LINE) return [[0, [text]]];
  const all: [number, string[]][] = [[0.2, inTwo(shortened(text, TWO_LINES))]];
  all.push([1.6, [shortened(text, ONE_LINE)]]);
  return all;
}

/** Two lines of about the same length, broken at a space. */
function inTwo(text: string): string[] {
  const middle = text.length / 2;
  let best = -1;
  for (let at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) {
    if (best < 0 || Math.abs(at - middle) < Math.abs(best - middle)) best = at;
  }
  return best < 0 ? [shortened(text, ONE_LINE)] : [text.slice(0, best), text.slice(best + 1)];
}

function around(x: number, y: number, radius: number): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

function meets(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function holds(one: Box, other: Box): boolean {
  return one.left <= other.left && other.right <= one.right && one.top <= other.top && other.bottom <= one.bottom;
}

function hits(nodes: readonly Box[], own: number, box: Box): boolean {
  return nodes.some((node, index) => index !== own && meets(node, box));
}

/** Does a line come into a box? By cutting off what lies outside each side. */
export function crosses([ax, ay, bx, by]: Segment, box: Box): boolean {
  let [first, last] = [0, 1];
  for (const [from, way, low, high] of [
    [ax, bx - ax, box.left, box.right],
    [ay, by - ay, box.top, box.bottom],
  ] as const) {
    if (way === 0) {
      if (from < low || from > high) return false;
      continue;
    }
    const [one, other] = [(low - from) / way, (high - from) / way];
    first = Math.max(first, Math.min(one, other));
    last = Math.min(last, Math.max(one, other));
  }
  return first < last;
}
