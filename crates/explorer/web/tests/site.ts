/** A server of the real program, and a real browser that looks at it and listens to every complaint. */

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { expect } from "vitest";

import { corpus } from "./corpus.ts";
import type { Provider } from "./provider.ts";

const PROGRAM = process.env["SCHOLARGRAPH_PROGRAM"] ?? "";
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
/** How long a machine may take that has much else to do. */
const PATIENCE_MS = 60_000;

/** The bundled sample, the small corpus of these tests, or the snapshot in a folder. */
export type Corpus = "sample" | "small" | { readonly graph: string };

export class Site {
  private constructor(
    readonly base: string,
    readonly browser: Browser,
    private readonly server: ChildProcess,
    private readonly folder: string,
    private readonly provider: Provider | null,
  ) {}

  /** Serves a corpus, with `accounts` also those: their letters go into a folder, and people sign in with `provider`, too. */
  static async open(which: Corpus, { accounts = false, provider = null as Provider | null } = {}): Promise<Site> {
    if (!existsSync(PROGRAM)) throw new Error("SCHOLARGRAPH_PROGRAM must name the built program");
    const folder = mkdtempSync(join(tmpdir(), "scholargraph-browser-"));
    const built = which === "small" ? build(folder, corpus()) : which === "sample" ? null : which.graph;
    const graph = built === null ? [] : ["-g", built];
    const store = accounts ? ["--local-accounts", "--store", join(folder, "community.sqlite")] : [];
    const providers = join(folder, "providers.json");
    if (provider !== null) {
      writeFileSync(providers, JSON.stringify([provider.described()]));
      store.push("--sign-in-with", providers);
    }
    const server = spawn(PROGRAM, [...graph, "serve", "--listen", "127.0.0.1:0", ...store], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const base = await address(server);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    provider?.serve(base);
    return new Site(base, browser, server, folder, provider);
  }

  /** What moderators do, on the command line; gives what it says. */
  moderate(...what: readonly string[]): string {
    const store = join(this.folder, "community.sqlite");
    const done = spawnSync(PROGRAM, ["community", ...what, "--store", store], { encoding: "utf8" });
    expect(done.stderr).not.toContain("error:");
    return done.stdout;
  }

  /** Takes the letter that arrives next, and gives the link in it. */
  async letter(): Promise<string> {
    const mail = join(this.folder, "mail");
    for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
      for (const name of readdirSync(mail)) {
        const text = readFileSync(join(mail, name), "utf8").replaceAll("=\r\n", "").replaceAll("=3D", "=");
        const link = /^https?:\/\/\S+token=\S+$/m.exec(text)?.[0];
        if (link === undefined) continue;
        rmSync(join(mail, name));
        return link.trim();
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("no letter arrived");
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.kill();
    this.provider?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A page of a fresh browser, at this address; `use` looks at it, and it must stay silent meanwhile. */
  async visit(path: string, use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints = listen(page, this.base, this.provider?.issuer);
    try {
      await page.goto(this.base + path);
      await use(page);
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
    }
  }

  /** The same, once the explorer shows its slice. */
  async explore(path: string, use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
    await this.visit(
      path,
      async (page) => {
        await ready(page);
        await use(page);
      },
      options,
    );
  }
}

/** Builds a snapshot of these records in `folder`, and says where it is. */
export function build(folder: string, lines: string): string {
  const [records, graph] = [join(folder, "works.jsonl"), join(folder, "graph")];
  writeFileSync(records, lines);
  const built = spawnSync(PROGRAM, ["build", "-o", graph, `openalex:${records}`], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`the corpus could not be built: ${built.stderr}`);
  return graph;
}

/** The address that a server prints, once it answers there. */
async function address(server: ChildProcess): Promise<string> {
  const base = await new Promise<string>((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`the server says no address: ${said}`)), PATIENCE_MS);
    server.stderr?.on("data", (text: Buffer) => {
      said += text.toString();
      // eslint-disable-next-line no-control-regex
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said.replace(/\u001b\[[0-9;]*m/g, ""))?.[0];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(`${base}/readyz`).catch(() => null);
    if (answer?.ok) return base;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the server is never ready");
}

/** All that a browser complains of, and all that is loaded from elsewhere; what `another` site does is its own business. */
function listen(page: Page, base: string, another?: string): string[] {
  const complaints: string[] = [];
  const isOf = (url: string, site?: string) => site !== undefined && url.startsWith(`${site}/`);
  const complain = (what: string, about = "") => {
    if (!isOf(page.url(), another) && !isOf(about, another)) complaints.push(what);
  };
  page.on("console", (message) => complain(`console: ${message.text()}`, message.location().url));
  page.on("pageerror", (error) => complain(`error: ${error.message}`));
  page.on("request", (request) => {
    const isOwn = isOf(request.url(), base) || /^(blob|data):/.test(request.url());
    if (!isOwn) complain(`elsewhere: ${request.url()}`, request.url());
  });
  return complaints;
}

/** Waits until the explorer shows what it was asked for. */
export async function ready(page: Page): Promise<void> {
  await page.waitForSelector("[data-scholargraph-explorer][aria-busy=false]");
}

/** What is said about how much is shown. */
export async function total(page: Page): Promise<string> {
  return (await said(page, ".sg-total")) ?? "";
}

/** Names in the list. */
export function names(page: Page): Promise<string[]> {
  return page.locator(".sg-lists .sg-name").allTextContents();
}

/** Where a node is in the window. */
export async function placeOf(page: Page, key: string): Promise<{ x: number; y: number }> {
  const place = await page.evaluate(async (key) => {
    // A canvas takes its size, and nodes their places, when the page is drawn the next time.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const root = document.querySelector("[data-scholargraph-explorer]");
    const { explorer } = root as unknown as { explorer: { placeOf(key: string): { x: number; y: number } | null } };
    return explorer.placeOf(key);
  }, key);
  if (place === null) throw new Error(`${key} is not drawn`);
  return place;
}

/** Clicks on a node of the graph. */
export async function clickNode(
  page: Page,
  key: string,
  how: { double?: boolean; shift?: boolean } = {},
): Promise<void> {
  const { x, y } = await placeOf(page, key);
  await page.mouse.move(x, y);
  if (how.shift) await page.keyboard.down("Shift");
  await page.mouse.click(x, y, { clickCount: how.double ? 2 : 1, delay: 20 });
  if (how.shift) await page.keyboard.up("Shift");
}

/** What is read again and again until it is as expected: a page follows what was done to it a little later. */
export function soon<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: PATIENCE_MS });
}

/** Waits until `what` is true. */
export async function until(what: () => Promise<boolean>): Promise<void> {
  await soon(what).toBe(true);
}

/** A parameter of the address as the page has it now; `null` where it has none of that name. */
export function parameter(page: Page, name: string): Promise<string | null> {
  return page.evaluate((name) => new URLSearchParams(location.search).get(name), name);
}

/** What an element says, one that comes later included. */
export async function said(page: Page, selector: string): Promise<string | null> {
  return page.locator(selector).first().textContent({ timeout: PATIENCE_MS });
}
