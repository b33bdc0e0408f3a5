import { expect, test } from "vitest";

import { Walk } from "./keyboard.ts";
import { Model } from "./model.ts";
import { ADA } from "./samples.ts";

const model = new Model(ADA);
const all = new Set(model.nodes.map((node) => node.key));

/** Where arrow keys lead from `selected`, one after the other. */
function walk(keys: readonly string[], selected: string | null, shown: ReadonlySet<string> = all): (string | null)[] {
  const walk = new Walk();
  return keys.map((key) => {
    selected = walk.step(`Arrow${key}`, model, shown, selected) ?? selected;
    return selected;
  });
}

test("a walk starts at the focus and goes round its neighbours by strength", () => {
  expect(walk(["Right", "Right", "Right", "Right", "Right"], null)).toEqual([
    "person:ada",
    "person:bo",
    "work:w",
    "person:cy",
    "person:bo",
  ]);
  expect(walk(["Left"], "person:ada")).toEqual(["person:cy"]);
});

test("it goes on from where one stands, not straight back, and returns", () => {
  expect(walk(["Left", "Down", "Up", "Right"], "person:ada")).toEqual([
    "person:cy",
    "person:di",
    "person:cy",
    "person:bo",
  ]);
});

test("it does not go straight back where there is another way", () => {
  expect(walk(["Right", "Right", "Down"], "person:ada")).toEqual(["person:bo", "work:w", "topic:t"]);
});

test("what is hidden is passed over", () => {
  expect(walk(["Right", "Right"], "person:ada", new Set([...all].filter((key) => key !== "work:w")))).toEqual([
    "person:bo",
    "person:cy",
  ]);
});

test("after a click elsewhere it starts there", () => {
  expect(walk(["Right"], "topic:t")).toEqual(["work:w"]);
});
