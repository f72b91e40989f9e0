import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, resolve } from "node:path";
import { depthsOf, fencedRooms, isAllowed, modulePaths, roomAt, rooms } from "./lib/fences.ts";

/*
 * Do the fences between the rooms hold? In a copy, plants into each room, at each depth, imports of all modules of all rooms, allowed or not,
 * and compares what the linter refuses with the table of scripts/lib/fences.ts.
 */
const modules = modulePaths();
const targets = modules.filter((path) => path.includes("/"));
const planted = fencedRooms.flatMap((name) => depthsOf(name).map((depth) => plantedIn(name, depth)));
const copy = mkdtempSync(join(tmpdir(), "tikv-tls-gate-fences-"));
try {
  cpSync("biome.json", join(copy, "biome.json"));
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  for (const { path, imports } of planted) {
    mkdirSync(dirname(join(copy, "src", path)), { recursive: true });
    writeFileSync(join(copy, "src", path), imports.map(({ source }) => `import "${source}";\n`).join(""));
  }
  const refused = refusedLines();
  const wrong = planted.flatMap(({ path, imports }) =>
    imports.flatMap(({ source, isFree }, index) => {
      if (refused.has(`src/${path}:${index + 1}`) !== isFree) return [];
      return [`src/${path} imports ${source}, which should be ${isFree ? "allowed" : "refused"} and is not`];
    }),
  );
  const strays = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory() && !(entry.name in rooms));
  wrong.push(
    ...strays.filter(({ name }) => name !== "schemas").map(({ name }) => `src/${name} is no room of scripts/lib/fences.ts`),
  );
  if (wrong.length > 0) {
    console.error(wrong.join("\n"));
    process.exitCode = 1;
  } else {
    const all = planted.flatMap(({ imports }) => imports);
    console.log(
      `${Object.keys(rooms).length} rooms: ${all.filter(({ isFree }) => !isFree).length} forbidden imports are refused, ${all.filter(({ isFree }) => isFree).length} allowed ones are not`,
    );
  }
} finally {
  rmSync(copy, { recursive: true });
}

interface Planted {
  /** Below `src/`. */
  readonly path: string;
  readonly imports: readonly { readonly source: string; readonly isFree: boolean }[];
}

/** Beside a module that is there, or in its place where it is a room by itself. */
function plantedIn(name: string, depth: number): Planted {
  const beside = modules.find((path) => roomAt(path) === name && path.split("/").length - 1 === depth) as string;
  const path = name.endsWith(".ts") ? name : posix.join(posix.dirname(beside), "planted.ts");
  const others = targets.filter((target) => target !== path);
  const ofModules = others.map((target) => ({ source: sourceOf(path, target), isFree: isAllowed(path, target) }));
  const { packages = [] } = rooms[name] ?? {};
  const ofPackages = ["yaml", "node:fs", "node:net", "node:crypto", "node:fs/promises", "@actions/core"].map((source) => ({
    source,
    isFree: packages.some((one) => new RegExp(`^${one.replaceAll("*", "[^/]*")}$`).test(source)),
  }));
  return { path, imports: [...ofModules, ...ofPackages] };
}

function sourceOf(from: string, to: string): string {
  const source = posix.relative(posix.dirname(from), to);
  return source.startsWith(".") ? source : `./${source}`;
}

/** `PATH:LINE` of what the linter refuses, by one run over all that was planted. */
function refusedLines(): ReadonlySet<string> {
  const { stdout } = spawnSync(
    resolve("node_modules/.bin/biome"),
    ["lint", "--only=style/noRestrictedImports", "--max-diagnostics=none", "--reporter=github", "src"],
    { cwd: copy, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  return new Set([...stdout.matchAll(/file=[^,]*?(src\/[^,]+),line=(\d+)/g)].map(([, file, line]) => `${file}:${line}`));
}
