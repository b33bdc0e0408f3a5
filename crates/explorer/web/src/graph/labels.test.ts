import { expect, test } from "vitest";

import { crosses, place, type Box, type Wish } from "./labels.ts";

const PAGE: Box = { left: 0, top: 0, right: 1000, bottom: 1000 };
const width = (text: string, size: number) => text.length * size * 0.5;

function wish(x: number, y: number, text: string, must = false): Wish {
  return { id: `${x},${y}`, text, x, y, radius: 8, size: 12, must };
}

const meet = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

test("no name lies on another or on a node", () => {
  const crowd = Array.from({ length: 200 }, (_, at) =>
    wish((at * 370) % 997, (at * 610) % 971, "A name, and quite a long one"),
  );
  const labels = place(crowd, [], PAGE, width);
  expect(labels.length).toBeGreaterThan(20);
  labels.forEach(({ box, wish: own }, at) => {
    expect(labels.slice(at + 1).some((other) => meet(other.box, box))).toBe(false);
    for (const other of crowd) {
      if (other === own) continue;
      expect(meet({ left: other.x - 8, right: other.x + 8, top: other.y - 8, bottom: other.y + 8 }, box)).toBe(false);
    }
  });
});

test("what must be named is named in any crowd", () => {
  const crowd = Array.from({ length: 100 }, (_, at) => wish(400 + (at % 10) * 18, 400 + Math.floor(at / 10) * 18, "x"));
  const own = (must: boolean) => [wish(481, 481, "A name without room", must), ...crowd];
  const named = (must: boolean) => place(own(must), [], PAGE, width).some(({ wish }) => wish.text.startsWith("A name"));
  expect([named(false), named(true)]).toEqual([false, true]);
});

test("what must be named is named on the page", () => {
  const [label] = place([wish(995, 500, "At the edge of the page", true)], [], PAGE, width);
  expect(label?.box.right).toBeLessThanOrEqual(PAGE.right);
});

test("names keep away from edges", () => {
  const [label] = place([wish(500, 500, "Ada")], [[500, 500, 900, 500]], PAGE, width);
  expect(label?.align).not.toBe("left");
  expect(place([wish(500, 500, "Ada")], [], PAGE, width)[0]?.align).toBe("left");
});

test("long names stand on two lines, and end in time", () => {
  const [label] = place([wish(500, 500, "word ".repeat(100))], [], PAGE, width);
  expect(label?.lines).toHaveLength(2);
  expect(Math.max(...(label?.lines ?? []).map((line) => line.length))).toBeLessThan(40);
});

test("lines cross boxes", () => {
  const box: Box = { left: 0, top: 0, right: 10, bottom: 4 };
  expect(crosses([-5, 2, 5, 2], box)).toBe(true);
  expect(crosses([2, 3, 3, 3.5], box)).toBe(true);
  expect(crosses([-5, 5, 15, 5], box)).toBe(false);
  expect(crosses([12, 2, 15, 2], box)).toBe(false);
});
