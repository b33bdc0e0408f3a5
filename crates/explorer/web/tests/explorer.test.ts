import { readFileSync } from "node:fs";

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";

import { Site, clickNode, names, parameter, placeOf, said, soon, total } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open("small");
});
afterAll(() => site?.close());

const ADA = "/explore?focus=A1&nodes=20";

const heading = (page: Page) => said(page, ".sg-details h3");
const shown = async (page: Page) => (await names(page)).length;
const listed = (page: Page, kind: string) => page.locator(`.sg-lists [data-id^=${kind}]`);

test("a slice is listed, counted and drawn", () =>
  site.explore(ADA, async (page) => {
    await soon(() => names(page)).toHaveLength(20);
    await soon(() => total(page)).toMatch(/^20 of \d+ shown · .* people.* nearby left out/);
    await soon(() => heading(page)).toBe("Ada Lovelace");
    const offMiddle = async () => {
      const { x, y } = await placeOf(page, "person:A1");
      const canvas = await page.locator(".sg-canvas").boundingBox();
      const [dx, dy] = [
        x - (canvas?.x ?? 0) - (canvas?.width ?? 0) / 2,
        y - (canvas?.y ?? 0) - (canvas?.height ?? 0) / 2,
      ];
      return Math.hypot(dx, dy);
    };
    await soon(offMiddle).toBeLessThan(1);
  }));

test("what is clicked in the graph is selected everywhere", () =>
  site.explore(ADA, async (page) => {
    await clickNode(page, "person:A2");
    await soon(() => heading(page)).toBe("Charles Babbage");
    await soon(() => said(page, ".sg-lists [aria-current]")).toContain("Charles Babbage");
    await soon(() => parameter(page, "selected")).toBe("person:A2");
    await page.keyboard.press("Escape");
    await soon(() => heading(page)).toBe("Ada Lovelace");
    await soon(() => parameter(page, "selected")).toBeNull();
  }));

test("a double click expands in place, and all of it can be undone", () =>
  site.explore(ADA, async (page) => {
    const before = await names(page);
    const place = await placeOf(page, "person:A2");
    await clickNode(page, "person:A2", { double: true });
    await soon(() => shown(page)).toBe(30);
    expect((await names(page)).filter((name) => before.includes(name))).toHaveLength(20);
    await soon(() => parameter(page, "expand")).toBe("person:A2");
    await soon(async () => Math.abs((await placeOf(page, "person:A2")).x - place.x)).toBeLessThan(1);
    await page.click("text=Undo");
    await soon(() => shown(page)).toBe(20);
    await page.keyboard.press("Control+Shift+Z");
    await soon(() => shown(page)).toBe(30);
    await page.click("text=Collapse (10)");
    await soon(() => shown(page)).toBe(20);
    await soon(() => parameter(page, "expand")).toBeNull();
  }));

test("collapsing what brought another expansion takes that away, too", () =>
  site.explore(ADA, async (page) => {
    await page.click("text=Expand");
    await soon(() => shown(page)).toBe(30);
    const brought = await page.evaluate(async () => {
      const slice = await (await fetch("/v1/people/A1/slice?nodes=20&expand=person:A1")).json();
      return slice.nodes[29].key as string;
    });
    await page.click(`.sg-lists [data-id="${brought}"]`);
    await page.click(".sg-details [data-id=expand]");
    await soon(() => parameter(page, "expand")).toBe(`person:A1,${brought}`);
    await page.click('.sg-lists [data-id="person:A1"]');
    await page.click("text=/^Collapse/");
    await soon(() => shown(page)).toBe(20);
  }));

test("the legend hides kinds, and shows more of one", () =>
  site.explore(ADA, async (page) => {
    const works = () => page.locator(".sg-group", { has: page.locator("h3", { hasText: "works" }) });
    const people = await listed(page, "person").count();
    await page.click(".sg-legend [data-id='toggle:work']");
    await soon(() => works().count()).toBe(0);
    await soon(() => total(page)).toContain("hidden by filters");
    await page.click(".sg-legend [data-id='more:person']");
    await soon(() => listed(page, "person").count()).toBe(people + 10);
    await soon(() => parameter(page, "people")).toBe(String(people + 10));
    await soon(() => parameter(page, "hide")).toBe("work");
  }));

