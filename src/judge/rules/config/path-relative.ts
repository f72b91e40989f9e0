import { componentName, type Instance, materialKeys, materialNames } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { isPlaceholder, writtenText } from "../../settings/written.ts";

export const pathRelative: Rule = {
  id: "config/path-relative",
  phase: "files",
  meta: () => ({
    title: "A relative certificate path",
    why: "PD and TiKV resolve a relative path against the folder from which they are started, not against the folder of the file: a service manager, a person at a shell and a container each start them elsewhere, and the server then finds no certificate, or another one.",
    fix: "Write the whole path, from the root of the server's file system.",
    threats: ["outage"],
    controls: ["CWE-426"],
    policies: { baseline: "warning", strict: "warning" },
    since: "0.1.0",
    sources: ["tikv: components/security/src/lib.rs, File::open", "measured on PD v6.5 to v26.3"],
    example: {
      bad: { tikv: `[security]\nca-path = «"tls/ca.pem"»\ncert-path = «"tls/tikv.pem"»\nkey-path = «"tls/tikv.key"»\n` },
      good: {
        tikv: `[security]\nca-path = "/etc/tikv/tls/ca.pem"\ncert-path = "/etc/tikv/tls/tikv.pem"\nkey-path = "/etc/tikv/tls/tikv.key"\n`,
      },
    },
  }),

  *check(model) {
    for (const instance of model.environments.flatMap((environment) => environment.instances)) {
      for (const { key, path } of certificatePaths(instance)) {
        if (path.origin === "default" || !isRelative(path.value)) continue;
        const { component } = instance;
        const home = path.value.startsWith("~") ? "; it does not know ~ either" : "";
        yield {
          at: path.span,
          subject: key,
          environment: instance.environment,
          component,
          message: `${key} "${shown(path.value)}" is relative: ${componentName[component]} looks for it in the folder from which it is started${home}`,
          help: "write the whole path on the server, beginning with /",
        };
      }
    }
  },
};

function* certificatePaths(instance: Instance): Generator<{ readonly key: string; readonly path: Setting<string> }> {
  for (const name of materialNames) {
    const material = instance.security[name];
    if (material.kind !== "absent" && material.path !== undefined) {
      yield { key: `security.${materialKeys[instance.component][name]}`, path: material.path };
    }
  }
  if (instance.component !== "pd") return;
  for (const name of ["cacert", "cert", "key"]) {
    const key = `dashboard.tidb-${name}-path`;
    const path = writtenText(instance, key);
    if (path.kind === "known") yield { key, path };
  }
}

function isRelative(path: string): boolean {
  return !/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path) && !isPlaceholder(path);
}
