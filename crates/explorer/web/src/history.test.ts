import { expect, test } from "vitest";

import { History } from "./history.ts";

test("steps are taken back and again", () => {
  const history = new History(1);
  expect([history.undo(), history.redo(), history.canUndo]).toEqual([false, false, false]);
  history.push(2);
  history.push(3);
  history.amend(4);
  expect(history.undo() && history.now).toBe(2);
  expect(history.undo() && history.now).toBe(1);
  expect(history.redo() && history.now).toBe(2);
  expect(history.redo() && history.now).toBe(4);
  history.undo();
  history.push(5);
  expect(history.canRedo).toBe(false);
});

test("what was long ago is forgotten", () => {
  const history = new History(0);
  for (let step = 1; step <= 500; step++) history.push(step);
  let steps = 0;
  while (history.undo()) steps++;
  expect(steps).toBe(100);
});
