import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A git repository of its own in a temporary folder. */
export interface GitRepository {
  readonly folder: string;
  /** Writes files; undefined deletes one. */
  write(files: Readonly<Record<string, string | undefined>>): void;
  /** Commits all that is there; the commit's id. */
  commit(message?: string): string;
  git(...args: readonly string[]): string;
  /** The contents of blobs, exactly; one that is not there is empty. */
  blobs(ids: readonly string[]): readonly Buffer[];
  remove(): void;
}

export function gitRepository(files: Readonly<Record<string, string | undefined>> = {}): GitRepository {
  const folder = mkdtempSync(join(tmpdir(), "tikv-tls-gate-git-"));
  const env = { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
  const git = (...args: readonly string[]) => {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "protocol.file.allow=always"];
    return execFileSync("git", [...identity, ...args], {
      cwd: folder,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  };
  const repository: GitRepository = {
    folder,
    git,
    blobs: (ids) => {
      const input = `${ids.join("\n")}\n`;
      let rest = execFileSync("git", ["cat-file", "--batch"], { cwd: folder, env, input, maxBuffer: 64 * 1024 * 1024 });
      return ids.map(() => {
        const line = rest.indexOf("\n") + 1;
        const size = rest.subarray(0, line).toString().split(" ")[2];
        const end = line + Number(size ?? 0);
        const content = rest.subarray(line, end);
        rest = rest.subarray(size === undefined ? line : end + 1);
        return content;
      });
    },
    write(list) {
      for (const [path, text] of Object.entries(list)) {
        if (text === undefined) rmSync(join(folder, path), { force: true, recursive: true });
        else {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), text);
        }
      }
    },
    commit(message = "a change") {
      git("add", "--all", "--force");
      git("commit", "--quiet", "--allow-empty", "--message", message);
      return git("rev-parse", "HEAD");
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  git("init", "--quiet", "--initial-branch=main");
  repository.write(files);
  repository.commit("base");
  return repository;
}
