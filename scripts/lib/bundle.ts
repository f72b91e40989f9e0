import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import type { InputOptions, OutputOptions, Plugin } from "rolldown";
import license from "rollup-plugin-license";

/** The plugin is CommonJS: its types and what Node gives for it differ. */
const licensePlugin = license as unknown as (options: Readonly<Record<string, unknown>>) => Plugin;

/** Licences that a bundle under Apache-2.0 may contain. */
const allowed = "(MIT OR Apache-2.0 OR ISC OR BSD-2-Clause OR BSD-3-Clause OR 0BSD)";

/**
 * What src/start.ts expects of a chunk: a function with the parameters of a CommonJS module, in ASCII, which V8 takes as it is read,
 * and in the first line the digest of the rest.
 */
const startableChunks: Plugin = {
  name: "startable-chunks",
  renderChunk(code, { fileName }) {
    if (!fileName.startsWith("chunks/")) return null;
    const ascii = code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    const wrapped = `(function (exports, require, module, __filename, __dirname) {\n${ascii}\n})\n`;
    return `// ${createHash("sha256").update(wrapped).digest("hex")}\n${wrapped}`;
  },
};

/** How src/ becomes dist/: the same bytes from any folder. */
export const bundleOptions = (out: string): { readonly input: InputOptions; readonly output: OutputOptions } => ({
  input: {
    plugins: [
      startableChunks,
      licensePlugin({
        thirdParty: {
          allow: { test: allowed, failOnUnlicensed: true, failOnViolation: true },
          output: { file: join(out, "licenses.txt"), encoding: "utf-8" },
        },
      }),
    ],
    input: { cli: "src/start.ts", "chunks/cli": "src/cli.ts", "chunks/action": "src/action.ts" },
    platform: "node",
    preserveEntrySignatures: "allow-extension",
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
    minify: false,
    // Few files load faster than many: what every check needs is one chunk, what only some need has its own.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: "yaml", test: /node_modules\/yaml\// },
        { name: "x509", test: /src\/read\/x509\/x509(?!-binary-store)/ },
        { name: "actions", test: /node_modules\/(@actions|undici|tunnel)\// },
        { name: "policy", test: /src\/(config\/policy-file|schemas\/generated\/policy)/ },
        { name: "config", test: /src\/(config\/(config-file|config-schema|yaml-document)|schemas\/)/ },
        // Every report but the text for a terminal, and what is posted on GitHub.
        {
          name: "reports",
          test: /src\/report\/(machine\/|markdown\/|terminal\/plan-text|(?!(terminal\/|(assemble|expiry|formats|matrix|matrix-lines|options|proof|report|verdict)\.ts)))/,
        },
        { name: "base", test: /src\/(discover\/(git-tree|git|github-tree)\.ts|gate\/find-base|github\/)/ },
        // What the first step of every command needs: `--version` and `--help` load no engine.
        {
          name: "main",
          test: /src\/(cli\/(main|options|command|standard-stream|interruption)\.ts|discover\/tree\.ts|text\/(safe|tool|nearest)\.ts)/,
        },
        // The handshake test: engines, probes, twins.
        {
          name: "prove",
          test: /src\/(prove\/|cli\/prove-environments\.ts|action\/handshake\.ts)/,
        },
        {
          name: "proof",
          test: /src\/judge\/(catalogue\/handshake|channels\/trials|channels\/trial-examples)\.ts|src\/judge\/rules\/handshake\//,
        },
        // The change of a pull request: two trees, the guard of the gate's own config, the rollout.
        {
          name: "change",
          test: /src\/(rollout\/|judge\/(channels\/rollout|catalogue\/rollout)\.ts|judge\/rules\/(rollout\/|policy\/not-seen)|gate\/(change\/|base\.ts))/,
        },
        { name: "fix", test: /src\/(fix\/|cli\/(fix|replace-files)|discover\/edited-tree)/ },
        { name: "catalogue", test: /src\/judge\/(catalogue\.ts|catalogue\/described-rules\.ts)/ },
        // Every form but plain TOML and certificates.
        { name: "forms", test: /src\/read\/(forms\/(?!toml\/|pem\/)|kubernetes\/|yaml\/|shell\/|server-draft)/ },
        {
          name: "engine",
          test: /src\/(text|facts|model|judge|rollout|read|discover|config|report|fix|gate\/|cli\/(gate-options|options|command|check|inside|report-output|rules-listed|write-text))|policies\//,
        },
      ],
    },
  },
});
