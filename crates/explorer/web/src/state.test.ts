import { describe, expect, test } from "vitest";

import { UNFILTERED, asksTheSame, initial, isFiltered, more, parse, query, question, type State } from "./state.ts";

const full: State = {
  ...initial("person:ada"),
  nodes: 80,
  budgets: { work: 10, topic: 0 },
  from: 1990,
  to: 2001,
  maxAuthors: 25,
  expand: ["work:10.1/a,b", "add:work:10.1/c,d", "person:bo"],
  hide: ["topic"],
  minShared: 2,
  selected: "work:10.1/a,b",
  other: "person:x&y=z",
  way: 2,
  view: "table",
  further: { depth: "2" },
};

describe("an address", () => {
  test("says all of a state", () => {
    expect(parse(query(full), "person:ada")).toEqual(full);
  });

  test("of the first state is short", () => {
    expect(query(initial("person:ada"))).toBe("focus=person:ada");
    expect(parse("focus=person:ada", "person:ada")).toEqual(initial("person:ada"));
  });

  test("takes the focus by the server's key for it", () => {
    expect(parse("focus=0000-0002-1825-0097", "person:ada").focus).toBe("person:ada");
  });

  test("that makes no sense is left out", () => {
    const state = parse(
      "nodes=-1&works=1e3&from=x&hide=people,topic&view=map&min_shared=9999&max_authors=0&way=0",
      "work:w",
    );
    expect(state).toEqual({ ...initial("work:w"), hide: ["topic"] });
  });

  test("expands no more than the server does", () => {
    const keys = Array.from({ length: 60 }, (_, at) => `work:${at}`);
    const expanded = (keys: string[]) => parse(`expand=${keys.join(",")}`, "work:w").expand;
    expect(expanded(keys)).toHaveLength(16);
    expect(expanded(keys.map((key) => `add:${key}`))).toHaveLength(48);
  });
});

test("the server is asked for the slice alone", () => {
  expect(Object.fromEntries(question(full))).toEqual({
    nodes: "80",
    works: "10",
    topics: "0",
    from: "1990",
    to: "2001",
    max_authors: "25",
    depth: "2",
    expand: "work:10.1/a,b,add:work:10.1/c,d,person:bo",
  });
  expect(asksTheSame(full, { ...full, hide: [], selected: null, view: "graph" })).toBe(true);
  expect(asksTheSame(full, { ...full, from: 1991 })).toBe(false);
});

test("more of a kind is no more of the others", () => {
  const shown = (["person", "person", "work"] as const).map((kind) => ({ kind }));
  const next = more({ ...full, hide: ["work", "topic"] }, shown, "work");
  expect(next).toEqual({ budgets: { person: 2, work: 11, topic: 0, institution: 0 }, nodes: 13, hide: ["topic"] });
});

test("filters are set back", () => {
  expect([isFiltered(full), isFiltered({ ...full, ...UNFILTERED }), isFiltered(initial("work:w"))]).toEqual([
    true,
    false,
    false,
  ]);
});
