import { expect, test } from "vitest";

import { pieces } from "./suggestions.ts";

const of = (label: string, matches: [number, number][]) =>
  pieces({ kind: "person", id: "x", hint: "", label, matches }).map(({ text, isMatch }) =>
    isMatch ? `[${text}]` : text,
  );

test("what was typed is marked, letter by letter", () => {
  expect(of("Ada Lovelace", [[4, 7]])).toEqual(["Ada ", "[Lov]", "elace"]);
  expect(of("Ada", [[0, 3]])).toEqual(["[Ada]"]);
  expect(of("𝒜da 𝓛", [[4, 5]])).toEqual(["𝒜da ", "[𝓛]"]);
  expect(of("Ada", [])).toEqual(["Ada"]);
});

test("a title with markup is not marked", () => {
  expect(of("On <i>E. coli</i>", [[3, 6]])).toEqual(["On E. coli"]);
});
