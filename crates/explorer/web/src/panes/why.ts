/** Reasons: why there is an edge, and how two nodes are connected. */

import type { Api } from "../api.ts";
import { fill, h, named } from "../dom.ts";
import { between } from "../kinds.ts";
import type { Edge, Model, Node } from "../model.ts";
import { clean, counted, soMany } from "../text.ts";
import type { CitationPaths, Named, Paths, PathStep, SharedWork } from "../wire.ts";

/** Works listed for one step. */
const WORKS = 8;
/** Paths that are told. */
const PATHS = 3;

/** Fills `place` with the reasons for an edge. */
export async function explain(edge: Edge, model: Model, api: Api, place: HTMLElement): Promise<void> {
  const [source, target] = [model.get(edge.source), model.get(edge.target)];
  if (!source || !target) return;
  if (edge.relation !== "collaborates") {
    const records = recordsOf(edge, target);
    fill(place, h("p", {}, ...sentence(edge, source, target)), records.length > 0 && works(api, records, 0));
    return;
  }
  await said(place, "Looking for the works behind it …", async () => {
    const step = (await api.sharedWorks(source.id, target.id)).paths[0]?.steps[0];
    if (!step) return [h("p", {}, "No shared works are known.")];
    const strength = `Strength ${edge.weight.toFixed(2)}: the works they share, each counted less the more authors it has.`;
    return [
      h("p", {}, `${soMany(step.works_count, "shared work", "shared works")}.`),
      ...shared(api, step),
      h("p", { class: "sg-faint" }, strength),
    ];
  });
}

function sentence(edge: Edge, source: Node, target: Node): (string | HTMLElement)[] {
  const ends = (text: string) => [named(source.name), ` ${text} `, named(target.name), "."];
  switch (edge.relation) {
    case "authored":
      return [named(source.name), " stands on the byline of this work:"];
    case "about":
      return [...ends("is about"), ` Score ${edge.weight.toFixed(2)}.`];
    case "affiliated":
      return [named(source.name), ` gives `, named(target.name), ` on ${soMany(edge.weight, "byline", "bylines")}.`];
    case "produced":
      return [named(source.name), " stands on the byline of this work:"];
    default:
      return ends(between(edge.relation));
  }
}

/** The works that an edge is itself about. */
function recordsOf(edge: Edge, target: Node): SharedWork[] {
  const ends = edge.relation === "authored" || edge.relation === "produced" ? [target] : [];
  return ends.map((node) => ({ id: node.id, title: node.label, year: node.year }));
}

/** How two nodes are connected, and the keys of the nodes on the first of the ways. */
export async function connect(
  from: Node,
  to: Node,
  api: Api,
  place: HTMLElement,
  close: () => void,
): Promise<string[]> {
  const title = h("h3", {}, named(from.name), " → ", named(to.name));
  const head = h(
    "div",
    { class: "sg-path-head" },
    title,
    h("button", { type: "button", class: "sg-plain", onclick: close }, "Close"),
  );
  const body = h("div", {});
  fill(place, head, body);
  if (from.kind !== to.kind || (from.kind !== "person" && from.kind !== "work")) {
    fill(
      body,
      h("p", {}, "Ways are known between two people, by the works they share, and between two works, by citations."),
    );
    return [];
  }
  if (from.kind === "person") {
    place.append(h("p", {}, h("a", { href: api.pathsPage(from.id, to.id) }, "As a page")));
  }
  let keys: string[] = [];
  await said(body, "Looking for the shortest ways …", async () => {
    const [told, path] =
      from.kind === "person"
        ? peopleWays(await api.paths(from.id, to.id, PATHS), api)
        : citationWays(await api.citationPaths(from.id, to.id, PATHS), api);
    keys = path;
    return told;
  });
  return keys;
}

type Told = [HTMLElement[], string[]];

function peopleWays(answer: Paths, api: Api): Told {
  if (answer.length === null) {
    const limit = answer.max_authors === null ? "" : ` over works of at most ${counted(answer.max_authors)} authors`;
    return [[h("p", {}, `Nothing connects them${limit}.`)], []];
  }
  const way = (steps: readonly PathStep[]) =>
    h(
      "ol",
      {},
      ...steps.map((step) => h("li", {}, person(api, step.from), " and ", person(api, step.to), ...shared(api, step))),
    );
  const first = answer.paths[0]?.steps ?? [];
  const keys = first
    .flatMap((step, at) => (at === 0 ? [step.from, step.to] : [step.to]))
    .map(({ id }) => `person:${id}`);
  return [
    ways(
      answer.length,
      answer.paths.map(({ steps }) => way(steps)),
      answer.more,
    ),
    keys,
  ];
}

function citationWays(answer: CitationPaths, api: Api): Told {
  if (answer.length === null) return [[h("p", {}, "No chain of citations connects them.")], []];
  const way = (steps: CitationPaths["paths"][number]["steps"]) =>
    h(
      "ol",
      {},
      ...steps.map(({ from, to, cites }) =>
        h("li", {}, work(api, from), cites ? " cites " : " is cited by ", work(api, to)),
      ),
    );
  const first = answer.paths[0]?.steps ?? [];
  const keys = first.flatMap((step, at) => (at === 0 ? [step.from, step.to] : [step.to])).map(({ id }) => `work:${id}`);
  return [
    ways(
      answer.length,
      answer.paths.map(({ steps }) => way(steps)),
      answer.more,
    ),
    keys,
  ];
}

function ways(length: number, paths: readonly HTMLElement[], more: boolean): HTMLElement[] {
  const summary = `${soMany(length, "step", "steps")}; ${paths.length === 1 && !more ? "the only shortest way" : `the best of the shortest ways${more ? ", of which there are more" : ""}`}.`;
  const [first, ...others] = paths;
  const further = others.length > 0 && h("details", {}, h("summary", {}, `${others.length} more`), ...others);
  return [h("p", {}, summary), ...(first ? [first] : []), ...(further ? [further] : [])];
}

function shared(api: Api, step: PathStep): HTMLElement[] {
  return [works(api, step.works, step.works_count)];
}

/** A list of works; `total` where there may be more than are listed. */
function works(api: Api, list: readonly SharedWork[], total: number): HTMLElement {
  const items = list
    .slice(0, WORKS)
    .map((item) =>
      h("li", {}, work(api, item), item.year === null ? null : h("span", { class: "sg-faint" }, ` ${item.year}`)),
    );
  const rest = Math.max(total, list.length) - items.length;
  return h(
    "ul",
    { class: "sg-works" },
    ...items,
    rest > 0 && h("li", { class: "sg-faint" }, `and ${counted(rest)} more`),
  );
}

function work(api: Api, { id, title }: SharedWork): HTMLElement {
  return h("a", { href: api.page(`work:${id}`) }, named(clean(title) || id));
}

function person(api: Api, { id, label }: Named): HTMLElement {
  return h("a", { href: api.page(`person:${id}`) }, named(clean(label) || id));
}

/** Says that something is looked for, then what was found, or what went wrong and how to try again. */
async function said(place: HTMLElement, waiting: string, answer: () => Promise<HTMLElement[]>): Promise<void> {
  fill(place, h("p", { class: "sg-faint", role: "status" }, waiting));
  try {
    fill(place, ...(await answer()));
  } catch (error) {
    const again = h("button", { type: "button", onclick: () => void said(place, waiting, answer) }, "Try again");
    fill(place, h("p", { role: "alert" }, error instanceof Error ? error.message : String(error)), again);
  }
}