test("works of many hands are hidden, and counted", () =>
  site.explore("/explore?focus=A5&nodes=60", async (page) => {
    await soon(() => names(page)).toContain("A work of many hands");
    await page.click("summary:has-text('Filters')");
    await page.locator("[data-id='budget:authors']").fill("10");
    await page.locator("[data-id='budget:authors']").press("Tab");
    await soon(() => parameter(page, "max_authors")).toBe("10");
    await soon(() => total(page)).toContain("1 work of more than 10 authors left out");
    expect(await names(page)).not.toContain("A work of many hands");
    await page.click("text=Set all back");
    await soon(() => names(page)).toContain("A work of many hands");
  }));

test("an affiliation says which works give it", () =>
  site.explore(`${ADA}&selected=person:A2`, async (page) => {
    const places = page.locator(".sg-details .sg-group", { hasText: "Affiliated with" });
    await places.locator("li", { hasText: "Society of Engines" }).locator("text=Why?").click();
    await page.waitForSelector(".sg-why .sg-works a");
    await soon(() => said(page, ".sg-why p")).toBe("Charles Babbage gives Society of Engines on 6 bylines.");
    await soon(() => page.locator(".sg-why .sg-works a").count()).toBe(6);
  }));

test("every edge says why it is there", () =>
  site.explore(`${ADA}&selected=person:A2`, async (page) => {
    const worked = page.locator(".sg-details .sg-group", { hasText: "Worked together with" });
    await worked.locator("li", { hasText: "Ada Lovelace" }).locator("text=Why?").click();
    await page.waitForSelector(".sg-why .sg-works a");
    await soon(() => said(page, ".sg-why p")).toBe("6 shared works.");
    await soon(() => page.getAttribute(".sg-why .sg-works a", "href")).toMatch(/^\/works\/W\d+$/);
  }));

test("two people are connected by a path", () =>
  site.explore(ADA, async (page) => {
    await clickNode(page, "person:A2");
    await clickNode(page, "person:A3", { shift: true });
    await soon(() => said(page, ".sg-path h3")).toBe("Charles Babbage → Luigi Menabrea");
    await soon(() => said(page, ".sg-path")).toContain("2 steps");
    await soon(() => parameter(page, "other")).toBe("person:A3");
    await page.click(".sg-path >> text=Close");
    await soon(() => parameter(page, "other")).toBeNull();
  }));

test("what a path needs comes into the picture, and goes with it", () =>
  site.explore("/explore?focus=A1&nodes=12&works=0", async (page) => {
    const before = await names(page);
    await page.click('.sg-lists [data-id="person:A3"]');
    await page.keyboard.press("c");
    await page.click('.sg-lists [data-id="person:A5"]');
    await soon(() => parameter(page, "expand")).toMatch(/^add:work:W\d+,(add:person:A\d+,)?add:work:W\d+$/);
    const first = await parameter(page, "expand");
    await soon(() => shown(page)).toBe(before.length + (first ?? "").split(",").length);
    expect(await page.locator(".sg-ways button").count()).toBeGreaterThan(1);
    await page.click(".sg-ways [data-id='way:2']");
    await soon(() => parameter(page, "way")).toBe("2");
    await soon(() => page.getAttribute(".sg-ways [data-id='way:2']", "aria-pressed")).toBe("true");
    await soon(() => parameter(page, "expand")).not.toBe(first);
    await page.click("text=Undo");
    await soon(() => parameter(page, "expand")).toBe(first);
    await page.click("text=Undo");
    await soon(() => names(page)).toEqual(before);
    await soon(() => parameter(page, "other")).toBeNull();
    await page.click("text=Redo");
    await soon(() => parameter(page, "expand")).toBe(first);
    await page.click(".sg-path >> text=Close");
    await soon(() => names(page)).toEqual(before);
  }));

test("a link to a path shows the path", () =>
  site.explore("/explore?focus=A1&nodes=12&works=0&selected=person:A3&other=person:A5&way=2", async (page) => {
    await soon(() => page.getAttribute(".sg-ways [data-id='way:2']", "aria-pressed")).toBe("true");
    await soon(() => parameter(page, "expand")).toMatch(/^add:/);
    await soon(async () => (await names(page)).some((name) => name.startsWith("On engines"))).toBe(true);
  }));

