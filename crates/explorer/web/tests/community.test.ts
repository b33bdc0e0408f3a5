/** Accounts, as two researchers use them. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { Provider } from "./provider.ts";
import { Site, said, soon } from "./site.ts";

const PASSWORD = "correct horse battery";

let site: Site;
beforeAll(async () => {
  site = await Site.open("sample", { accounts: true, provider: await Provider.start() });
});
afterAll(() => site?.close());

async function join(page: Page, name: string, email: string): Promise<void> {
  await page.goto(`${site.base}/sign-up`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole("button", { name: "Open an account" }).click();
  await soon(() => said(page, "h1")).toBe("Look into your mail");
  await page.goto(await site.letter());
  await page.getByLabel("The password that you chose").fill(PASSWORD);
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await soon(() => said(page, "h1")).toBe(name);
}

const followers = (page: Page) => said(page, ".actions div:first-child dd");

test("two researchers join, follow, and see each other do it", () =>
  site.visit("/people/xiaoyao-liang", async (ada) => {
    expect(await followers(ada)).toBe("0 followers · Sign in to follow");
    await join(ada, "Ada Moss", "ada@example.org");
    await ada.goto(`${site.base}/people/xiaoyao-liang`);
    await ada.getByRole("button", { name: "Follow", exact: true }).click();
    await soon(() => followers(ada)).toBe("1 follower Unfollow");
    await site.visit("/sign-up", async (bo) => {
      await join(bo, "Bo <img src=x>", "bo@example.org");
      await bo.goto(`${site.base}/people/xiaoyao-liang`);
      await bo.getByRole("button", { name: "Follow", exact: true }).click();
      await soon(() => followers(bo)).toBe("2 followers Unfollow");
      await bo.goto(`${site.base}/account`);
      await bo.getByRole("button", { name: "Unfollow" }).click();
      await soon(() => bo.locator("text=Nobody yet").count()).toBe(1);
    });
    await ada.reload();
    expect(await followers(ada)).toBe("1 follower Unfollow");
    await ada.getByRole("link", { name: "Ada Moss" }).click();
    await ada.getByRole("button", { name: "Sign out", exact: true }).click();
    await soon(() => ada.getByRole("link", { name: "Sign in" }).count()).toBe(1);
    await ada.goto(`${site.base}/people/xiaoyao-liang`);
    expect(await followers(ada)).toBe("1 follower · Sign in to follow");
    await ada.getByRole("link", { name: "Sign in to follow" }).click();
    await ada.getByLabel("E-mail address").fill("ada@example.org");
    await ada.getByLabel("Password").fill(PASSWORD);
    await ada.getByRole("button", { name: "Sign in", exact: true }).click();
    await soon(() => followers(ada)).toBe("1 follower Unfollow");
    await ada.goto(`${site.base}/account`);
    await ada.getByText("Delete the account").click();
    await ada.locator("form[action$='/delete']").getByLabel("Password").fill(PASSWORD);
    await ada.getByRole("button", { name: "Delete it" }).click();
    await ada.goto(`${site.base}/people/xiaoyao-liang`);
    expect(await followers(ada)).toBe("0 followers · Sign in to follow");
  }));

test("all of it works without scripts", () =>
  site.visit(
    "/people/li-jiang",
    async (page) => {
      await join(page, "Cy Park", "cy@example.org");
      await page.goto(`${site.base}/people/li-jiang`);
      await page.getByRole("button", { name: "Follow", exact: true }).click();
      await soon(() => followers(page)).toBe("1 follower Unfollow");
    },
    { javaScriptEnabled: false },
  ));

test("the page of the seed's researcher before and after its claim, and a conversation that comes of it", () =>
  site.visit("/people/xiaoyao-liang", async (page) => {
    const trust = () => said(page, ".mark");
    const main = async () => (await page.innerText("main")).replace(/\s+/g, " ");
    expect(await trust()).toBe("Trust 15 – Unverified");
    expect(await main()).toContain("Verification L1 · Unclaimed");
    await join(page, "Xiaoyao Liang", "xl@example.org");
    await page.goto(`${site.base}/people/xiaoyao-liang`);
    await page.getByRole("link", { name: "This is me" }).click();
    await page.getByLabel(/How can one see/).fill("My page at the university lists these works.");
    await page.getByRole("button", { name: "Ask the moderators" }).click();
    await soon(() => page.locator("text=waits for moderators").count()).toBe(1);
    const [claim] = JSON.parse(site.moderate("claims", "--json"));
    expect(claim.name).toBe("Xiaoyao Liang");
    site.moderate("accept", claim.id, "--note", "Welcome!");
    await page.goto(`${site.base}/people/xiaoyao-liang`);
    await soon(async () => {
      await page.reload();
      return trust();
    }).toBe("Trust 25 – Claimed");
    expect(await main()).toContain("Verification L3 · Claimed");
    expect(await main()).toContain("This is you.");

    // The owner says what for, and is invited; two talk, until one leaves.
    await page.goto(`${site.base}/account`);
    await page.getByLabel(/^Open to collaborate/).fill("Sparse transformers on small chips");
    await page.getByRole("button", { name: "Say so" }).click();
    await site.visit("/", async (bo) => {
      await join(bo, "Bo Stone", "stone@example.org");
      await bo.goto(`${site.base}/people/xiaoyao-liang`);
      await bo.locator("text=Open to collaborate: Sparse transformers on small chips").waitFor();
      await bo.getByRole("link", { name: "Invite to a conversation" }).click();
      await bo.getByLabel("What it is about").fill("Pruning");
      await bo.getByLabel("Your message").fill("<b>Shall</b> we prune together?");
      await bo.getByLabel("A work it concerns").selectOption({ index: 1 });
      await bo.getByRole("button", { name: "Send the invitation" }).click();
      await bo.locator("text=not answered yet").waitFor();
      await page.reload();
      await page.getByRole("link", { name: "1 new" }).click();
      await page.getByRole("link", { name: "Pruning" }).click();
      await page.locator("text=<b>Shall</b> we prune together?").waitFor();
      await page.getByRole("button", { name: "Accept" }).click();
      await page.getByLabel("Your message").fill("Gladly.");
      await page.getByRole("button", { name: "Send" }).click();
      await page.locator("text=Gladly.").waitFor();
      await bo.reload();
      await bo.locator("text=Gladly.").waitFor();
      await page.getByText("End, block or report").click();
      await page.getByRole("button", { name: "Hear no more from them" }).click();
      await bo.reload();
      await bo.locator("text=ended").waitFor();
    });
  }));

test("somebody signs in with ORCID, owns their page, reviews their works, and is confirmed by a co-author", () =>
  site.visit("/sign-in", async (page) => {
    const main = async () => (await page.innerText("main")).replace(/\s+/g, " ");
    const works = async () => {
      const answer = await fetch(`${site.base}/v1/people/jure-leskovec`);
      return ((await answer.json()) as { summary: { works: number } }).summary.works;
    };
    const signIn = async (as: Page, orcid: string) => {
      await as.goto(`${site.base}/sign-in`);
      await as.getByRole("button", { name: "Sign in with ORCID" }).click();
      await as.getByPlaceholder("Enter any login").fill(orcid);
      await as.getByPlaceholder("and password").fill("anything");
      await as.getByRole("button", { name: "Sign-in" }).click();
      await as.getByRole("button", { name: "Continue" }).click();
      await soon(() => said(as, "h1")).toBe("Josiah Carberry");
    };
    await signIn(page, "0000-0002-5411-923X");
    expect(await main()).toContain("ORCID 0000-0002-5411-923X");
    await page.goto(`${site.base}/people/jure-leskovec`);
    await page.getByRole("link", { name: "This is me" }).click();
    expect(await main()).toContain("You sign in with its ORCID iD, 0000-0002-5411-923X: that is enough.");
    await page.getByRole("button", { name: "This is me" }).click();
    await soon(main).toContain("Verification L3 · Claimed");
    expect(await page.textContent("main")).toContain("The owner signed in with the ORCID 0000-0002-5411-923X");

    const before = await works();
    await page.getByRole("link", { name: "Review your works" }).click();
    await page.getByRole("button", { name: "All on this page are mine" }).click();
    await soon(() => page.locator("ol .mark").count()).toBe(before);
    await page.getByRole("button", { name: "Not mine" }).first().click();
    await soon(() => page.locator("ol .mark").count()).toBe(before - 1);
    expect(await works()).toBe(before - 1);
    const [kind, work, name] = site.moderate("corrections").trim().split("\t");
    expect([kind, name]).toEqual(["nobody", "Jure Leskovec"]);
    expect(work).toBeTruthy();
    await page.getByRole("button", { name: "It is mine after all" }).click();
    await soon(works).toBe(before);

    await site.visit("/people/jure-leskovec", async (other) => {
      await join(other, "Jon Kleinberg", "jk@example.org");
      await other.goto(`${site.base}/people/jon-kleinberg`);
      await other.getByRole("link", { name: "This is me" }).click();
      await other.getByLabel(/How can one see/).fill("My page at the university lists these works.");
      await other.getByRole("button", { name: "Ask the moderators" }).click();
      await soon(() => other.locator("text=waits for moderators").count()).toBe(1);
      const claims = JSON.parse(site.moderate("claims", "--json")) as { id: string; person: string }[];
      site.moderate("accept", claims.find((claim) => claim.person === "person:jon-kleinberg")?.id ?? "");
      await soon(async () => {
        await other.goto(`${site.base}/people/jure-leskovec`);
        return other.getByRole("button", { name: "Confirm that this page is theirs" }).count();
      }).toBe(1);
      await other.getByRole("button", { name: "Confirm that this page is theirs" }).click();
      await other.locator("text=You confirm that this page is theirs.").waitFor();
    });

    const found = async () => {
      const answer = await fetch(`${site.base}/v1/search?q=novak`);
      return ((await answer.json()) as { hits: { id: string }[] }).hits.map((hit) => hit.id);
    };
    expect(await found()).toEqual([]);
    await page.goto(`${site.base}/account`);
    await page.getByLabel(/Other forms of your name/).fill("Jure Leskovec Novak");
    await page.getByRole("button", { name: "Keep these names" }).click();
    await soon(found).toEqual(["jure-leskovec"]);
    await page.goto(`${site.base}/people/jure-leskovec`);
    expect(await main()).toContain("Jure Leskovec Novak");
    expect(site.moderate("corrections")).toMatch(/^alias\t\S+\tJure Leskovec\tJure Leskovec Novak$/m);

    await page.goto(`${site.base}/account`);
    await page.getByLabel("E-mail address").fill("josiah@example.org");
    await page.getByRole("button", { name: "Send a letter" }).click();
    await soon(() => said(page, "h1")).toBe("Look into your mail");
    await page.goto(await site.letter());
    await page.getByRole("button", { name: "This is my address" }).click();
    await soon(main).toContain("Letters go to josiah@example.org");

    await page.getByText("Delete the account").click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await soon(found).toEqual([]);
    await page.goto(`${site.base}/people/jure-leskovec`);
    await soon(main).toContain("Unclaimed");
  }));
