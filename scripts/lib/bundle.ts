import { join, resolve } from "node:path";
import type { ChunkingContext, InputOptions, OutputOptions, Plugin } from "rolldown";
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
    // What is imported of @actions/core is all that is wanted of it: its OIDC tokens would bring an HTTP client of 400 kB to every step.
    treeshake: { moduleSideEffects: (id) => !id.includes("node_modules/@actions/") },
    // The ES module build of a package where it has one: smaller, and named imports survive `await import()`.
    resolve: {
      mainFields: ["module", "main"],
      // The same source as ES modules, without the wrappers and the `process` of its CommonJS build: smaller, and sooner loaded.
      alias: { yaml: resolve("node_modules/yaml/browser/dist/index.js") },
    },
  },
  output: {
    format: "cjs",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    // Node reads and V8 scans less, and both are quicker with ASCII.
    minify: true,
    comments: false,
    charset: "ascii",
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkOf, debugName: "chunkOf", test: /./ }] },
  },
});

/*
 * Chunks are cut at dynamic imports, and a package is a file of its own. What is left to say is where the parts go that several of
 * the chunks share: one file is read sooner than a dozen, so the first of these modules that imports a part statically takes it.
 */
const takers = {
  // All that `--version` and `--help` need.
  start: "src/cli.ts",
  engine: "src/cli/check.ts",
  text: "src/report/terminal/text.ts",
  config: "src/config/config-file.ts",
};

/** What sends requests to GitHub, and the two dozen small packages that it alone needs: one file too, loaded with the first request. */
const octokit = "src/github/octokit.ts";

/** The chunk that a module goes to; null where rolldown may choose. */
function chunkOf(id: string, graph: ChunkingContext): string | null {
  const isReached = (path: string) => staticImports(resolve(path), graph).has(id);
  const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id.replaceAll("\\", "/"))?.[1];
  if (id === resolve(octokit) || (name !== undefined && isReached(octokit) && !isReached("src/github/toolkit.ts")))
    return "octokit";
  if (name !== undefined) return `npm-${name.replace("@", "").replace("/", "-")}`;
  if (graph.getModuleInfo(id)?.isEntry) return null;
  return Object.entries(takers).find(([, path]) => isReached(path))?.[0] ?? null;
}

function staticImports(path: string, graph: ChunkingContext, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const id of graph.getModuleInfo(path)?.importedIds ?? []) staticImports(id, graph, found);
  return found;
}
