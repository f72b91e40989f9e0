import { certificatesOf, isSelfIssued, type PemFile } from "../../../model/certificates/certificate.ts";
import type { Environment } from "../../../model/environments/environment.ts";
import { type Instance, materialKeys, materialNames } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { editDistance } from "../../../text/nearest.ts";
import { fileName, folderOf } from "../../../text/span.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { fixBy, setValue } from "../../changes.ts";
import type { Fix, Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

export const pathNotFound: Rule = {
  id: "config/path-not-found",
  phase: "files",
  meta: () => ({
    title: "A configured certificate path leads to no committed file",
    why: "The environment commits its certificates, and this path names none of them: most likely it is misspelt or was left behind by a renaming. PD does not start without the file; TiKV never reaches PD and retries without end.",
    fix: "Correct the path, commit the file, or set in the gate's config file (certificates:) where the server's folder is in the repository.",
    threats: ["outage"],
    controls: ["CWE-73"],
    policies: { baseline: { severity: "warning", variants: { "not-mounted": "error" } }, strict: "error" },
    since: "0.1.0",
    fixes: ["unsafe"],
    sources: [
      "tikv: components/security/src/lib.rs, load_certs",
      "measured on PD v6.5 to v26.3: open ...: no such file or directory",
    ],
    versions: "all; keys are looked for only among the mounts of a container: a key that is not committed is as it should be",
    variants: { "not-mounted": "all mounts of the container are known, and none of them holds the path" },
    example: {
      bad: {
        files: {
          "prod/pd.toml": `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = «"/tls/pd-server.pem"»\nkey-path = "/tls/pd.key"\n`,
          "prod/pd.pem": certificateExamples.sound,
        },
      },
      good: {
        files: {
          "prod/pd.toml": `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
          "prod/pd.pem": certificateExamples.sound,
        },
      },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      const committed = new Map<"ca" | "certificate", readonly PemFile[]>();
      for (const instance of environment.instances) {
        for (const name of materialNames) {
          const material = instance.security[name];
          if (material.kind !== "unseen" || material.isAbsent !== true || material.path === undefined) continue;
          const key = materialKeys[instance.component][name];
          yield {
            at: material.path.span,
            subject: `security.${key}`,
            variant: "not-mounted",
            environment: environment.name,
            component: instance.component,
            message: `${key} "${shown(material.path.value)}" is not in the container: ${material.because}; ${missingClause(instance)}`,
            help: `mount the file at this path, or name the path at which it is mounted`,
          };
        }
        for (const name of ["ca", "certificate"] as const) {
          const material = instance.security[name];
          if (material.kind !== "unseen" || material.expected !== true || material.path === undefined) continue;
          const key = materialKeys[instance.component][name];
          const files = committed.get(name) ?? filesOf(environment, name);
          committed.set(name, files);
          const { value, span } = material.path;
          const found = nearestFile(value, files);
          yield {
            at: span,
            subject: `security.${key}`,
            environment: environment.name,
            component: instance.component,
            message: `${key} "${shown(value)}" leads to no file although ${environment.name} commits its certificates: ${material.because}${found === undefined ? "" : `, the nearest is ${found.path}`}`,
            help: `correct the path, commit the file, or set in the gate's config file (certificates:) where ${shown(folderOnServer(value))} lies in this repository`,
            fix: found && spellingFix(material.path, found),
          };
        }
      }
    }
  },
};

/** What the server does without the file (facts: pd.md and tikv.md section 2). */
function missingClause({ component }: Instance): string {
  return component === "pd" ? "PD does not start" : "TiKV never reaches PD and retries without end";
}

/** The files of an environment that hold certificates of the kind that a setting wants. */
function filesOf(environment: Environment, name: "ca" | "certificate"): readonly PemFile[] {
  return environment.files.filter((file) =>
    certificatesOf(file).some(
      (certificate) => (certificate.basicConstraints?.ca === true || isSelfIssued(certificate)) === (name === "ca"),
    ),
  );
}

/** The file whose name is the most alike; of many files the first hundred have to do, so that a run stays linear. */
function nearestFile(path: string, files: readonly PemFile[]): PemFile | undefined {
  const wanted = fileName(path);
  const distance = (file: PemFile) => editDistance(wanted, fileName(file.path), 32);
  return files
    .slice(0, 100)
    .map((file) => ({ file, far: distance(file) }))
    .reduce<{ file: PemFile; far: number } | undefined>(
      (best, next) => (best !== undefined && best.far <= next.far ? best : next),
      undefined,
    )?.file;
}

/** A name that differs by a letter or two; the server may have the other file all the same. */
function spellingFix(path: Setting<string>, { path: file }: PemFile): Fix | undefined {
  const [written, committed] = [fileName(path.value), fileName(file)];
  if (written === committed || editDistance(written, committed, 2) > 2) return undefined;
  const to = `${path.value.slice(0, path.value.length - written.length)}${committed}`;
  return fixBy(`write ${shown(committed)}, the committed file of the most similar name`, "unsafe", setValue(path, to));
}

function folderOnServer(path: string): string {
  const folder = folderOf(path as Parameters<typeof folderOf>[0]);
  return folder === "" ? "its folder" : folder;
}