test("what is typed is suggested from everywhere, and chosen with keys alone", () =>
  site.explore(ADA, async (page) => {
    const box = page.locator(".sg-list input");
    const option = (at: number) => page.locator("[role=option]").nth(at);
    await box.fill("member 11");
    await soon(() => page.locator("[role=option]").count()).toBeGreaterThan(1);
    await soon(() => box.getAttribute("aria-expanded")).toBe("true");
    expect(await option(0).locator("mark").allTextContents()).toEqual(["Member", "11"]);
    expect(await option(0).locator(".sg-hint").textContent()).toMatch(/\S/);
    await box.press("ArrowDown");
    await box.press("ArrowDown");
    await soon(() => option(1).getAttribute("aria-selected")).toBe("true");
    await soon(() => box.getAttribute("aria-activedescendant")).toBe(await option(1).getAttribute("id"));
    await box.press("Escape");
    await soon(() => page.locator("[role=option]").count()).toBe(0);
    expect(await box.inputValue()).toBe("member 11");
    await box.press("End");
    await box.pressSequentially("0");
    await soon(() => option(0).locator("mark").allTextContents()).toEqual(["Member", "110"]);
    await box.press("ArrowDown");
    await box.press("Enter");
    await page.waitForURL("**/explore?focus=person:A110");
    await soon(() => said(page, "h1")).toBe("Around Member 110 of the Society");
  }));

test("two works are connected by citations, with keys alone", () =>
  site.explore("/explore?focus=W3&nodes=30", async (page) => {
    await page.locator(".sg-canvas").focus();
    await page.keyboard.press("ArrowRight");
    await soon(() => parameter(page, "selected")).toBe("work:W3");
    await page.keyboard.press("c");
    await page.click('.sg-lists [data-id="work:W2"]');
    await soon(() => said(page, ".sg-path li")).toBe("On engines, part 3 cites On engines, part 2");
  }));

test("keys walk through the graph", () =>
  site.explore(ADA, async (page) => {
    await page.locator(".sg-canvas").focus();
    const selected: string[] = [];
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp"]) {
      await page.keyboard.press(key);
      // Every step leads elsewhere.
      await soon(() => parameter(page, "selected")).not.toBe(selected.at(-1) ?? null);
      selected.push((await parameter(page, "selected")) ?? "");
    }
    expect(selected[0]).toBe("person:A1");
    expect(new Set(selected.slice(0, 3)).size).toBe(3);
    expect(selected[3]).not.toBe(selected[2]);
    expect(selected[4]).toBe(selected[2]);
    await soon(() => said(page, "p.sg-heard")).toMatch(/, (person|work|topic|institution), \d+ edges?$/);
    await page.keyboard.press("Enter");
    await soon(() => parameter(page, "expand")).toBe(selected[4]);
    await page.keyboard.press("t");
    await soon(() => page.locator(".sg-table tbody tr").count()).toBeGreaterThan(30);
    await soon(() => parameter(page, "view")).toBe("table");
    await page.keyboard.press("?");
    await soon(() => said(page, "dialog")).toContain("Ways around this graph");
    await page.keyboard.press("Escape");
    await soon(() => page.locator("dialog").count()).toBe(0);
    await page.keyboard.press("/");
    await soon(() => page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
    await page.keyboard.type("babb");
    await soon(() => names(page)).toEqual(["Charles Babbage"]);
    await page.keyboard.press("Enter");
    await soon(() => heading(page)).toBe("Charles Babbage");
  }));

test("filters: years, shared works, budgets", () =>
  site.explore(ADA, async (page) => {
    await page.click("summary:has-text('Filters')");
    await page.locator("[data-id=shared]").fill("6");
    await page.locator("[data-id=shared]").press("Tab");
    await soon(() => listed(page, "person").count()).toBe(5);
    await page.locator("[data-id=from]").fill("1852");
    await page.locator("[data-id=from]").dispatchEvent("change");
    await soon(() => parameter(page, "from")).toBe("1852");
    const years = async () => (await listed(page, "work").locator(".sg-faint").allTextContents()).sort();
    await soon(years).toEqual(["1852", "1853"]);
    await page.click("text=Set all back");
    await soon(() => parameter(page, "from")).toBeNull();
    await soon(() => parameter(page, "min_shared")).toBeNull();
    await page.locator("[data-id='budget:works']").fill("2");
    await page.locator("[data-id='budget:works']").press("Tab");
    await soon(() => listed(page, "work").count()).toBe(2);
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
    await soon(() => shown(page)).toBe(30);
    await page.click(".sg-legend [data-id='toggle:topic']");
    await page.click("button:text-is('Share')");
    link = await page.locator("dialog textarea").first().inputValue();
    await page.click("dialog >> text=Close");
    seen = await look(page);
  });
  await site.explore(link.slice(site.base.length), (page) => soon(() => look(page)).toEqual(seen));
});

test("files hold what is seen", () =>
  site.explore(ADA, async (page) => {
    const file = async (text: string): Promise<Buffer> => {
      await page.click("summary:has-text('Download')");
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(`.sg-menu >> text=${text}`)]);
      await page.keyboard.press("Escape");
      await soon(() => page.locator(".sg-files ul").isVisible()).toBe(false);
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
