/** The colours of the graph, read from the style sheet, so that light and dark are told in one place. */

import type { Kind, Relation } from "../kinds.ts";

export type Rgb = readonly [number, number, number];

export interface Palette {
  readonly ground: Rgb;
  readonly ink: Rgb;
  readonly faint: Rgb;
  readonly accent: Rgb;
  readonly fill: Readonly<Record<Kind, Rgb>>;
  readonly rim: Readonly<Record<Kind, Rgb>>;
  readonly line: Readonly<Record<Relation, Rgb>>;
}

/** The colours that hold for `element` at present. */
export function paletteOf(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  const color = (name: string): Rgb => rgb(style.getPropertyValue(`--sg-${name}`));
  return {
    ground: color("ground"),
    ink: color("ink"),
    faint: color("faint"),
    accent: color("accent"),
    fill: {
      person: color("person"),
      work: color("work"),
      topic: color("topic"),
      institution: color("institution"),
    },
    rim: {
      person: color("person-rim"),
      work: color("work-rim"),
      topic: color("topic-rim"),
      institution: color("institution-rim"),
    },
    line: {
      authored: color("authored"),
      about: color("about"),
      affiliated: color("affiliated"),
      produced: color("produced"),
      cites: color("cites"),
      collaborates: color("collaborates"),
      part_of: color("part-of"),
    },
  };
}

/** A colour of the form `#rrggbb`; black, where it is none. */
export function rgb(text: string): Rgb {
  const number = /^\s*#([0-9a-f]{6})\s*$/i.exec(text)?.[1];
  const value = number === undefined ? 0 : parseInt(number, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Colours as the graph names them, each made once: thousands of nodes share a few. */
export class Tints {
  readonly #known = new Map<Rgb, Map<number, string>>();

  constructor(readonly palette: Palette) {}

  /** `color` as far as `share` says, and for the rest the ground. */
  of(color: Rgb, share = 1): string {
    const known = this.#known.get(color) ?? new Map<number, string>();
    if (known.size === 0) this.#known.set(color, known);
    const tint = known.get(share) ?? css(mixed(color, this.palette.ground, share));
    known.set(share, tint);
    return tint;
  }
}

/** `color` as far as `share` says, and for the rest what lies behind it. */
export function mixed(color: Rgb, behind: Rgb, share: number): Rgb {
  const mix = (index: 0 | 1 | 2) => Math.round(color[index] * share + behind[index] * (1 - share));
  return [mix(0), mix(1), mix(2)];
}

export function css([red, green, blue]: Rgb): string {
  return `#${((1 << 24) | (red << 16) | (green << 8) | blue).toString(16).slice(1)}`;
}
