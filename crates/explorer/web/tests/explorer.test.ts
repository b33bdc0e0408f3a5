import { readFileSync } from "node:fs";

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";

import { Site, clickNode, names, placeOf, ready, total, until } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open("small");
});
afterAll(() => site?.close());

const ADA = "/explore?focus=A1&nodes=20";

const heading = (page: Page) => page.textContent(".sg-details h3");
const address = (page: Page) => new URL(page.url()).searchParams;

test("a slice is listed, counted and drawn", () =>
  site.explore(ADA, async (page) => {
    expect(await names(page)).toHaveLength(20);
    expect(await total(page)).toMatch(/^20 of \d+ shown · .* people.* nearby left out/);
    expect(await heading(page)).toBe("Ada Lovelace");
    const { x, y } = await placeOf(page, "person:A1");
    const canvas = await page.locator(".sg-canvas").boundingBox();
    expect(x).toBeCloseTo((canvas?.x ?? 0) + (canvas?.width ?? 0) / 2, 0);
    expect(y).toBeCloseTo((canvas?.y ?? 0) + (canvas?.height ?? 0) / 2, 0);
  }));

test("what is clicked in the graph is selected everywhere", () =>
  site.explore(ADA, async (page) => {
    await clickNode(page, "person:A2");
    await until(async () => (await heading(page)) === "Charles Babbage");
    expect(await page.textContent(".sg-lists [aria-current]")).toContain("Charles Babbage");
    expect(address(page).get("selected")).toBe("person:A2");
    await page.keyboard.press("Escape");
    await until(async () => (await heading(page)) === "Ada Lovelace");
    expect(address(page).has("selected")).toBe(false);
  }));

test("a double click expands in place, and all of it can be undone", () =>
  site.explore(ADA, async (page) => {
    const before = await names(page);
    const place = await placeOf(page, "person:A2");
    await clickNode(page, "person:A2", { double: true });
    await until(async () => (await names(page)).length === 30);
    expect((await names(page)).filter((name) => before.includes(name))).toHaveLength(20);
    expect(address(page).get("expand")).toBe("person:A2");
    const after = await placeOf(page, "person:A2");
    expect(after.x).toBeCloseTo(place.x, 0);
    await page.click("text=Undo");
    await until(async () => (await names(page)).length === 20);
    await page.keyboard.press("Control+Shift+Z");
    await until(async () => (await names(page)).length === 30);
    await page.click("text=Collapse (10)");
    await until(async () => (await names(page)).length === 20);
    expect(address(page).has("expand")).toBe(false);
  }));

test("collapsing what brought another expansion takes that away, too", () =>
  site.explore(ADA, async (page) => {
    await page.click("text=Expand");
    await until(async () => (await names(page)).length === 30);
    const brought = await page.evaluate(async () => {
      const slice = await (await fetch("/v1/people/A1/slice?nodes=20&expand=person:A1")).json();
      return slice.nodes[29].key as string;
    });
    await page.click(`.sg-lists [data-id="${brought}"]`);
    await page.click(".sg-details [data-id=expand]");
    await until(async () => address(page).get("expand") === `person:A1,${brought}`);
    await page.click('.sg-lists [data-id="person:A1"]');
    await page.click("text=/^Collapse/");
    await until(async () => (await names(page)).length === 20);
  }));

test("the legend hides kinds, and shows more of one", () =>
  site.explore(ADA, async (page) => {
    const works = () => page.locator(".sg-group", { has: page.locator("h3", { hasText: "works" }) });
    const people = await page.locator(".sg-lists [data-id^=person]").count();
    await page.click(".sg-legend [data-id='toggle:work']");
    await until(async () => (await works().count()) === 0);
    expect(await total(page)).toContain("hidden by filters");
    await page.click(".sg-legend [data-id='more:person']");
    await until(async () => (await page.locator(".sg-lists [data-id^=person]").count()) === people + 10);
    expect(address(page).get("people")).toBe(String(people + 10));
    expect(address(page).get("hide")).toBe("work");
  }));

test("every edge says why it is there", () =>
  site.explore(`${ADA}&selected=person:A2`, async (page) => {
    const worked = page.locator(".sg-details .sg-group", { hasText: "Worked together with" });
    await worked.locator("li", { hasText: "Ada Lovelace" }).locator("text=Why?").click();
    await page.waitForSelector(".sg-why .sg-works a");
    expect(await page.textContent(".sg-why p")).toBe("6 shared works.");
    expect(await page.getAttribute(".sg-why .sg-works a", "href")).toMatch(/^\/works\/W\d+$/);
  }));

test("two people are connected by a path", () =>
  site.explore(ADA, async (page) => {
    await clickNode(page, "person:A2");
    await clickNode(page, "person:A3", { shift: true });
    await page.waitForSelector(".sg-path ol");
    expect(await page.textContent(".sg-path h3")).toBe("Charles Babbage → Luigi Menabrea");
    expect(await page.textContent(".sg-path")).toContain("2 steps");
    expect(address(page).get("other")).toBe("person:A3");
    await page.click(".sg-path >> text=Close");
    await until(async () => !address(page).has("other"));
  }));

