/** A small corpus of our own: a lively group, a hub, somebody alone, and what hostile sources write into records. */

/** What stands in titles and names of hostile sources. */
export const HOSTILE = `</title><script>alert(1)</script>\u202e"'><img src=x onerror=alert(2)>`;

interface Draft {
  readonly id: number;
  readonly title: string;
  readonly year: number;
  readonly people: readonly number[];
  readonly topic: number;
  readonly cites?: readonly number[];
}

const NAMES = ["Ada Lovelace", "Charles Babbage", "Luigi Menabrea", "Mary Somerville", "Joseph Jacquard"];

function nameOf(person: number): string {
  if (person === 90) return HOSTILE;
  if (person === 91) return "عالم الرياضيات";
  if (person === 92) return "Ann ".repeat(400);
  return NAMES[person - 1] ?? `Member ${person} of the Society`;
}

/** Works 1 to 24 of a group around person 1; one of sixty people; one of somebody alone; hostile ones. */
function drafts(): Draft[] {
  const group = Array.from({ length: 24 }, (_, at): Draft => {
    const others = [2 + (at % 4), 6 + at, 6 + ((at * 7) % 24)].filter(
      (person, index, all) => all.indexOf(person) === index,
    );
    return {
      id: at + 1,
      title: `On engines, part ${at + 1}`,
      year: 1830 + at,
      people: [1, ...others],
      topic: 1 + (at % 3),
      cites: at > 0 ? [at] : [],
    };
  });
  const crowd = Array.from({ length: 60 }, (_, at) => 100 + at);
  return [
    ...group,
    { id: 50, title: "A work of many hands", year: 1850, people: [5, ...crowd], topic: 4 },
    { id: 60, title: "Alone with a problem", year: 1840, people: [80], topic: 5 },
    { id: 70, title: HOSTILE, year: 1845, people: [90, 91, 92, 1], topic: 6 },
    { id: 71, title: "Long ".repeat(2000), year: 1846, people: [92], topic: 6 },
  ];
}

/** A society of so many people: everybody works with the next, and now and then with somebody far off. */
function society(people: number): Draft[] {
  return Array.from({ length: people }, (_, at): Draft => {
    const far = at % 9 === 0 ? [(at * 37) % people] : [];
    const others = [(at + 1) % people, (at + 2) % people, ...far].filter((person) => person !== at);
    return {
      id: 10_000 + at,
      title: `Proceedings, paper ${at}`,
      year: 1900 + (at % 90),
      people: [at, ...new Set(others)].map((person) => 10_000 + person),
      topic: 10 + (at % 40),
    };
  });
}

/** The records as OpenAlex has them, one a line. */
export function corpus(): string {
  return written(drafts());
}

/** Records of works by so many people, all of them connected; the first of them is `A10000`. */
export function large(people: number): string {
  return written(society(people));
}

function written(drafts: readonly Draft[]): string {
  return drafts.map((draft) => `${JSON.stringify(record(draft))}\n`).join("");
}

function record({ id, title, year, people, topic, cites = [] }: Draft): object {
  const authorship = (person: number) => ({
    author: { id: `https://openalex.org/A${person}`, display_name: nameOf(person) },
    institutions:
      person < 6 ? [{ id: "https://openalex.org/I1", display_name: "Society of Engines", type: "education" }] : [],
    raw_author_name: nameOf(person),
  });
  return {
    id: `https://openalex.org/W${id}`,
    doi: `https://doi.org/10.5555/engine.${id}`,
    title,
    display_name: title,
    publication_year: year,
    type: "article",
    authorships: people.map(authorship),
    topics: [
      { id: `https://openalex.org/T${topic}`, display_name: topic === 6 ? HOSTILE : `Subject ${topic}`, score: 0.9 },
    ],
    referenced_works: cites.map((work) => `https://openalex.org/W${work}`),
  };
}
