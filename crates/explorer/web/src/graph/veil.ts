/** What is pointed at on a map of thousands of nodes: drawn once more over a veil, as fading all others takes too long. */

import { KINDS, words, type Kind } from "../kinds.ts";
import type { Model } from "../model.ts";
import { FADED_NODE, edgeLook, nodeLook, type Regard } from "./look.ts";
import { css, type Tints } from "./palette.ts";
import type { Place } from "./writing.ts";

export interface Lit {
  readonly model: Model;
  readonly regard: Regard;
  /** The node that is pointed at, and all beside it. */
  readonly keys: ReadonlySet<string>;
  readonly tints: Tints;
  readonly width: number;
  readonly height: number;
  readonly at: Place;
}

/** Of what lies under the veil, as much is seen as is left of a node that fades. */
const OPACITY = 1 - FADED_NODE;
const RIM = 1;

export class Veil {
  readonly #canvas: CanvasRenderingContext2D;
  #isDrawn = false;

  constructor(canvas: CanvasRenderingContext2D) {
    this.#canvas = canvas;
  }

  /** O(nodes that are lit, and their edges). */
  draw(lit: Lit): void {
    const canvas = this.#canvas;
    this.clear(lit.width, lit.height);
    this.#isDrawn = true;
    canvas.globalAlpha = OPACITY;
    canvas.fillStyle = css(lit.tints.palette.ground);
    canvas.fillRect(0, 0, lit.width, lit.height);
    canvas.globalAlpha = 1;
    edges(canvas, lit);
    nodes(canvas, lit);
  }

  clear(width: number, height: number): void {
    if (this.#isDrawn) this.#canvas.clearRect(0, 0, width, height);
    this.#isDrawn = false;
  }
}

function edges(canvas: CanvasRenderingContext2D, { model, regard, keys, tints, at }: Lit): void {
  for (const { edge } of regard.hovered === null ? [] : model.links(regard.hovered)) {
    const [source, target] = [model.get(edge.source), model.get(edge.target)];
    const look = edgeLook(edge, model, regard, keys, tints);
    const [from, to] = [source && at(source), target && at(target)];
    if (look.hidden || !from || !to) continue;
    canvas.strokeStyle = look.color;
    canvas.lineWidth = look.size;
    canvas.beginPath();
    canvas.moveTo(from.x, from.y);
    canvas.lineTo(to.x, to.y);
    canvas.stroke();
  }
}

function nodes(canvas: CanvasRenderingContext2D, { model, regard, keys, tints, at }: Lit): void {
  const shapes = new Map(KINDS.map((kind): [Kind, Path2D] => [kind, new Path2D(words(kind).shape)]));
  for (const key of keys) {
    const node = model.get(key);
    const place = node && at(node);
    const shape = node && shapes.get(node.kind);
    if (!node || !place || !shape) continue;
    const look = nodeLook(node, model, regard, keys, tints);
    if (look.hidden) continue;
    canvas.save();
    canvas.translate(place.x, place.y);
    canvas.scale(place.radius, place.radius);
    canvas.fillStyle = look.color;
    canvas.fill(shape);
    canvas.lineWidth = RIM / place.radius;
    canvas.strokeStyle = look.ring || look.rim;
    canvas.stroke(shape);
    canvas.restore();
  }
}
