/**
 * Maps of thousands of nodes: what they show, and how fast.
 *
 * Without more, of a society of our own; `SCHOLARGRAPH_GRAPH` and `SCHOLARGRAPH_EXPLORE` name the folder of a snapshot
 * and an address to measure. Times are printed, never tested.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";
import type { CDPSession, Page } from "playwright-core";

import { large } from "./corpus.ts";
import { Site, build, clickNode, parameter, placeOf, said, soon } from "./site.ts";

const GRAPH = process.env["SCHOLARGRAPH_GRAPH"];

const PEOPLE = 2400;
const ADDRESS =
  process.env["SCHOLARGRAPH_EXPLORE"] ?? "/explore?focus=A10000&nodes=5000&works=0&topics=0&institutions=0";

let site: Site;
const folder = mkdtempSync(join(tmpdir(), "scholargraph-large-"));

beforeAll(async () => {
  site = await Site.open({ graph: GRAPH ?? build(folder, large(PEOPLE)) });
});
afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Nodes {
  readonly explorer: { readonly model: { readonly nodes: readonly { readonly key: string }[] } };
}

/** Keys of what is shown, the best first. */
function keys(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector("[data-scholargraph-explorer]") as unknown as Nodes;
    return root.explorer.model.nodes.map((node) => node.key);
  });
}

/** Frames and milliseconds of script while `act` goes on. */
async function watched(page: Page, act: () => Promise<void>): Promise<string> {
  const session = await page.context().newCDPSession(page);
  // Time of the processor: others may want it, too.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.evaluate(() => {
    const seen = { frames: 0, since: performance.now(), on: true };
    Object.assign(window, { seen });
    const count = () => {
      seen.frames += 1;
      if (seen.on) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const before = await script(session);
  await act();
  const spent = (await script(session)) - before;
  const { frames, ms } = await page.evaluate(() => {
    const { seen } = window as unknown as { seen: { frames: number; since: number; on: boolean } };
    seen.on = false;
    return { frames: seen.frames, ms: performance.now() - seen.since };
  });
  const rate = ((1000 * frames) / ms).toFixed(0);
  return `${rate} frames a second, ${((1000 * spent) / frames).toFixed(1)} ms of script a frame`;
}

/** Seconds of script so far. */
async function script(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
}

/** How many pixels of the veil are drawn on. */
function veiled(page: Page): Promise<number> {
  return page.evaluate(() => {
    const veil = document.querySelector<HTMLCanvasElement>("canvas.sigma-veil");
    const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (!veil || !copy) throw new Error("there is no veil");
    [copy.canvas.width, copy.canvas.height] = [veil.width, veil.height];
    copy.drawImage(veil, 0, 0);
    const drawn = copy.getImageData(0, 0, veil.width, veil.height).data;
    let count = 0;
    for (let at = 3; at < drawn.length; at += 4) count += drawn[at] === 0 ? 0 : 1;
    return count;
  });
}

const SMALL_WINDOW = { viewport: { width: 800, height: 560 } };

test("thousands of nodes are drawn, counted and chosen from", () =>
  site.explore(
    ADDRESS,
    async (page) => {
      const all = await keys(page);
      expect(all.length).toBeGreaterThan(1000);
      await soon(() => said(page, ".sg-total")).toMatch(/^[\d,]+ of [\d,]+ shown/);
      // No more is listed than somebody reads.
      expect(await page.locator(".sg-lists button").count()).toBeLessThanOrEqual(800);
      await clickNode(page, all[0] ?? "");
      await soon(() => parameter(page, "selected")).toBe(all[0]);
    },
    SMALL_WINDOW,
  ));

test("what is pointed at stands out over a veil", () =>
  site.explore(
    ADDRESS,
    async (page) => {
      expect(await veiled(page)).toBe(0);
      const [, second] = await keys(page);
      const { x, y } = await placeOf(page, second ?? "");
      await page.mouse.move(x, y);
      await soon(() => veiled(page)).toBeGreaterThan(10_000);
      await page.mouse.move(2, 2);
      await soon(() => veiled(page)).toBe(0);
    },
    SMALL_WINDOW,
  ));

test.runIf(GRAPH !== undefined)("they move as one", () =>
  site.explore(
    ADDRESS,
    async (page) => {
      const all = await keys(page);
      const { x, y } = await placeOf(page, all[0] ?? "");
      const still = await watched(page, () => page.waitForTimeout(1000));
      console.log(`${all.length} nodes, still: ${still}`);
      const zoomed = await watched(page, async () => {
        await page.mouse.move(x + 40, y + 40);
        for (let step = 0; step < 6; step++) await page.mouse.wheel(0, step % 4 < 2 ? -240 : 240);
      });
      console.log(`zoomed: ${zoomed}`);
      const dragged = await watched(page, async () => {
        await page.mouse.move(x + 150, y + 190);
        await page.mouse.down();
        for (let step = 1; step <= 10; step++) await page.mouse.move(x + 150 - 12 * step, y + 190 - 6 * step);
        await page.mouse.up();
      });
      console.log(`dragged: ${dragged}`);
      const pointed = await watched(page, async () => {
        for (const key of all.slice(1, 6)) {
          const place = await placeOf(page, key);
          await page.mouse.move(place.x, place.y);
        }
      });
      console.log(`pointed at: ${pointed}`);
    },
    SMALL_WINDOW,
  ),
);
