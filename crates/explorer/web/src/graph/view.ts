/** The graph on its canvas. Where nodes lie and which edges are drawn comes from the server. */

import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeRectangleProgram } from "sigma/rendering";
import type { CameraState, EdgeDisplayData, MouseCoords, NodeDisplayData } from "sigma/types";

import type { Edge, Model, Node } from "../model.ts";
import { edgeLook, nodeLook, radius, spotlight, type Regard } from "./look.ts";
import { css, paletteOf, type Palette } from "./palette.ts";
import { shapesOn, type ShapeData } from "./shapes.ts";
import { writeNames } from "./writing.ts";

export interface Handlers {
  /** A node was chosen; `beside` asks for it beside the one that is selected. */
  select(key: string | null, beside: boolean): void;
  expand(key: string): void;
  why(edge: Edge): void;
  hover(key: string | null): void;
}

/** Room around the map, in pixels: names stand there. */
const PADDING = 34;
const ZOOM = 1.5;
/** How long the camera moves. */
const MOTION_MS = 200;
const SMALLEST = 4;
const LARGEST = 24;
/** How far a map is stretched to the width of its canvas, at least and at most. */
const ASPECTS = [0.7, 1.9] as const;

export class GraphView {
  readonly #sigma: Sigma;
  readonly #graph = new MultiDirectedGraph();
  readonly #names: CanvasRenderingContext2D;
  readonly #container: HTMLElement;
  readonly #resized: ResizeObserver;
  readonly #pinned = new Map<string, readonly [number, number]>();
  #palette: Palette;
  #model: Model | null = null;
  #regard: Regard = { shown: new Set(), selected: null, other: null, hovered: null, path: [] };
  #lit: ReadonlySet<string> | null = null;
  /** The node under the pointer. */
  #pointed: string | null = null;

  /** Fails where the browser has no WebGL. */
  constructor(container: HTMLElement, handlers: Handlers) {
    this.#container = container;
    this.#palette = paletteOf(container);
    const ground = () => this.#palette.ground.map((part) => part / 255) as [number, number, number];
    this.#sigma = new Sigma(this.#graph, container, {
      nodeProgramClasses: { shape: shapesOn(ground) },
      defaultNodeType: "shape",
      edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeArrowProgram },
      defaultEdgeType: "line",
      renderLabels: false,
      defaultDrawNodeHover: () => undefined,
      nodeHoverProgramClasses: {},
      enableEdgeEvents: true,
      zIndex: true,
      stagePadding: PADDING,
      minCameraRatio: 0.08,
      maxCameraRatio: 2.5,
      minEdgeThickness: 1,
      // What counts as a double click is the browser's to say: sigma would swallow quick clicks on two nodes.
      doubleClickTimeout: 0,
      // A graph in a pane that is not seen yet has no size.
      allowInvalidContainer: true,
      nodeReducer: (key, data) => ({ ...data, ...this.#nodeLook(key) }) as Partial<NodeDisplayData>,
      edgeReducer: (id, data) => ({ ...data, ...this.#edgeLook(id) }) as Partial<EdgeDisplayData>,
    });
    this.#sigma.createCanvasContext("names", { style: { pointerEvents: "none" } });
    const names = this.#sigma.getCanvases()["names"]?.getContext("2d");
    if (!names) throw new Error("this browser draws nothing");
    this.#names = names;
    this.#sigma.on("afterRender", () => this.#write());
    this.#listen(handlers);
    this.#resized = new ResizeObserver(() => this.#fitSize());
    this.#resized.observe(container);
  }

  /** Shows another slice. Nodes that were dragged stay where they were put. */
  show(model: Model, regard: Regard): void {
    this.#model = model;
    this.#graph.clear();
    for (const node of model.nodes) this.#graph.addNode(node.key, this.#attributes(node));
    for (const edge of model.edges) {
      if (!this.#graph.hasNode(edge.source) || !this.#graph.hasNode(edge.target)) continue;
      this.#graph.addDirectedEdgeWithKey(edge.id, edge.source, edge.target, {
        type: edge.relation === "cites" ? "arrow" : "line",
      });
    }
    this.regard(regard);
  }

  /** Shows what is looked at. */
  regard(regard: Regard): void {
    this.#regard = regard;
    this.#lit = this.#model && spotlight(this.#model, regard);
    this.#sigma.refresh({ schedule: true });
  }

  /** Reads the colours again. */
  recolor(): void {
    this.#palette = paletteOf(this.#container);
    this.#sigma.refresh();
  }

  zoom(closer: boolean): void {
    const camera = this.#sigma.getCamera();
    this.#move({ ratio: camera.getBoundedRatio(camera.ratio * (closer ? 1 / ZOOM : ZOOM)) });
  }

  fit(): void {
    this.#pinned.clear();
    this.#place();
    this.#move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  /** Moves the camera, at once where somebody asked for less motion. */
  #move(to: Partial<CameraState>): void {
    const camera = this.#sigma.getCamera();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) camera.setState(to);
    else void camera.animate(to, { duration: MOTION_MS });
  }

  /** Where a node lies on the page, in pixels from the corner of the canvas; for tests and for hints. */
  placeOf(key: string): { x: number; y: number } | null {
    const data = this.#sigma.getNodeDisplayData(key);
    return data ? this.#sigma.framedGraphToViewport(data) : null;
  }

