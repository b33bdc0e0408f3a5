import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, expect, test } from "vitest";

import { HOSTILE } from "./corpus.ts";
import { Site, clickNode, names, parameter, ready, said, soon, until } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open("small");
});
afterAll(() => site?.close());

test("a profile has the explorer in it, and leads to the full one", () =>
  site.explore("/people/A1", async (page) => {
    await page.locator(".sg").scrollIntoViewIfNeeded();
    await clickNode(page, "person:A2", { double: true });
    await soon(() => names(page)).toHaveLength(60);
    expect(await page.evaluate(() => location.search)).toBe("");
    await page.click("text=Open full explorer");
    await page.waitForURL("**/explore?*");
    await soon(() => parameter(page, "expand")).toBe("person:A2");
    await soon(() => names(page)).toHaveLength(60);
  }));

test.each(["/works/W1", "/topics/T1", "/institutions/I1"])("%s has the explorer in it", (path) =>
  site.explore(path, (page) => soon(async () => (await names(page)).length).toBeGreaterThan(10)),
);

test("on a page, the wheel scrolls the page until the graph has the focus", () =>
  site.explore("/people/A1", async (page) => {
    await page.locator(".sg").scrollIntoViewIfNeeded();
    const box = await page.locator(".sg-canvas").boundingBox();
    await page.mouse.move((box?.x ?? 0) + 30, (box?.y ?? 0) + 30);
    const before = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, 200);
    await until(async () => (await page.evaluate(() => scrollY)) > before);
  }));

test("without scripts there are a picture and lists", () =>
  site.visit(
    "/explore?focus=A1&nodes=20",
    async (page) => {
      const picture = page.locator(".picture img");
      await until(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0));
      await page.click(".picture");
      await soon(() => said(page, "h1")).toBe("Around Ada Lovelace");
      await soon(() => page.locator("tbody tr").count()).toBe(20);
    },
    { javaScriptEnabled: false },
  ));

test("on a phone the list comes first", () =>
  site.explore(
    "/explore?focus=A1&nodes=20",
    async (page) => {
      const isVisible = (pane: string) => soon(() => page.locator(`.sg-${pane}`).isVisible());
      await isVisible("list").toBe(true);
      await isVisible("graph").toBe(false);
      await page.click(".sg-lists [data-id='person:A2']");
      await isVisible("details").toBe(true);
      await page.click(".sg-switch >> text=Graph");
      await clickNode(page, "person:A1");
      await isVisible("graph").toBe(true);
      await page.click("summary:has-text('Download')");
      // Nothing sticks out.
      await soon(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    },
    { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true },
  ));

test("dark is dark", () =>
  site.explore(
    "/explore?focus=A1&nodes=20",
    async (page) => {
      const ground = () => page.locator(".sg-canvas").evaluate((canvas) => getComputedStyle(canvas).backgroundColor);
      await soon(ground).toBe("rgb(22, 23, 27)");
      await page.emulateMedia({ colorScheme: "light" });
      await soon(ground).toBe("rgb(253, 253, 251)");
    },
    { colorScheme: "dark" },
  ));

test("hostile names are only names", () =>
  site.explore("/explore?focus=W70", async (page) => {
    await soon(() => said(page, ".sg-details h3")).toBe(`alert(1)"'>`);
    expect(HOSTILE).toContain("<img");
    for (const key of ["person:A90", "person:A91", "person:A92", "topic:T6"]) {
      await page.click(`.sg-lists [data-id="${key}"]`);
      await soon(() => parameter(page, "selected")).toBe(key);
      await page.keyboard.press("w");
      await page.waitForSelector(".sg-why p");
    }
    expect(await page.locator(".sg img, .sg script").count()).toBe(0);
    await page.keyboard.press("t");
    await page.waitForSelector(".sg-table tr");
    expect(await page.locator(".sg img, .sg script").count()).toBe(0);
  }));

test("somebody alone is shown alone", () =>
  site.explore("/explore?focus=A80&works=0&topics=0&people=1&institutions=0", async (page) => {
    await page.waitForSelector("text=Nothing else is here.");
    await page.click("text=Set all filters back");
    await soon(() => names(page)).toHaveLength(3);
  }));

test("while a slice is on its way, and when it does not come, there are words", () =>
  site.visit("/search", async (page) => {
    let fail = true;
    // The slice does not come before the words were seen, however slow this machine is.
    let send = () => {};
    const asked = new Promise<void>((resolve) => (send = resolve));
    await page.route("**/slice?*", async (route) => {
      await asked;
      if (fail) await route.fulfill({ status: 200, body: "not JSON" });
      else await route.continue();
    });
    await page.goto(`${site.base}/explore?focus=A1&nodes=20`);
    await soon(() => said(page, ".sg-status")).toContain("Building this graph slice");
    send();
    await page.waitForSelector("[role=alert]");
    fail = false;
    await page.click("text=Try again");
    await soon(() => names(page)).toHaveLength(20);
  }));

test("where the browser cannot draw, the server does", () =>
  site.visit("/search", async (page) => {
    await page.addInitScript(() => {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind.includes("webgl") ? null : (original as (...all: unknown[]) => unknown).call(this, kind, ...rest);
      } as typeof original;
    });
    await page.goto(`${site.base}/explore?focus=A1&nodes=20`);
    await ready(page);
    const picture = page.locator(".sg-fallback");
    await until(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0));
    await soon(() => names(page)).toHaveLength(20);
  }));

/** A page of somebody else's, with a frame and an element of ours. */
function elsewhere(html: string): Promise<Server> {
  const server = createServer((_, response) => response.setHeader("content-type", "text/html").end(html));
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

test("a graph stands in a frame and in an element on other pages, and nothing else does", async () => {
  const host = await elsewhere(
    `<!doctype html><link rel="icon" href="data:,"><iframe name="own" src="${site.base}/explore?focus=A1&nodes=20&embed=1" width="900" height="600"></iframe>
     <iframe name="refused" src="${site.base}/explore?focus=A1"></iframe>
     <script type="module" src="${site.base}/assets/scholargraph-slice.js"></script>
     <scholargraph-slice focus="person:A2"></scholargraph-slice>`,
  );
  const page = await site.browser.newPage({ viewport: { width: 1200, height: 900 } });
  try {
    await page.goto(`http://localhost:${(host.address() as AddressInfo).port}/`);
    const own = page.frame({ name: "own" });
    await own?.waitForSelector("[data-scholargraph-explorer=embed][aria-busy=false]");
    await soon(() => own?.locator(".sg-lists .sg-name").count()).toBe(20);
    await soon(async () => (await own?.locator(".sg-canvas").boundingBox())?.height).toBeGreaterThan(300);
    await soon(() => own?.getAttribute("text=Open in scholargraph", "href")).toContain("nodes=20");
    const element = page.frameLocator("scholargraph-slice iframe");
    await element.locator("[aria-busy=false]").waitFor({ state: "attached" });
    await soon(() => element.locator("h1").textContent()).toBe("Around Charles Babbage");
    expect(await page.frame({ name: "refused" })?.locator(".sg").count()).toBe(0);
  } finally {
    await page.close();
    host.close();
  }
});
