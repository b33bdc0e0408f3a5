/** Dialogs: help, and ways to share. */

import { h } from "../dom.ts";

const KEYS: readonly (readonly [string, string])[] = [
  ["→ ←", "the next and the last neighbour, the strongest first"],
  ["↓ ↑", "go on from there; go back"],
  ["Enter", "expand, or collapse, what is selected"],
  ["w", "why? the reasons for the strongest edge of what is selected"],
  ["c", "how is it connected to what is selected next?"],
  ["t", "the same as a table"],
  ["/", "find something"],
  ["+ − 0", "closer, farther, all of it"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["Esc", "select nothing"],
  ["?", "this help"],
];

export function helpDialog(): HTMLDialogElement {
  const rows = KEYS.map(([keys, what]) =>
    h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, keys)), h("td", {}, what)),
  );
  return dialog(
    "Ways around this graph",
    h(
      "p",
      {},
      "Click selects, double-click expands, Shift and a click ask how two are connected. Drag a node to put it elsewhere. Edges that the picture leaves out appear when a node is pointed at.",
    ),
    h("table", { class: "sg-keys" }, h("caption", {}, "Keys, once the graph has the focus"), h("tbody", {}, ...rows)),
  );
}

/** `link`: the address of what is seen. `embed`: the same for a frame. `script`: that of the element. */
export function shareDialog(link: string, embed: string, script: string, query: string): HTMLDialogElement {
  const frame = `<iframe src="${escaped(embed)}" width="100%" height="560" title="Research graph" loading="lazy"></iframe>`;
  const element = `<script type="module" src="${escaped(script)}"></script>\n<scholargraph-slice query="${escaped(query)}"></scholargraph-slice>`;
  return dialog(
    "Share this graph",
    copyable("Link", link),
    copyable("Frame for a page", frame),
    copyable("Element for a page", element),
  );
}

function copyable(label: string, text: string): HTMLElement {
  const area = h("textarea", { readonly: true, rows: 3, spellcheck: "false" });
  area.value = text;
  const copy = h("button", { type: "button" }, "Copy");
  copy.addEventListener("click", () => {
    area.select();
    // Where the page is not served safely, there is no clipboard: the text is selected, then.
    navigator.clipboard?.writeText(text).then(
      () => (copy.textContent = "Copied"),
      () => undefined,
    );
  });
  return h("div", { class: "sg-copy" }, h("label", {}, label, area), copy);
}

function dialog(title: string, ...content: HTMLElement[]): HTMLDialogElement {
  const element = h("dialog", { class: "sg-dialog", "aria-label": title });
  const close = h("button", { type: "button", onclick: () => element.close() }, "Close");
  element.append(h("h3", {}, title), ...content, h("p", { class: "sg-actions" }, close));
  element.addEventListener("close", () => element.remove());
  return element;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}