  kill(): void {
    this.#resized.disconnect();
    this.#sigma.kill();
  }

  #attributes(node: Node): Partial<ShapeData> & { x: number; y: number } {
    const [x, y] = this.#pinned.get(node.key) ?? this.#placeOf(node);
    return { x, y, size: this.#sizeOf(node), kind: node.kind };
  }

  #placeOf(node: Node): readonly [number, number] {
    return [(node.x ?? 0) * this.#aspect(), node.y ?? 0];
  }

  #aspect(): number {
    const { clientWidth: width, clientHeight: height } = this.#container;
    const inner = (length: number) => Math.max(1, length - 2 * PADDING);
    return Math.min(ASPECTS[1], Math.max(ASPECTS[0], inner(width) / inner(height)));
  }

  #sizeOf(node: Node): number {
    const { clientWidth: width, clientHeight: height } = this.#container;
    const half = Math.min(height, width) / 2 - PADDING;
    const size = radius(node.score, this.#model?.nodes.length ?? 0) * half;
    const enlarged = node === this.#model?.focus ? size * 1.15 : size;
    return Math.min(LARGEST, Math.max(SMALLEST, enlarged));
  }

  /** Puts all nodes where they belong on a canvas of this size. */
  #place(): void {
    const aspect = this.#aspect();
    this.#sigma.setCustomBBox({ x: [-aspect, aspect], y: [-1, 1] });
    for (const node of this.#model?.nodes ?? []) this.#graph.mergeNodeAttributes(node.key, this.#attributes(node));
    this.#sigma.refresh();
  }

  #fitSize(): void {
    if (this.#container.clientHeight === 0 || this.#container.clientWidth === 0) return;
    this.#sigma.resize();
    this.#place();
  }

  #nodeLook(key: string): object {
    const node = this.#model?.get(key);
    if (!node || !this.#model) return { hidden: true };
    return nodeLook(node, this.#model, this.#regard, this.#lit, this.#palette);
  }

  #edgeLook(id: string): object {
    const edge = this.#model?.edge(id);
    return edge ? edgeLook(edge, this.#regard, this.#lit, this.#palette) : { hidden: true };
  }

  #write(): void {
    if (!this.#model) return;
    const { width, height } = this.#sigma.getDimensions();
    this.#names.clearRect(0, 0, width, height);
    const at = (node: Node) => {
      const data = this.#sigma.getNodeDisplayData(node.key);
      return data ? { ...this.#sigma.framedGraphToViewport(data), radius: this.#sigma.scaleSize(data.size) } : null;
    };
    writeNames(this.#names, {
      model: this.#model,
      regard: this.#regard,
      lit: this.#lit,
      page: { left: 2, top: 2, right: width - 2, bottom: height - 2 },
      ink: css(this.#palette.ink),
      ground: css(this.#palette.ground),
      at,
    });
  }

  #listen(handlers: Handlers): void {
    const sigma = this.#sigma;
    sigma.on("clickNode", ({ node, event }) => handlers.select(node, (event.original as MouseEvent).shiftKey));
    sigma.on("clickStage", () => handlers.select(null, false));
    this.#container.addEventListener("dblclick", () => {
      if (this.#pointed !== null) handlers.expand(this.#pointed);
    });
    sigma.on("clickEdge", ({ edge }) => {
      const found = this.#model?.edge(edge);
      if (found) handlers.why(found);
    });
    sigma.on("enterNode", ({ node }) => this.#point(handlers, node));
    sigma.on("leaveNode", () => this.#point(handlers, null));
    sigma.on("enterEdge", () => this.#cursor("pointer"));
    sigma.on("leaveEdge", () => this.#cursor(""));
    this.#listenToDragging();
    // Scrolling a page must not end in a graph on it: there the wheel zooms with a key held, or once it has the focus.
    this.#container.addEventListener(
      "wheel",
      (event) => {
        const isOurs = event.ctrlKey || this.#container.contains(document.activeElement);
        if (!isOurs) event.stopPropagation();
      },
      { capture: true, passive: true },
    );
  }

  #point(handlers: Handlers, key: string | null): void {
    this.#pointed = key;
    this.#cursor(key === null ? "" : "pointer");
    handlers.hover(key);
  }

  #cursor(cursor: string): void {
    this.#container.style.cursor = cursor;
  }

  /** A node that is dragged stays where it is put. */
  #listenToDragging(): void {
    const sigma = this.#sigma;
    let dragged: string | null = null;
    sigma.on("downNode", ({ node }) => {
      dragged = node;
    });
    sigma.on("moveBody", ({ event }) => {
      if (dragged === null || !this.#graph.hasNode(dragged)) return;
      const { x, y } = sigma.viewportToGraph(event);
      this.#pinned.set(dragged, [x, y]);
      this.#graph.mergeNodeAttributes(dragged, { x, y });
      event.preventSigmaDefault();
      (event as MouseCoords).original.preventDefault();
    });
    const drop = () => {
      dragged = null;
    };
    sigma.on("upNode", drop);
    sigma.on("upStage", drop);
  }
}
