/** Reasons: why there is an edge, with the works behind it. */

import type { Api } from "../api.ts";
import { fill, h, named } from "../dom.ts";
import { between } from "../kinds.ts";
import type { Edge, Model, Node } from "../model.ts";
import { soMany } from "../text.ts";
import type { SharedWork } from "../wire.ts";
import { WORKS, said, works } from "./records.ts";

/** Fills `place` with the reasons for an edge. */
export async function explain(edge: Edge, model: Model, api: Api, place: HTMLElement): Promise<void> {
  const [source, target] = [model.get(edge.source), model.get(edge.target)];
  if (!source || !target) return;
  const asked = "Looking for the works behind it …";
  if (edge.relation === "collaborates") await said(place, asked, () => worksShared(edge, source, target, api));
  else if (edge.relation === "affiliated") await said(place, asked, () => worksThere(edge, source, target, api));
  else {
    const records = recordsOf(edge, source, target);
    fill(place, h("p", {}, ...sentence(edge, source, target)), records.length > 0 && works(api, records, 0));
  }
}

async function worksShared(edge: Edge, source: Node, target: Node, api: Api): Promise<HTMLElement[]> {
  const step = (await api.sharedWorks(source.id, target.id)).paths[0]?.steps[0];
  if (!step) return [h("p", {}, "No shared works are known.")];
  const strength = `Strength ${edge.weight.toFixed(2)}: the works they share, each counted less the more authors it has.`;
  return [
    h("p", {}, `${soMany(step.works_count, "shared work", "shared works")}.`),
    works(api, step.works, step.works_count),
    h("p", { class: "sg-faint" }, strength),
  ];
}

async function worksThere(edge: Edge, source: Node, target: Node, api: Api): Promise<HTMLElement[]> {
  const found = await api.worksAt(source.id, target.id, WORKS);
  // A source may say where somebody is without a work that does.
  if (found.total === 0) return [h("p", {}, ...sentence(edge, source, target))];
  const bylines = soMany(found.total, "byline", "bylines");
  return [
    h("p", {}, named(source.name), " gives ", named(target.name), ` on ${bylines}.`),
    works(api, found.works, found.total),
  ];
}

function sentence(edge: Edge, source: Node, target: Node): (string | HTMLElement)[] {
  const ends = (text: string) => [named(source.name), ` ${text} `, named(target.name), "."];
  switch (edge.relation) {
    case "authored":
    case "produced":
      return [named(source.name), " stands on the byline of this work:"];
    case "about":
      return [...ends("is about"), ` Score ${edge.weight.toFixed(2)}.`];
    case "affiliated":
      return [...ends("is at"), " So its record says; no byline here does."];
    default:
      return ends(between(edge.relation));
  }
}

/** The works that an edge is itself about. */
function recordsOf({ relation }: Edge, source: Node, target: Node): SharedWork[] {
  const records: Partial<Record<Edge["relation"], Node[]>> = {
    authored: [target],
    produced: [target],
    about: [source],
    cites: [source, target],
  };
  return (records[relation] ?? []).map((node) => ({ id: node.id, title: node.label, year: node.year }));
}
