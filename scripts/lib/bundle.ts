import { join } from "node:path";
import type { InputOptions, OutputOptions, Plugin } from "rolldown";
import license from "rollup-plugin-license";

/** The plugin is CommonJS: its types and what Node gives for it differ. */
const licensePlugin = license as unknown as (options: Readonly<Record<string, unknown>>) => Plugin;

/** Licences that a bundle under Apache-2.0 may contain. */
const allowed = "(MIT OR Apache-2.0 OR ISC OR BSD-2-Clause OR BSD-3-Clause OR 0BSD)";

/** How src/ becomes dist/: the same bytes from any folder. */
export const bundleOptions = (out: string): { readonly input: InputOptions; readonly output: OutputOptions } => ({
  input: {
    plugins: [
      licensePlugin({
        thirdParty: {
          allow: { test: allowed, failOnUnlicensed: true, failOnViolation: true },
          output: { file: join(out, "licenses.txt"), encoding: "utf-8" },
        },
      }),
    ],
    input: { cli: "src/cli.ts", action: "src/action.ts" },
    platform: "node",
    preserveEntrySignatures: "allow-extension",
    // The ES module build of a package where it has one: smaller, and named imports survive `await import()`.
    resolve: { mainFields: ["module", "main"] },
  },
  output: {
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    minify: false,
    // Few files load faster than many: what every check needs is one chunk, what only some need has its own.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: "yaml", test: /node_modules\/yaml\// },
        {
          name: "x509",
          test: /node_modules\/(@peculiar|asn1js|pvtsutils|pvutils|tslib|reflect-metadata|tsyringe)\/|src\/read\/x509/,
        },
        { name: "actions", test: /node_modules\/(@actions|undici|tunnel)\// },
        { name: "config", test: /src\/(config\/(config-file|config-schema|policy-file|yaml-document)|schemas\/)/ },
        { name: "yaml", test: /src\/read\/yaml/ },
        { name: "reports", test: /src\/report\/(sarif|junit|markdown|rdjson|mermaid|github|json|channels)/ },
        {
          name: "engine",
          test: /src\/(text|facts|model|judge|read|discover|config|report|commands\/(gate|options|command|check))|policies\//,
        },
      ],
    },
  },
});
