import { expect, test } from "vitest";

import { chain, via, type Sight, type Way } from "./ways.ts";

const person = (id: string) => ({ id, label: id.toUpperCase() });
const work = (id: string, year: number | null) => ({ id, title: id, year });
const way: Way = {
  kind: "person",
  steps: [
    { from: person("a"), to: person("b"), works: [work("w1", 2020), work("w2", 2010)], works_count: 2 },
    { from: person("b"), to: person("c"), works: [work("w3", null)], works_count: 1 },
  ],
};
const all: Sight = { isShown: () => false, from: null, to: null };

test("between two people stands the first work they share", () => {
  expect(chain(way, all)).toEqual(["person:a", "work:w1", "person:b", "work:w3", "person:c"]);
  expect(via(way)).toEqual(["B"]);
});

test("a work that is shown already stands there rather", () => {
  const isShown = (key: string) => key === "work:w2";
  expect(chain(way, { ...all, isShown })).toEqual(["person:a", "work:w2", "person:b", "work:w3", "person:c"]);
});

test("works of other years are left out", () => {
  expect(chain(way, { ...all, to: 2015 })).toEqual(["person:a", "work:w2", "person:b", "person:c"]);
});

test("works follow one another by citations", () => {
  const cited: Way = {
    kind: "work",
    steps: [
      { from: work("w1", 1), to: work("w2", 2), cites: true },
      { from: work("w2", 2), to: work("w3", 3), cites: false },
    ],
  };
  expect(chain(cited, all)).toEqual(["work:w1", "work:w2", "work:w3"]);
  expect(via(cited)).toEqual(["w2"]);
});
