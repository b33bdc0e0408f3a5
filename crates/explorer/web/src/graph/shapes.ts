/** Draws nodes: a shape for every kind, a rim, and a ring around those that stand out. */

import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

import type { Kind } from "../kinds.ts";

/** What a node needs beyond what sigma knows of. */
export interface ShapeData extends NodeDisplayData {
  readonly kind: Kind;
  readonly rim: string;
  /** Colour of the ring; empty for none. */
  readonly ring: string;
}

const SHAPES: Record<Kind, number> = { person: 0, work: 1, topic: 2, institution: 3 };

/** How far a square around a node reaches, in parts of its radius: corners and the ring lie within. */
const REACH = 1.75;

// Sizes are those of sigma's own circles: a radius of `a_size` pixels at this zoom.
const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec4 a_ring;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec2 a_corner;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;

varying vec4 v_color;
varying vec4 v_rim;
varying vec4 v_ring;
varying vec2 v_at;
varying float v_shape;
varying float v_pixel;

void main() {
  float radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  vec2 at = a_corner * ${REACH.toFixed(2)};
  gl_Position = vec4((u_matrix * vec3(a_position + radius * at, 1)).xy, 0, 1);
  v_at = at;
  v_shape = a_shape;
  v_pixel = u_sizeRatio / max(a_size, 0.5);
#ifdef PICKING_MODE
  v_color = a_id;
#else
  v_color = a_color;
#endif
  v_color.a *= 255.0 / 254.0;
  v_rim = a_rim;
  v_ring = a_ring;
}
`;

// Distances to the edge of each shape, less than 0 inside; all shapes have about the area of the circle.
const FRAGMENT = /* glsl */ `
precision highp float;

varying vec4 v_color;
varying vec4 v_rim;
varying vec4 v_ring;
varying vec2 v_at;
varying float v_shape;
varying float v_pixel;

uniform float u_pixelRatio;
uniform vec4 u_ground;

float distanceTo(vec2 p, float shape) {
  vec2 q = abs(p);
  if (shape < 0.5) return length(p) - 1.0;
  if (shape < 1.5) {
    vec2 d = q - 0.73;
    return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0) - 0.14;
  }
  if (shape < 2.5) return (q.x + q.y - 1.24) * 0.7071;
  return max(q.y, q.x * 0.866 + q.y * 0.5) - 0.935;
}

void main() {
  float shape = distanceTo(v_at, v_shape);
#ifdef PICKING_MODE
  // A little around a node is the node, too: fingers are wide.
  if (shape > 4.0 * v_pixel) discard;
  gl_FragColor = v_color;
#else
  float soft = v_pixel / u_pixelRatio;
  float rim = min(1.6 * v_pixel, 0.4);
  vec4 color = mix(v_rim, v_color, smoothstep(soft, -soft, shape + rim));
  float inside = smoothstep(soft, -soft, shape);
  if (v_ring.a > 0.5) {
    float round = length(v_at) - 1.5;
    float line = min(2.2 * v_pixel, 0.3);
    vec4 around = mix(v_ring, u_ground, smoothstep(soft, -soft, round + line));
    color = mix(around, color, inside);
    inside = smoothstep(soft, -soft, round);
  }
  gl_FragColor = vec4(color.rgb, 1.0) * inside;
#endif
}
`;

const UNIFORMS = ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_pixelRatio", "u_ground"] as const;
type Uniform = (typeof UNIFORMS)[number];
const { FLOAT, TRIANGLES, UNSIGNED_BYTE } = WebGLRenderingContext;

/** Where rings are filled: the colour behind the graph, red, green and blue from 0 to 1. */
export type Ground = () => readonly [number, number, number];

/** An attribute of four bytes, which is how numbers name colours, and nodes for picking. */
function color(name: string) {
  return { name, size: 4, type: UNSIGNED_BYTE, normalized: true };
}

/** The program, for a graph on this ground. */
export function shapesOn(ground: Ground) {
  return class Shapes extends NodeProgram<Uniform> {
    override getDefinition() {
      return {
        VERTICES: 6,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: TRIANGLES,
        UNIFORMS,
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          color("a_color"),
          color("a_rim"),
          color("a_ring"),
          { name: "a_shape", size: 1, type: FLOAT },
          color("a_id"),
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: [
          [-1, -1],
          [1, -1],
          [-1, 1],
          [-1, 1],
          [1, -1],
          [1, 1],
        ],
      };
    }

    override processVisibleItem(index: number, start: number, data: NodeDisplayData): void {
      const { x, y, size, color, kind, rim, ring } = data as ShapeData;
      // In the order of the attributes.
      const colors = [color, rim].map(floatColor);
      this.array.set([x, y, size, ...colors, ring === "" ? 0 : floatColor(ring), SHAPES[kind], index], start);
    }

    override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
      const at = (name: Uniform) => uniformLocations[name] ?? null;
      gl.uniformMatrix3fv(at("u_matrix"), false, params.matrix);
      gl.uniform1f(at("u_sizeRatio"), params.sizeRatio);
      gl.uniform1f(at("u_correctionRatio"), params.correctionRatio);
      gl.uniform1f(at("u_pixelRatio"), params.pixelRatio);
      gl.uniform4f(at("u_ground"), ...ground(), 1);
    }
  };
}
