/** The ways between two nodes: people over the works they share, works over citations. */

import type { Api } from "./api.ts";
import type { Node } from "./model.ts";
import { clean } from "./text.ts";
import type { CitationStep, PathStep } from "./wire.ts";

/** Ways that are told. */
const MOST = 5;

export type Way =
  | { readonly kind: "person"; readonly steps: readonly PathStep[] }
  | { readonly kind: "work"; readonly steps: readonly CitationStep[] };

export interface Ways {
  /** Steps of each; `null` where nothing connects them. */
  readonly length: number | null;
  readonly list: readonly Way[];
  /** Are there others as short? */
  readonly more: boolean;
  /** People on works that still connect; `null` where that is not bounded. */
  readonly maxAuthors: number | null;
}

/** Can there be a way between these? */
export function canConnect(from: Node, to: Node): boolean {
  return from.kind === to.kind && (from.kind === "person" || from.kind === "work");
}

export async function waysBetween(from: Node, to: Node, api: Api): Promise<Ways> {
  if (from.kind === "person") {
    const { length, paths, more, max_authors } = await api.paths(from.id, to.id, MOST);
    return { length, more, maxAuthors: max_authors, list: paths.map(({ steps }) => ({ kind: "person", steps })) };
  }
  const { length, paths, more } = await api.citationPaths(from.id, to.id, MOST);
  return { length, more, maxAuthors: null, list: paths.map(({ steps }) => ({ kind: "work", steps })) };
}

/** Names of those between both ends. */
export function via(way: Way): string[] {
  const between =
    way.kind === "person"
      ? way.steps.slice(1).map(({ from }) => clean(from.label) || from.id)
      : way.steps.slice(1).map(({ from }) => clean(from.title) || from.id);
  return between;
}

/** What of a way is to be seen in a picture. */
export interface Sight {
  readonly isShown: (key: string) => boolean;
  readonly from: number | null;
  readonly to: number | null;
}

/** Keys of the nodes on a way, each beside the next: between two people one of the works they share. */
export function chain(way: Way, sight: Sight): string[] {
  if (way.kind === "work") return ends(way.steps.map(({ from, to }) => [from.id, to.id])).map((id) => `work:${id}`);
  const first = way.steps[0];
  const keys = first ? [`person:${first.from.id}`] : [];
  for (const step of way.steps) {
    const work = workOf(step, sight);
    if (work !== null) keys.push(`work:${work}`);
    keys.push(`person:${step.to.id}`);
  }
  return keys;
}

/** A work that two people share: one that is shown already, or else the first of the years that are looked at. */
function workOf({ works }: PathStep, { isShown, from, to }: Sight): string | null {
  const counts = ({ year }: PathStep["works"][number]) =>
    (from === null && to === null) || (year !== null && year >= (from ?? year) && year <= (to ?? year));
  const found = works.find(({ id }) => isShown(`work:${id}`)) ?? works.find(counts);
  return found?.id ?? null;
}

function ends(steps: readonly (readonly [string, string])[]): string[] {
  return steps.flatMap(([from, to], at) => (at === 0 ? [from, to] : [to]));
}
