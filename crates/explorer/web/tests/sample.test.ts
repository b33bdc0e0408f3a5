/** The bundled sample, as somebody sees it who has just started the program. */

import { afterAll, beforeAll, expect, test } from "vitest";

import { Site, clickNode, names, said, soon, total } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open("sample");
});
afterAll(() => site?.close());

test("the profile has everything that a profile has", () =>
  site.explore("/people/xiaoyao-liang", async (page) => {
    const text = (await page.innerText("main")).replace(/\s+/g, " ");
    for (const part of [
      "Xiaoyao Liang Researcher · Affiliation not imported",
      "Trust 15 – Unverified · Verification L1 · Unclaimed",
      "works 3 followers 0 topics 4 close collaborators 4",
      "0 followers",
      "Nobody has claimed this page yet.",
      "Open full explorer",
      "Published work 3",
      "preprint · 2022 · arXiv",
      "CP-ViT: Cascade Vision Transformer Pruning via Progressive Sparsity Prediction",
    ]) {
      expect(text).toContain(part);
    }
    // Everybody on the seed profile's works, whatever else the sample holds.
    for (const name of ["Xiaoyao Liang", "Li Jiang", "Naifeng Jing"]) await soon(() => names(page)).toContain(name);
    await soon(() => total(page)).toMatch(/^\d+ of \d+ shown · /);
    // Everything that looks like a button does something.
    expect(await page.locator("main > section > button").count()).toBe(0);
  }));

test("from a collaborator to the works behind it, and on to a work's page", () =>
  site.explore("/people/xiaoyao-liang", async (page) => {
    await page.locator(".sg").scrollIntoViewIfNeeded();
    await clickNode(page, "person:li-jiang");
    await soon(() => said(page, ".sg-details h3")).toBe("Li Jiang");
    await page.locator(".sg-details li", { hasText: "Xiaoyao Liang" }).locator("text=Why?").click();
    await page.click(".sg-why a:has-text('CP-ViT')");
    await soon(() => said(page, "h1")).toMatch(/^CP-ViT: Cascade Vision Transformer Pruning/);
  }));
