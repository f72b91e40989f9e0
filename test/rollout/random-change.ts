import type { PemFile } from "../../src/model/certificates/certificate.ts";
import type { Environment, Model } from "../../src/model/environments/environment.ts";
import type { Instance, Material } from "../../src/model/instances/instance.ts";
import { known, type Setting } from "../../src/model/instances/setting.ts";
import type { ServerPath } from "../../src/text/span.ts";
import { ca, leaf, modelOf, pdHosts, plainPd, plainTikv, sound, tikvHosts } from "./change.ts";

/** What one machine is set up with. */
export interface Setup {
  readonly ca: "A" | "B" | "A+B";
  readonly by: "A" | "B";
  readonly cn: "pd" | "tikv" | "x";
  readonly usage: "both" | "server" | "client";
  readonly names: "all" | "few";
  readonly list: readonly string[];
  readonly folder: "/tls" | "/etc/tls";
  readonly tls: boolean;
}

const allNames = [...pdHosts, ...tikvHosts].map((host) => `IP:${host}`);
const usages = { both: ["serverAuth", "clientAuth"], server: ["serverAuth"], client: ["clientAuth"] } as const;

/** Every file that a machine may have, read once by the real reader. */
export async function library(): Promise<ReadonlyMap<string, PemFile>> {
  const files: Record<string, string> = {};
  for (const name of ["A", "B", "A+B"])
    files[`tls/ca ${name}.pem`] = name
      .split("+")
      .map((one) => ca(one).pem)
      .join("");
  for (const by of ["A", "B"])
    for (const cn of ["pd", "tikv", "x"])
      for (const usage of ["both", "server", "client"] as const)
        for (const names of ["all", "few"]) {
          const san = names === "all" ? allNames : ["IP:10.0.0.1", "IP:10.0.1.1"];
          const label = `${by} ${cn} ${usage} ${names}`;
          files[`tls/${label}.pem`] = leaf(`brute ${label}`, { cn, issuer: ca(by), san, usages: usages[usage] }).pem;
        }
  const model = await modelOf(files);
  return new Map(model.files.map((file) => [file.path.slice("tls/".length, -".pem".length), file]));
}

export function instanceOf(secured: Instance, plain: Instance, setup: Setup, files: ReadonlyMap<string, PemFile>): Instance {
  if (!setup.tls) return plain;
  const { by, cn, usage, names, folder, list } = setup;
  const material = (name: string, before: Material): Material => {
    const file = files.get(name);
    if (file === undefined || before.kind === "absent" || before.path === undefined) throw new Error(`no ${name}`);
    const value = before.path.value.replace(/^\/tls/, folder) as ServerPath;
    return { kind: "seen", path: { ...before.path, value }, file };
  };
  const { security } = secured;
  const entries = list.map((value): Setting<string> => ({ value, span: security.at, origin: "file" }));
  return {
    ...secured,
    security: {
      ...security,
      ca: material(`ca ${setup.ca}`, security.ca),
      certificate: material(`${by} ${cn} ${usage} ${names}`, security.certificate),
      allowedCn: known(entries, security.at),
    },
  };
}

const own = (component: "pd" | "tikv"): Setup => ({
  ca: "A",
  by: "A",
  cn: component,
  usage: "both",
  names: "all",
  list: [],
  folder: "/tls",
  tls: true,
});

const lists: readonly (readonly string[])[] = [[], ["pd", "tikv"], ["pd", "tikv", "x"], ["pd", "x"], ["tikv", "x"], ["pd"]];

