/** Writes names beside nodes: places found while the map rests go along with their nodes while it moves. */

import type { Model, Node } from "../model.ts";
import { place, type Box, type Label, type Wish } from "./labels.ts";
import type { Regard } from "./look.ts";

export interface Scene {
  readonly model: Model;
  readonly regard: Regard;
  readonly lit: ReadonlySet<string> | null;
  readonly page: Box;
  readonly ink: string;
  readonly ground: string;
  readonly at: Place;
}

/** Where a node is on the canvas, and how large; `null` where it is not. */
export type Place = (node: Node) => { readonly x: number; readonly y: number; readonly radius: number } | null;

const FONT = "system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif";
/** Nobody could read more. */
const MOST = 160;
/** Nor so many among thousands of nodes. */
const MOST_OF_MANY = 60;
/** How long the map has to rest before names find new places. */
const REST_MS = 120;
/** What of the canvas lies around the page that names keep to, in pixels. */
export const EDGE = 2;

interface Named extends Wish {
  readonly node: Node;
  /** Weight and slant of its letters. */
  readonly style: string;
}

export class Names {
  readonly #canvas: CanvasRenderingContext2D;
  #labels: readonly Label[] = [];
  /** What was seen when these found their places; empty where names have to find others. */
  #placedFor = "";
  #resting = 0;
  /** The nodes of a model, the best first. */
  #ranked: { readonly model: Model; readonly nodes: readonly Node[] } | null = null;

  constructor(canvas: CanvasRenderingContext2D) {
    this.#canvas = canvas;
  }

  /** Lets names find new places when they are written the next time. */
  replace(): void {
    this.#placedFor = "";
  }

  stop(): void {
    clearTimeout(this.#resting);
  }

  /**
   * Writes names beside their nodes, wherever these are by now. `seen` tells what is looked at: while that changes, names
   * keep their places beside their nodes, O(names); once it rests, `again` is called.
   */
  write(scene: Scene, seen: string, again: () => void): void {
    if (this.#placedFor === "") {
      this.#labels = this.#place(scene);
      this.#placedFor = seen;
    }
    this.stop();
    if (this.#placedFor !== seen) this.#resting = window.setTimeout(() => (this.replace(), again()), REST_MS);
    this.#draw(scene);
  }

  /** Finds places for names. O(nodes), and for those that are named O(edges). */
  #place(scene: Scene): Label[] {
    const width = (text: string, size: number, wish: Wish) => {
      this.#canvas.font = font((wish as Named).style, size);
      return this.#canvas.measureText(text).width;
    };
    return place(this.#wanted(scene), lines(scene), scene.page, width);
  }

  #draw(scene: Scene): void {
    const canvas = this.#canvas;
    canvas.clearRect(0, 0, scene.page.right + EDGE, scene.page.bottom + EDGE);
    canvas.textBaseline = "middle";
    canvas.lineJoin = "round";
    canvas.lineWidth = 3.5;
    canvas.strokeStyle = scene.ground;
    canvas.fillStyle = scene.ink;
    for (const label of this.#labels) {
      const wish = label.wish as Named;
      const at = scene.at(wish.node);
      if (at) write(canvas, label, wish, at.x - wish.x, at.y - wish.y);
    }
  }

  /** The nodes that may be named, those that are looked at first. */
  #wanted(scene: Scene): Named[] {
    const { model, regard, lit, page } = scene;
    const keys = [regard.hovered, regard.selected, regard.other, model.focus.key];
    const first = [...new Set(keys)].flatMap((key) => model.get(key) ?? []);
    const isSeen = (node: Node) =>
      regard.shown.has(node.key) && (lit === null || lit.has(node.key) || node === model.focus);
    const wishes = first.filter(isSeen).flatMap((node) => wish(scene, node, true));
    const most = model.isLarge ? MOST_OF_MANY : MOST;
    for (const node of this.#best(model)) {
      if (wishes.length >= most) break;
      if (first.includes(node) || !isSeen(node)) continue;
      wishes.push(...wish(scene, node, false).filter(({ x, y }) => isOn(page, x, y)));
    }
    return wishes;
  }

  #best(model: Model): readonly Node[] {
    if (this.#ranked?.model !== model) {
      this.#ranked = { model, nodes: [...model.nodes].sort((a, b) => b.score - a.score || a.index - b.index) };
    }
    return this.#ranked.nodes;
  }
}

function isOn(page: Box, x: number, y: number): boolean {
  return page.left <= x && x <= page.right && page.top <= y && y <= page.bottom;
}

function write(
  canvas: CanvasRenderingContext2D,
  { lines, box, align }: Label,
  { style, size }: Named,
  dx: number,
  dy: number,
): void {
  canvas.font = font(style, size);
  canvas.textAlign = align;
  const x = dx + (align === "left" ? box.left : align === "right" ? box.right : (box.left + box.right) / 2);
  const high = (box.bottom - box.top) / lines.length;
  lines.forEach((line, index) => {
    const y = dy + box.top + high * (index + 0.5);
    canvas.strokeText(line, x, y);
    canvas.fillText(line, x, y);
  });
}

function font(style: string, size: number): string {
  return `${style} ${size}px ${FONT}`;
}

function wish(scene: Scene, node: Node, must: boolean): Named[] {
  const place = scene.at(node);
  if (!place) return [];
  const isFocus = node === scene.model.focus;
  // Corners stand out, and so does the ring of what is picked.
  const hasRing = isFocus || node.key === scene.regard.selected || node.key === scene.regard.other;
  const reach = hasRing ? 1.5 : node.kind === "topic" ? 1.24 : node.kind === "institution" ? 1.08 : 1;
  const style = isFocus ? "700" : node.kind === "person" ? "600" : node.kind === "topic" ? "italic 400" : "400";
  const size = isFocus ? 15 : node.kind === "person" ? 13 : 12;
  return [{ ...place, radius: place.radius * reach, id: node.key, text: node.name, size, must, node, style }];
}

/** The edges that are drawn, from which names keep away; among thousands there is no way. */
function lines(scene: Scene): [number, number, number, number][] {
  const { model, regard } = scene;
  if (model.isLarge) return [];
  const at = new Map(model.nodes.map((node) => [node.key, scene.at(node)]));
  return model.edges.flatMap((edge) => {
    const [from, to] = [at.get(edge.source), at.get(edge.target)];
    const isSeen = edge.draw !== false && regard.shown.has(edge.source) && regard.shown.has(edge.target);
    return isSeen && from && to ? [[from.x, from.y, to.x, to.y] as [number, number, number, number]] : [];
  });
}
