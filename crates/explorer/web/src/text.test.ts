import { expect, test } from "vitest";

import { clean, listed, nameOf, shortened, soMany } from "./text.ts";

test.each([
  ["Notes on the <i>Analytical</i> Engine", "Notes on the Analytical Engine"],
  ["H<sub>2</sub>O", "H2O"],
  ["&amp;lt;i&amp;gt;E. coli&amp;lt;/i&amp;gt;", "E. coli"],
  ['<mml:math xmlns:mml="http://w3.org/x"><mml:mi>x</mml:mi></mml:math>', "x"],
  ["p < 0.05 and q > 1", "p < 0.05 and q > 1"],
  ["a<b and c>d", "a<b and c>d"],
  ["</title><script>alert(1)</script>\u202e", "alert(1)"],
  ["a\u0000b\nc", "a b c"],
  ["AT&T; &#0; &#xFFFFFF;", "AT&T; &#0; &#xFFFFFF;"],
  ["<!-- hidden > words -->seen", "seen"],
])("%j is read as %j", (text, expected) => {
  expect(clean(text)).toBe(expected);
});

test("of long labels only the beginning is read", () => {
  for (const piece of ["<", "<a ", "<a b=", "&", "<!--"])
    expect(clean(piece.repeat(100_000)).length).toBeLessThanOrEqual(1000);
});

test("nothing is without a name", () => {
  expect(nameOf({ label: "<b></b>", id: "W1" })).toBe("W1");
  expect(nameOf({ label: "", id: "" })).toBe("unnamed");
  expect(nameOf({ name: "α", label: "$\\alpha$", id: "W1" })).toBe("α");
});

test("words for numbers and lists", () => {
  expect(soMany(1, "work", "works")).toBe("1 work");
  expect(soMany(4478, "person", "people")).toBe("4,478 people");
  expect(listed(["a", "b", "c"])).toBe("a, b and c");
  expect(shortened("a name", 4)).toBe("a n…");
});
