/** Asks the server that the page is from. */

import { partsOf, words } from "./kinds.ts";
import { question, type State } from "./state.ts";
import type { CitationPaths, Paths, Problem, Ranking, Suggestion, WireSlice, Works } from "./wire.ts";

/** Why there is no answer, in words for people. */
export class Refused extends Error {
  constructor(
    message: string,
    /** The server's word for it; `null` where the server did not answer. */
    readonly code: string | null = null,
    /** The parameter it is about. */
    readonly parameter: string | null = null,
  ) {
    super(message);
  }
}

/** How long an answer may take. */
const PATIENCE_MS = 30_000;

export class Api {
  /** `base`: the path below which the server is mounted, without a slash at the end. */
  constructor(readonly base: string) {}

  /** The page of a node; for a key that is none, the first page. */
  page(key: string): string {
    return this.#of(key, "", "");
  }

  /** The explorer around a node. */
  explore(query: string): string {
    return `${this.base}/explore?${query}`;
  }

  /** The page that finds everything by name. */
  searchPage(text: string): string {
    return `${this.base}/search?${new URLSearchParams({ q: text })}`;
  }

  /** The page that tells how two people are connected. */
  pathsPage(from: string, to: string): string {
    return `${this.base}/paths?${new URLSearchParams({ from, to })}`;
  }

  /** The slice of `state` as a file of this format. */
  file(state: State, format: string, table?: string): string {
    const params = question(state);
    if (format !== "json") params.set("format", format);
    if (table) params.set("table", table);
    return this.#of(state.focus, "/v1", `/slice?${params}`);
  }

  slice(state: State, signal: AbortSignal): Promise<WireSlice> {
    const params = question(state);
    params.set("layout", "map");
    return this.#ask(this.#of(state.focus, "/v1", `/slice?${params}`), signal);
  }

  /** What people share with the focus, the most first. */
  shared(state: State): Promise<Ranking> {
    const params = new URLSearchParams({ measure: "count", limit: "1000", evidence: "0", kind: "person" });
    if (state.from !== null) params.set("from", String(state.from));
    if (state.to !== null) params.set("to", String(state.to));
    return this.#ask(this.#of(state.focus, "/v1", `/collaborators?${params}`));
  }

  /** How two people are connected: the shortest ways, with the works of every step. */
  paths(from: string, to: string, limit: number): Promise<Paths> {
    return this.#ask(`${this.base}/v1/paths?${new URLSearchParams({ from, to, limit: String(limit) })}`);
  }

  /** The works that two people share, whatever the length of their bylines. */
  sharedWorks(from: string, to: string): Promise<Paths> {
    const params = new URLSearchParams({ from, to, limit: "1", max_authors: "none" });
    return this.#ask(`${this.base}/v1/paths?${params}`);
  }

  /** The newest works on which a person gives an institution. */
  worksAt(person: string, institution: string, limit: number): Promise<Works> {
    const view = `/works?${new URLSearchParams({ institution, limit: String(limit) })}`;
    return this.#ask(this.#of(`person:${person}`, "/v1", view));
  }

  /** What may be meant by a text that is still being typed. */
  async suggestions(text: string, signal: AbortSignal): Promise<readonly Suggestion[]> {
    const params = new URLSearchParams({ q: text, limit: "6" });
    const found = await this.#ask<{ suggestions: readonly Suggestion[] }>(
      `${this.base}/v1/autocomplete?${params}`,
      signal,
    );
    return found.suggestions;
  }

  /** How two works are connected by citations. */
  citationPaths(from: string, to: string, limit: number): Promise<CitationPaths> {
    return this.#ask(`${this.base}/v1/citation-paths?${new URLSearchParams({ from, to, limit: String(limit) })}`);
  }

  #of(key: string, prefix: string, view: string): string {
    const parts = partsOf(key);
    if (!parts) return `${this.base}/`;
    return `${this.base}${prefix}/${words(parts.kind).path}/${segment(key, parts.id)}${view}`;
  }

  async #ask<T>(address: string, signal?: AbortSignal): Promise<T> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const either = signal ? AbortSignal.any([signal, patience]) : patience;
    const asked = fetch(address, {
      signal: either,
      headers: { accept: "application/json" },
      credentials: "same-origin",
    });
    const answer = await asked.catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new Refused(patience.aborted ? "The server takes too long." : "The server cannot be reached.");
    });
    const body: unknown = await answer.json().catch(() => null);
    if (answer.ok && body !== null) return body as T;
    const problem = body as Problem | null;
    throw new Refused(problem?.detail ?? `The server answered ${answer.status}.`, problem?.code, problem?.parameter);
  }
}

/** An id as a segment of a path. Browsers swallow the ids `.` and `..` even where they are escaped, but not keys. */
function segment(key: string, id: string): string {
  return encodeURIComponent(/^\.\.?$/.test(id) ? key : id);
}
