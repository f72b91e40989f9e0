import type { InputOptions, OutputOptions } from "rolldown";

/** How src/ becomes dist/: the same bytes from any folder. */
export const bundleOptions: { readonly input: InputOptions; readonly output: OutputOptions } = {
  input: {
    input: { cli: "src/cli.ts" },
    platform: "node",
    // The ES module build of a package where it has one: smaller, and named imports survive `await import()`.
    resolve: { mainFields: ["module", "main"] },
  },
  output: {
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    minify: false,
  },
};
