import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Are the generated files and dist/ what their sources make?
const node = process.execPath;
execFileSync(node, ["scripts/generate.ts", "--check"], { stdio: "inherit" });
const fresh = mkdtempSync(join(tmpdir(), "tikv-tls-gate-dist-"));
try {
  execFileSync(node, ["scripts/build.ts", "--out", fresh], { stdio: ["ignore", "ignore", "inherit"] });
  const list = (folder: string) =>
    globSync("**/*", { cwd: folder, withFileTypes: false })
      .filter((path) => /\.\w+$/.test(path))
      .sort();
  const wanted = list(fresh);
  const stale = [...new Set([...wanted, ...list("dist")])].filter((path) => read(join(fresh, path)) !== read(join("dist", path)));
  if (stale.length > 0) {
    console.error(`dist/ is not what src/ builds: ${stale.join(", ")}\nrun: npm run build`);
    process.exitCode = 1;
  }
} finally {
  rmSync(fresh, { recursive: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
