import { defineConfig } from "vite";

/** The names of scripts change with their content, but for that of the element, which pages elsewhere name. */
const ELEMENT = "scholargraph-slice";

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
      },
    },
  },
});
