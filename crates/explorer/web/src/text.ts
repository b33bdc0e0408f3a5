/** Titles and names as people should read them. Whatever comes out is still only text. */

const REFERENCES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** A tag with attributes or without; `a<b and c>d` is none. */
const TAG = /<!--.{0,500}?-->|<\/?[a-z][\w:.-]{0,60}(?:\s[^<>]{0,400}=[^<>]{0,400})?\s?\/?>/gis;

/** Marks that turn the direction of what follows. */
const TURNS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g;

/** Nobody reads more, and hostile labels are long. */
const LONGEST = 1000;

/** `text` without tags, with its character references resolved, on one line. */
export function clean(text: string): string {
  let plain = text.slice(0, LONGEST);
  // Twice, because escaped titles get escaped again on their way: `&amp;lt;i&amp;gt;`.
  for (let round = 0; round < 2 && plain.includes("&"); round++) {
    plain = plain.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,4});/gi, (whole, name: string) => character(name) ?? whole);
  }
  return plain.replace(TAG, "").replace(CONTROLS, " ").replace(TURNS, "").trim();
}

function character(name: string): string | undefined {
  if (!name.startsWith("#")) return REFERENCES[name.toLowerCase()];
  const code = name[1]?.toLowerCase() === "x" ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined;
}

/** How a node is called: by its name, where the server gives one, by its label, or else by its id. */
export function nameOf(node: { readonly name?: string; readonly label: string; readonly id: string }): string {
  return clean(node.name ?? node.label) || clean(node.id) || "unnamed";
}

/** `text` in at most so many letters. */
export function shortened(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}

/** `number` with a comma after every three digits. */
export function counted(number: number): string {
  return number.toLocaleString("en-US");
}

/** So many of something: `1 work`, `2 works`. */
export function soMany(number: number, one: string, many: string): string {
  return `${counted(number)} ${number === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}