test("two works are connected by citations, with keys alone", () =>
  site.explore("/explore?focus=W3&nodes=30", async (page) => {
    await page.locator(".sg-canvas").focus();
    await page.keyboard.press("ArrowRight");
    expect(address(page).get("selected")).toBe("work:W3");
    await page.keyboard.press("c");
    await page.click('.sg-lists [data-id="work:W2"]');
    await page.waitForSelector(".sg-path ol");
    expect(await page.textContent(".sg-path li")).toBe("On engines, part 3 cites On engines, part 2");
  }));

test("keys walk through the graph", () =>
  site.explore(ADA, async (page) => {
    await page.locator(".sg-canvas").focus();
    const selected: string[] = [];
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp"]) {
      await page.keyboard.press(key);
      selected.push(address(page).get("selected") ?? "");
    }
    expect(selected[0]).toBe("person:A1");
    expect(new Set(selected.slice(0, 3)).size).toBe(3);
    expect(selected[3]).not.toBe(selected[2]);
    expect(selected[4]).toBe(selected[2]);
    expect(await page.textContent("p.sg-heard")).toMatch(/, (person|work|topic|institution), \d+ edges?$/);
    await page.keyboard.press("Enter");
    await until(async () => address(page).get("expand") === selected[4]);
    await page.keyboard.press("t");
    expect(await page.locator(".sg-table tbody tr").count()).toBeGreaterThan(30);
    expect(address(page).get("view")).toBe("table");
    await page.keyboard.press("?");
    expect(await page.textContent("dialog")).toContain("Ways around this graph");
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type("babb");
    await expect.poll(() => names(page), { timeout: 10_000 }).toEqual(["Charles Babbage"]);
    await page.keyboard.press("Enter");
    await until(async () => (await heading(page)) === "Charles Babbage");
  }));

test("filters: years, shared works, budgets", () =>
  site.explore(ADA, async (page) => {
    await page.click("summary:has-text('Filters')");
    await page.locator("[data-id=shared]").fill("6");
    await page.locator("[data-id=shared]").press("Tab");
    await until(async () => (await page.locator(".sg-lists [data-id^=person]").count()) === 5);
    await page.locator("[data-id=from]").fill("1852");
    await page.locator("[data-id=from]").dispatchEvent("change");
    await until(async () => address(page).get("from") === "1852");
    await ready(page);
    const years = await page.locator(".sg-lists [data-id^=work] .sg-faint").allTextContents();
    expect(years.sort()).toEqual(["1852", "1853"]);
    await page.click("text=Set all back");
    await until(async () => !address(page).has("from") && !address(page).has("min_shared"));
    await page.locator("[data-id='budget:works']").fill("2");
    await page.locator("[data-id='budget:works']").press("Tab");
    await until(async () => (await page.locator(".sg-lists [data-id^=work]").count()) === 2);
  }));

test("a link shows the same in another browser", async () => {
  let link = "";
  let seen: [string[], string | null, { x: number; y: number }] = [[], null, { x: 0, y: 0 }];
  const look = async (page: Page): Promise<typeof seen> => [
    await names(page),
    await heading(page),
    await placeOf(page, "person:A2"),
  ];
  await site.explore(ADA, async (page) => {
    await clickNode(page, "person:A2", { double: true });
    await until(async () => (await names(page)).length === 30);
    await page.click(".sg-legend [data-id='toggle:topic']");
    await page.click("button:text-is('Share')");
    link = await page.locator("dialog textarea").first().inputValue();
    await page.click("dialog >> text=Close");
    seen = await look(page);
  });
  await site.explore(link.slice(site.base.length), async (page) => expect(await look(page)).toEqual(seen));
});

test("files hold what is seen", () =>
  site.explore(ADA, async (page) => {
    const file = async (text: string): Promise<Buffer> => {
      await page.click("summary:has-text('Download')");
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(`.sg-menu >> text=${text}`)]);
      await page.keyboard.press("Escape");
      expect(await page.locator(".sg-files ul").isVisible()).toBe(false);
      return readFileSync(await download.path());
    };
    expect((await file("GraphML")).toString().match(/<node /g)).toHaveLength(20);
    expect((await file("CSV of nodes")).toString().trim().split("\r\n")).toHaveLength(21);
    expect((await file("BibTeX")).toString()).toMatch(/^@article\{W\d+,\n {2}author = \{Ada Lovelace and /);
    expect(JSON.parse((await file("VOSviewer")).toString()).network.items).toHaveLength(20);
    const png = await file("PNG");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([3200, 2000]);
    expect(png.length).toBeGreaterThan(50_000);
  }));
