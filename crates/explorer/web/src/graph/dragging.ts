/** Nodes that are dragged with a pointer. */

import type Sigma from "sigma";
import type { MouseCoords } from "sigma/types";

/** So many pixels are no way to drag a node: nobody holds a hand so still that a click moves nothing. */
const STILL = 4;

/** Calls `put` with every place that a node is dragged to, in the graph's own measure. */
export function listenToDragging(sigma: Sigma, put: (node: string, x: number, y: number) => void): void {
  let held: { readonly node: string; readonly x: number; readonly y: number } | null = null;
  let isDragged = false;
  sigma.on("downNode", ({ node, event: { x, y } }) => {
    [held, isDragged] = [{ node, x, y }, false];
  });
  sigma.on("moveBody", ({ event }) => {
    if (held === null || !sigma.getGraph().hasNode(held.node)) return;
    // The map stays where it is meanwhile.
    event.preventSigmaDefault();
    (event as MouseCoords).original.preventDefault();
    isDragged ||= Math.hypot(event.x - held.x, event.y - held.y) > STILL;
    if (!isDragged) return;
    const { x, y } = sigma.viewportToGraph(event);
    put(held.node, x, y);
  });
  const drop = () => {
    held = null;
  };
  sigma.on("upNode", drop);
  sigma.on("upStage", drop);
}
