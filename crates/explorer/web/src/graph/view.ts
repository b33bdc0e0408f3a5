/** The graph on its canvas. Where nodes lie and which edges are drawn comes from the server. */

import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeRectangleProgram } from "sigma/rendering";
import type { CameraState, EdgeDisplayData, NodeDisplayData } from "sigma/types";

import type { Edge, Model, Node } from "../model.ts";
import { listenToDragging } from "./dragging.ts";
import { edgeLook, nodeLook, radius, spotlight, type Regard } from "./look.ts";
import { Tints, paletteOf } from "./palette.ts";
import { shapesOn, type ShapeData } from "./shapes.ts";
import { Veil } from "./veil.ts";
import { EDGE, Names, type Place, type Scene } from "./writing.ts";

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
/** On a large map. */
const SMALLEST_OF_MANY = 2;
/** How far a map is stretched to the width of its canvas, at least and at most. */
const ASPECTS = [0.7, 1.9] as const;

export class GraphView {
  readonly #sigma: Sigma;
  #graph = new MultiDirectedGraph();
  readonly #veil: Veil;
  readonly #names: Names;
  readonly #container: HTMLElement;
  readonly #resized: ResizeObserver;
  readonly #pinned = new Map<string, readonly [number, number]>();
  #tints: Tints;
  #model: Model | null = null;
  #regard: Regard = { shown: new Set(), selected: null, other: null, hovered: null, path: [] };
  #lit: ReadonlySet<string> | null = null;
  /** What nodes and edges themselves show, which leaves out what a veil does. */
  #drawn: { readonly regard: Regard; readonly lit: ReadonlySet<string> | null } = { regard: this.#regard, lit: null };
  /** The node under the pointer. */
  #pointed: string | null = null;

  /** Fails where the browser has no WebGL. */
  constructor(container: HTMLElement, handlers: Handlers) {
    this.#container = container;
    this.#tints = new Tints(paletteOf(container));
    const ground = () => this.#tints.palette.ground.map((part) => part / 255) as [number, number, number];
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
    this.#veil = new Veil(this.#layer("veil"));
    this.#names = new Names(this.#layer("names"));
    this.#sigma.on("afterRender", () => this.#write());
    this.#sigma.on("resize", () => this.#names.replace());
    this.#listen(handlers);
    this.#resized = new ResizeObserver(() => this.#fitSize());
    this.#resized.observe(container);
  }