/** A base that is mostly sound, and a change of one to three things, on one machine or on all of a kind or on all. */
export function randomChange(random: () => number, components: readonly ("pd" | "tikv")[]): readonly (readonly [Setup, Setup])[] {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const mutations: readonly (() => Partial<Setup>)[] = [
    () => ({ ca: pick(["A", "B", "A+B"]) }),
    () => ({ ca: "A+B" }),
    () => ({ by: pick(["A", "B"]) }),
    () => ({ by: "B", ca: pick(["B", "A+B"]) }),
    () => ({ cn: pick(["pd", "tikv", "x"]) }),
    () => ({ list: pick(lists) }),
    () => ({ list: pick(lists) }),
    () => ({ folder: pick(["/tls", "/etc/tls"]) }),
    () => ({ usage: pick(["both", "both", "server", "client"]) }),
    () => ({ names: pick(["all", "few"]) }),
  ];
  const mutate = (setups: readonly Setup[]): readonly Setup[] => {
    const change = pick(mutations)();
    const [scope, chosen] = [pick(["one", "kind", "kind", "all", "all"]), Math.floor(random() * setups.length)];
    return setups.map((setup, index) =>
      scope === "all" || (scope === "kind" ? components[index] === components[chosen] : index === chosen)
        ? { ...setup, ...change }
        : setup,
    );
  };
  let before: readonly Setup[] = components.map(own);
  for (let count = Math.floor(random() * 4); count > 0; count--) before = mutate(before);
  let after = before;
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) after = mutate(after);
  // What needs an order is rare among single things: one kind gets what the other has to accept first.
  if (random() < 0.25) {
    const [kind, cn] = [pick(["pd", "tikv"] as const), pick(["x", "x", "pd"] as const)];
    const widen = random() < 0.7;
    before = before.map((setup) => (widen ? { ...setup, list: ["pd", "tikv"] } : { ...setup, ca: "A" }));
    after = before.map((setup, index) =>
      components[index] === kind
        ? { ...setup, ...(widen ? { cn } : { by: "B" }) }
        : { ...setup, ...(widen ? { list: ["pd", "tikv", "x"] } : { ca: "A+B" }) },
    );
  }
  const turn = random();
  if (turn < 0.05) after = after.map((setup) => ({ ...setup, tls: false }));
  else if (turn < 0.1) before = before.map((setup) => ({ ...setup, tls: false }));
  return before.map((setup, index) => [setup, after[index] as Setup]);
}

export function modelWith(environment: Environment, instances: readonly Instance[]): Model {
  const only: Environment = { ...environment, instances, channels: [] };
  return { environments: [only], files: [], problems: [], assumptions: [], environmentOf: () => only };
}

const shapes = [
  { pds: 1, tikvs: 1 },
  { pds: 2, tikvs: 1 },
  { pds: 1, tikvs: 2 },
  { pds: 3, tikvs: 0 },
  { pds: 0, tikvs: 3 },
];

/** Clusters of each shape with TLS, and in plaintext. */
export async function clustersOf(): Promise<readonly { readonly secured: Environment; readonly plain: Environment }[]> {
  return Promise.all(
    shapes.map(async ({ pds, tikvs }) => {
      const more =
        tikvs === 3 ? { "prod/tikv-3.toml": String(sound()["prod/tikv-2.toml"]).replaceAll("10.0.1.2", "10.0.0.3") } : {};
      const noPd = (all: Record<string, string | Uint8Array>) =>
        Object.fromEntries(Object.entries(all).filter(([path]) => pds > 0 || !path.includes("/pd-")));
      const secured = await modelOf(noPd({ ...sound({ pds, tikvs: Math.min(tikvs, 2) }), ...more }));
      const plainMore =
        tikvs === 3
          ? { "prod/tikv-3.toml": String(sound({ tikv: plainTikv })["prod/tikv-2.toml"]).replaceAll("10.0.1.2", "10.0.0.3") }
          : {};
      const plain = await modelOf(
        noPd({ ...sound({ pds, tikvs: Math.min(tikvs, 2), pd: plainPd, tikv: plainTikv }), ...plainMore }),
      );
      return { secured: secured.environments[0] as Environment, plain: plain.environments[0] as Environment };
    }),
  );
}
