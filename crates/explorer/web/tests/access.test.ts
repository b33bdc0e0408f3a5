import { createRequire } from "node:module";

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";

import { Site, clickNode, placeOf, ready } from "./site.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let site: Site;
beforeAll(async () => {
  site = await Site.open("small");
});
afterAll(() => site?.close());

/** What axe finds wrong, by rule and place. */
async function violations(page: Page): Promise<string[]> {
  // Read as text and run by the browser's debugger, which no policy of a page forbids.
  await page.evaluate((await import("node:fs")).readFileSync(AXE, "utf8"));
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] }>;
      };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await axe.run({ runOnly: { type: "tag", values: tags } })).violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
}

const PAGES = [
  "/",
  "/search?q=engines",
  "/people/A1",
  "/people/A90",
  "/people/A1/slice",
  "/works/W70",
  "/topics/T1",
  "/institutions/I1",
  "/nothing",
  "/paths?from=A1&to=A60",
  "/paths?from=A1&to=member",
  "/explore?focus=A1",
  "/explore?focus=A1&view=table&selected=person:A2",
  "/explore?focus=A1&selected=person:A2&other=person:A3",
  "/explore?focus=A1&embed=1",
];

test.each(PAGES.flatMap((path) => (["light", "dark"] as const).map((scheme) => [path, scheme] as const)))(
  "%s, %s",
  async (path, colorScheme) => {
    const context = await site.browser.newContext({ colorScheme, viewport: { width: 1280, height: 860 } });
    const page = await context.newPage();
    try {
      await page.goto(site.base + path);
      if ((await page.locator("[data-scholargraph-explorer]").count()) > 0) await ready(page);
      if (path.includes("other=")) await page.waitForSelector(".sg-path ol");
      expect(await violations(page)).toEqual([]);
    } finally {
      await context.close();
    }
  },
);

test("open menus, dialogs and reasons", () =>
  site.explore("/explore?focus=A1", async (page) => {
    await clickNode(page, "person:A2");
    await page.keyboard.press("w");
    await page.waitForSelector(".sg-why p");
    await page.click("summary:has-text('Filters')");
    expect(await violations(page)).toEqual([]);
    await page.click("summary:has-text('Filters')");
    await page.click("button:text-is('Share')");
    expect(await violations(page)).toEqual([]);
  }));

test("on a phone", () =>
  site.explore("/people/A1", async (page) => expect(await violations(page)).toEqual([]), {
    viewport: { width: 375, height: 740 },
  }));

test("who asks for less motion gets none", () =>
  site.explore(
    "/explore?focus=A1",
    async (page) => {
      const wide = async () => (await placeOf(page, "person:A2")).x - (await placeOf(page, "person:A1")).x;
      const before = await wide();
      await page.click("[aria-label='Zoom in']");
      // All at once: an animation would be on its way for a fifth of a second.
      await page.evaluate(() => new Promise(requestAnimationFrame));
      expect((await wide()) / before, "all at once").toBeCloseTo(1.5, 1);
    },
    { reducedMotion: "reduce" },
  ));
