import { expect, test } from "vitest";

import { Model } from "../model.ts";
import { ADA } from "../samples.ts";
import { edgeLook, nodeLook, radius, spotlight, type Regard } from "./look.ts";
import { Tints, css, mixed, rgb, type Palette } from "./palette.ts";

const black = [0, 0, 0] as const;
const kinds = { person: black, work: black, topic: black, institution: black };
const palette: Palette = {
  ground: [255, 255, 255],
  ink: black,
  faint: black,
  accent: [0, 0, 255],
  fill: kinds,
  rim: kinds,
  line: {
    authored: black,
    about: black,
    affiliated: black,
    produced: black,
    cites: black,
    collaborates: black,
    part_of: black,
  },
};
const tints = new Tints(palette);
const model = new Model(ADA);
const at = (patch: Partial<Regard> = {}): Regard => ({
  shown: new Set(model.nodes.map((node) => node.key)),
  selected: null,
  other: null,
  hovered: null,
  path: [],
  ...patch,
});

test("what is beside the node that is looked at stands out", () => {
  expect(spotlight(model, at())).toBeNull();
  expect(spotlight(model, at({ selected: "person:gone" }))).toBeNull();
  expect([...(spotlight(model, at({ selected: "work:w" })) ?? [])].sort()).toEqual(["person:ada", "topic:t", "work:w"]);
  const path = ["person:ada", "person:cy", "person:di"];
  expect([...(spotlight(model, at({ selected: "work:w", path })) ?? [])]).toEqual(path);
  expect([...(spotlight(model, at({ hovered: "person:di", path })) ?? [])]).toEqual(path);
  expect([...(spotlight(model, at({ hovered: "topic:t", path })) ?? [])].sort()).toEqual(["topic:t", "work:w"]);
});

test("nodes are faded, ringed and hidden", () => {
  const look = (key: string, regard: Regard) => {
    const node = model.get(key);
    if (!node) throw new Error(key);
    return nodeLook(node, model, regard, spotlight(model, regard), tints);
  };
  expect(look("person:bo", at()).color).toBe("#000000");
  expect(look("person:bo", at({ selected: "work:w" })).color).toBe("#c7c7c7");
  expect(look("person:ada", at()).ring).toBe("#000000");
  expect(look("person:bo", at({ selected: "person:bo" })).ring).toBe("#0000ff");
  expect(look("person:bo", at({ shown: new Set() })).hidden).toBe(true);
});

test("edges that a map leaves out appear at the node that is looked at", () => {
  const edge = { ...model.edges[0]!, draw: false };
  const look = (regard: Regard) => edgeLook(edge, model, regard, spotlight(model, regard), tints);
  expect(look(at()).hidden).toBe(true);
  expect(look(at({ hovered: "person:bo" })).hidden).toBe(false);
  expect(look(at({ path: ["person:bo", "person:ada"] })).hidden).toBe(false);
  expect(look(at({ selected: "person:bo", path: ["person:bo", "person:cy"] })).hidden).toBe(true);
  expect(look(at({ hovered: "person:bo", shown: new Set(["person:bo"]) })).hidden).toBe(true);
});

test("better scores are larger, up to a point", () => {
  expect(radius(1, 50)).toBeGreaterThan(radius(0.1, 50));
  expect(radius(9, 50)).toBe(radius(1, 50));
  expect(radius(1, 200)).toBeLessThan(radius(1, 50));
});

test("colours are read and mixed", () => {
  expect(rgb(" #0b57a4 ")).toEqual([11, 87, 164]);
  expect(rgb("red")).toEqual([0, 0, 0]);
  expect(css(mixed([255, 0, 0], [0, 0, 0], 0.5))).toBe("#800000");
});
