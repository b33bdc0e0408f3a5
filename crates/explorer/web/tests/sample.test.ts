/** The bundled sample, as somebody sees it who has just started the program. */

import { afterAll, beforeAll, expect, test } from "vitest";

import { Site, clickNode, names, total, until } from "./site.ts";

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
    expect(await names(page)).toHaveLength(19);
    expect(await total(page)).toContain("19 of 19 shown · nothing near was left out");
    // Everything that looks like a button does something.
    expect(await page.locator("main > section > button").count()).toBe(0);
  }));

test("from a collaborator to the works behind it, and on to a work's page", () =>
  site.explore("/people/xiaoyao-liang", async (page) => {
    await page.locator(".sg").scrollIntoViewIfNeeded();
    await clickNode(page, "person:li-jiang");
    await until(async () => (await page.textContent(".sg-details h3")) === "Li Jiang");
    await page.locator(".sg-details li", { hasText: "Xiaoyao Liang" }).locator("text=Why?").click();
    await page.click(".sg-why a:has-text('CP-ViT')");
    expect(await page.textContent("h1")).toMatch(/^CP-ViT: Cascade Vision Transformer Pruning/);
  }));
