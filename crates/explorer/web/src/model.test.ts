import { describe, expect, test } from "vitest";

import { Model } from "./model.ts";
import { ADA, slice } from "./samples.ts";
import { initial } from "./state.ts";

const names = (model: Model, key: string) => model.links(key).map((link) => link.node.key);

test("the strongest edges come first", () => {
  expect(names(new Model(ADA), "person:ada")).toEqual(["person:bo", "work:w", "person:cy"]);
  expect(names(new Model(ADA), "person:nobody")).toEqual([]);
});

test("an edge to nowhere is left out", () => {
  const model = new Model(slice(["person:a"], [["person:a", "authored", "work:gone", 1]]));
  expect(names(model, "person:a")).toEqual([]);
});

describe("what is shown", () => {
  const model = new Model(ADA);
  const shown = (patch: object, shared: Record<string, number> = {}) =>
    model.nodes
      .filter((node) => model.shows(node, { ...initial("person:ada"), ...patch }, shared[node.id] ?? null))
      .map((node) => node.id);

  test("is all of it at first", () => expect(shown({})).toHaveLength(6));
  test("lacks kinds that are hidden, but never the focus", () => {
    expect(shown({ hide: ["person"] })).toEqual(["ada", "w", "t"]);
  });
  test("lacks people who share too little", () => {
    expect(shown({ minShared: 2 }, { bo: 2, cy: 1, di: 0, ada: 0 })).toEqual(["ada", "bo", "w", "t"]);
    expect(shown({ minShared: 2 })).toHaveLength(6);
  });
});

describe("expansions", () => {
  // Bo brought Cy and the work; Cy brought the topic; the topic brought Di.
  const expansions = [
    { key: "person:bo", added: 2 },
    { key: "person:cy", added: 1 },
    { key: "topic:t", added: 1 },
  ];
  const model = new Model({ ...ADA, expansions });
  const brought = (key: string) => model.broughtBy(key)?.map((node) => node.key) ?? null;

  test("know what they brought", () => {
    expect(brought("person:bo")).toEqual(["person:cy", "work:w"]);
    expect(brought("topic:t")).toEqual(["person:di"]);
    expect(brought("work:w")).toBeNull();
    expect(model.unexpanded.map((node) => node.key)).toEqual(["person:ada", "person:bo"]);
  });

  test("go with what they hang on", () => {
    expect(model.without("person:bo").steps).toEqual([]);
    expect(model.without("person:cy").steps).toEqual(["person:bo"]);
    expect(model.without("topic:t").steps).toEqual(["person:bo", "person:cy"]);
    expect([...model.without("topic:t").gone]).toEqual(["person:di"]);
  });

  test("and what was added by itself go apart", () => {
    // Bo was there, brought Cy; the work and its topic were added, Di was brought by Cy.
    const model = new Model({
      ...ADA,
      nodes: ["person:ada", "person:bo", "person:cy", "work:w", "topic:t", "person:di"].map(
        (key) => ADA.nodes.find((node) => node.key === key)!,
      ),
      expansions: [
        { key: "person:bo", added: 1 },
        { key: "work:w", itself: true, added: 1 },
        { key: "topic:t", itself: true, added: 1 },
        { key: "person:cy", added: 1 },
      ],
    });
    expect(model.withoutAdditions().steps).toEqual(["person:bo", "person:cy"]);
    expect(model.without("person:bo").steps).toEqual(["add:work:w", "add:topic:t"]);
    expect(model.broughtBy("work:w")).toBeNull();
  });
});
