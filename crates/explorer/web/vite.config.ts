import { readFileSync } from "node:fs";

import { defineConfig } from "vite";

/** The names of scripts change with their content, but for that of the element, which pages elsewhere name. */
const ELEMENT = "scholargraph-slice";

/** What the explorer's script holds of others: their licences go along with it. */
const HELD = ["graphology/LICENSE.txt", "graphology-utils/LICENSE.txt", "sigma/LICENSE.txt", "events/LICENSE"];

function licences(): string {
  const text = (path: string) => `${path.split("/")[0]}\n\n${readFileSync(`node_modules/${path}`, "utf8").trim()}`;
  return `/*! This script holds parts of:\n\n${HELD.map(text).join("\n\n")}\n*/`;
}

export default defineConfig({
  publicDir: false,
  build: {
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      input: { explorer: "src/explorer.ts", [ELEMENT]: "src/element.ts" },
      output: {
        entryFileNames: (chunk) => (chunk.name === ELEMENT ? "[name].js" : "[name]-[hash].js"),
        assetFileNames: "[name]-[hash][extname]",
        chunkFileNames: "[name]-[hash].js",
        postBanner: (chunk) => (chunk.name === ELEMENT ? "" : licences()),
      },
    },
  },
});