  /** Shows another slice. Nodes that were dragged stay where they were put. */
  show(model: Model, regard: Regard): void {
    this.#model = model;
    this.#regard = regard;
    // Of a large map, only what is drawn is there at all.
    // All at once: sigma would look at every node and edge for itself.
    const nodes = model.nodes.map((node) => ({ key: node.key, attributes: this.#attributes(node) }));
    const edges = model.edges
      .filter((edge) => model.get(edge.source) && model.get(edge.target) && !(model.isLarge && edge.draw === false))
      .map((edge) => ({
        key: edge.id,
        source: edge.source,
        target: edge.target,
        attributes: { type: edge.relation === "cites" ? "arrow" : "line" },
      }));
    const graph = new MultiDirectedGraph();
    graph.import({ nodes, edges });
    this.#graph = graph;
    this.#sigma.setGraph(graph);
    this.#look();
    this.#sigma.refresh({ schedule: true });
  }

  /** Shows what is looked at. */
  regard(regard: Regard): void {
    const before = this.#regard;
    this.#regard = regard;
    this.#look();
    // Among thousands, only the veil tells what is pointed at.
    if (this.#isLarge() && differInHover(before, regard)) this.#write();
    else this.#sigma.refresh({ schedule: true });
  }

  /** Works out what stands out, of everything and beneath a veil. */
  #look(): void {
    this.#lit = this.#model && spotlight(this.#model, this.#regard);
    const regard = this.#isLarge() ? { ...this.#regard, hovered: null } : this.#regard;
    this.#drawn = { regard, lit: this.#model && spotlight(this.#model, regard) };
    this.#names.replace();
  }

  #isLarge(): boolean {
    return this.#model?.isLarge ?? false;
  }

  /** Another canvas over those that are there. */
  #layer(name: string): CanvasRenderingContext2D {
    this.#sigma.createCanvasContext(name, { style: { pointerEvents: "none" } });
    const context = this.#sigma.getCanvases()[name]?.getContext("2d");
    if (!context) throw new Error("this browser draws nothing");
    return context;
  }

  /** Reads the colours again. */
  recolor(): void {
    this.#tints = new Tints(paletteOf(this.#container));
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
    this.#names.stop();
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
    const nodes = this.#model?.nodes.length ?? 0;
    const size = radius(node.score, nodes) * half;
    const isFocus = node === this.#model?.focus;
    const smallest = this.#isLarge() && !isFocus ? SMALLEST_OF_MANY : SMALLEST;
    return Math.min(LARGEST, Math.max(smallest, isFocus ? size * 1.15 : size));
  }

  /** Puts all nodes where they belong on a canvas of this size. */
  #place(): void {
    const aspect = this.#aspect();
    this.#sigma.setCustomBBox({ x: [-aspect, aspect], y: [-1, 1] });
    this.#graph.updateEachNodeAttributes((key, attributes) => {
      const node = this.#model?.get(key);
      return node ? { ...attributes, ...this.#attributes(node) } : attributes;
    });
    this.#names.replace();
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
    return nodeLook(node, this.#model, this.#drawn.regard, this.#drawn.lit, this.#tints);
  }

  #edgeLook(id: string): object {
    const edge = this.#model?.edge(id);
    if (!edge || !this.#model) return { hidden: true };
    return edgeLook(edge, this.#model, this.#drawn.regard, this.#drawn.lit, this.#tints);
  }

  #write(): void {
    const scene = this.#scene();
    if (!scene) return;
    const { width, height } = this.#sigma.getDimensions();
    const { x, y, ratio } = this.#sigma.getCamera().getState();
    this.#unveil(scene.model, width, height);
    this.#names.write(scene, [x, y, ratio, width, height].join(" "), () => this.#write());
  }

  /** Draws the veil where what is pointed at needs one. */
  #unveil(model: Model, width: number, height: number): void {
    const [regard, keys, tints] = [this.#regard, this.#lit, this.#tints];
    const isPointed = regard.hovered !== null && !regard.path.includes(regard.hovered);
    if (!this.#isLarge() || !isPointed || keys === null) return this.#veil.clear(width, height);
    this.#veil.draw({ model, regard, keys, tints, width, height, at: this.#at });
  }

  readonly #at: Place = (node) => {
    const data = this.#sigma.getNodeDisplayData(node.key);
    return data ? { ...this.#sigma.framedGraphToViewport(data), radius: this.#sigma.scaleSize(data.size) } : null;
  };

  #scene(): Scene | null {
    if (!this.#model) return null;
    const { width, height } = this.#sigma.getDimensions();
    const { palette } = this.#tints;
    return {
      model: this.#model,
      regard: this.#regard,
      lit: this.#lit,
      page: { left: EDGE, top: EDGE, right: width - EDGE, bottom: height - EDGE },
      ink: this.#tints.of(palette.ink),
      ground: this.#tints.of(palette.ground),
      at: this.#at,
    };
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
    listenToDragging(sigma, (node, x, y) => {
      this.#pinned.set(node, [x, y]);
      this.#graph.mergeNodeAttributes(node, { x, y });
    });
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
}

/** Do the two differ in what is pointed at, and in nothing else? */
function differInHover(one: Regard, other: Regard): boolean {
  const { shown, selected, other: second, path } = one;
  return shown === other.shown && selected === other.selected && second === other.other && path === other.path;
}
