import { expect, test } from "vitest";

import { Api } from "./api.ts";
import { Model } from "./model.ts";
import { ADA } from "./samples.ts";
import { Shared, hasShared } from "./shared.ts";

const [ada, bo, cy, work] = new Model(ADA).nodes;

test("shared works are counted for people", () => {
  const shared = new Shared(new Api(""));
  expect(shared.of(bo!)).toBeNull();
  shared.read({ total: 1, collaborators: [{ id: "bo", shared_works: 3 }] });
  expect([ada, bo, cy, work].map((node) => shared.of(node!))).toEqual([0, 3, 0, null]);
});

test("those beyond the end of the list share no more than the last", () => {
  const shared = new Shared(new Api(""));
  shared.read({ total: 2000, collaborators: [{ id: "bo", shared_works: 3 }] });
  expect(shared.of(cy!)).toBe(3);
});

test("nobody shares works with a work", () => {
  expect(["person:a", "topic:a", "institution:a", "work:a"].map(hasShared)).toEqual([true, true, true, false]);
});
