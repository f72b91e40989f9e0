import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

// Do the fences between the folders hold? Plants one forbidden import per fence in a copy and expects the linter's error.
const forbidden: Readonly<Record<string, string>> = {
  "src/text/planted.ts": "../model/instances/setting.ts",
  "src/facts/planted.ts": "../model/instances/setting.ts",
  "src/model/planted.ts": "../read/toml/toml.ts",
  "src/read/planted.ts": "../judge/judge.ts",
  "src/judge/planted.ts": "../read/toml/toml.ts",
  "src/judge/rules/config/planted.ts": "./tls-incomplete.ts",
  "src/report/planted.ts": "../judge/judge.ts",
  "src/rollout/planted.ts": "../judge/judge.ts",
  "src/fix/planted.ts": "../judge/judge.ts",
  "src/prove/planted.ts": "../judge/judge.ts",
  "src/config/planted.ts": "../gate/gate.ts",
  "src/discover/planted.ts": "../judge/judge.ts",
  "src/github/planted.ts": "../report/report.ts",
  "src/gate/planted.ts": "../cli/options.ts",
};

const copy = mkdtempSync(join(tmpdir(), "tikv-tls-gate-fences-"));
try {
  cpSync("biome.json", join(copy, "biome.json"));
  cpSync("src", join(copy, "src"), { recursive: true });
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  for (const [path, target] of Object.entries(forbidden)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), `import type * as planted from "${target}";\n\nexport type Planted = typeof planted;\n`);
  }
  const open = Object.keys(forbidden).filter((path) => !isRefused(path));
  if (open.length > 0) {
    console.error(
      `these imports should be refused and are not: ${open.map((path) => `${path} -> ${forbidden[path]}`).join(", ")}`,
    );
    process.exitCode = 1;
  } else console.log(`${Object.keys(forbidden).length} fences hold`);
} finally {
  rmSync(copy, { recursive: true });
}

function isRefused(path: string): boolean {
  try {
    execFileSync(resolve("node_modules/.bin/biome"), ["lint", "--only=style/noRestrictedImports", path], {
      cwd: copy,
      stdio: "pipe",
    });
    return false;
  } catch (error) {
    return String((error as { stderr?: Buffer }).stderr).includes("noRestrictedImports");
  }
}
