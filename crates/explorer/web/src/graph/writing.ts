/** Writes names beside nodes. */

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
  /** Where a node is on the canvas, and how large; `null` where it is not. */
  at(node: Node): { readonly x: number; readonly y: number; readonly radius: number } | null;
}

const FONT = "system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif";
/** Nobody could read more. */
const MOST = 160;

interface Named extends Wish {
  readonly node: Node;
  /** Weight and slant of its letters. */
  readonly style: string;
}

export function writeNames(canvas: CanvasRenderingContext2D, scene: Scene): void {
  const wishes = wanted(scene);
  const width = (text: string, size: number, wish: Wish) => {
    canvas.font = font((wish as Named).style, size);
    return canvas.measureText(text).width;
  };
  const labels = place(wishes, lines(scene), scene.page, width);
  canvas.textBaseline = "middle";
  canvas.lineJoin = "round";
  canvas.lineWidth = 3.5;
  canvas.strokeStyle = scene.ground;
  canvas.fillStyle = scene.ink;
  for (const label of labels) write(canvas, label);
}

function write(canvas: CanvasRenderingContext2D, { wish, lines, box, align }: Label): void {
  canvas.font = font((wish as Named).style, wish.size);
  canvas.textAlign = align;
  const x = align === "left" ? box.left : align === "right" ? box.right : (box.left + box.right) / 2;
  const high = (box.bottom - box.top) / lines.length;
  lines.forEach((line, index) => {
    const y = box.top + high * (index + 0.5);
    canvas.strokeText(line, x, y);
    canvas.fillText(line, x, y);
  });
}

function font(style: string, size: number): string {
  return `${style} ${size}px ${FONT}`;
}

/** The nodes that may be named, those that are looked at first. */
function wanted(scene: Scene): Named[] {
  const { model, regard, lit } = scene;
  const first = [regard.hovered, regard.selected, regard.other, model.focus.key];
  const rank = (node: Node) => {
    const at = first.indexOf(node.key);
    return at < 0 ? first.length : at;
  };
  const shown = model.nodes.filter((node) => regard.shown.has(node.key));
  const seen = shown.filter((node) => lit === null || lit.has(node.key) || node === model.focus);
  const sorted = seen
    .map((node) => ({ node, rank: rank(node) }))
    .sort((a, b) => a.rank - b.rank || b.node.score - a.node.score);
  return sorted.slice(0, MOST).flatMap(({ node, rank }) => wish(scene, node, rank < first.length));
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

/** The edges that are drawn, from which names keep away. */
function lines(scene: Scene): [number, number, number, number][] {
  const at = new Map(scene.model.nodes.map((node) => [node.key, scene.at(node)]));
  return scene.model.edges.flatMap((edge) => {
    const [from, to] = [at.get(edge.source), at.get(edge.target)];
    const isSeen = edge.draw !== false && scene.regard.shown.has(edge.source) && scene.regard.shown.has(edge.target);
    return isSeen && from && to ? [[from.x, from.y, to.x, to.y] as [number, number, number, number]] : [];
  });
}
