import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Instance } from "../../src/model/instances/instance.ts";
import type { Engine, EngineSurroundings } from "../../src/prove/engine.ts";
import type { Credential, CredentialKind, Placement, Stage, TwinInstance } from "../../src/prove/stage/stage.ts";
import { cluster, dialler, pdToml, tikvToml } from "./cluster.ts";
import type { Issued } from "./issue.ts";

/** What a party shows and trusts: texts of PEM files, or certificates that were issued. */
export interface PartyFiles {
  readonly ca?: string | undefined;
  readonly leaf?: Issued | undefined;
}

export interface PartySpec extends PartyFiles {
  readonly component: Instance["component"];
  /** Scheme of PD's URLs; `both`: http and https on the client port. Default `https`. */
  readonly scheme?: "http" | "https" | "both";
  readonly list?: readonly string[];
  /** TiKV without a status port. */
  readonly withoutStatus?: boolean;
}

export interface StageSpec {
  readonly folder: string;
  readonly version?: string;
  readonly parties: readonly PartySpec[];
  /** The PDs are members of one cluster. */
  readonly isCluster?: boolean;
  /** Clients, by their kind; they trust the CA of the party that they dial. */
  readonly clients?: Partial<Record<CredentialKind, Issued>>;
  readonly now?: number;
}

/** Makes a stage out of certificates that are twins already. */
export async function stageByHand(engine: Engine, spec: StageSpec): Promise<Stage> {
  const names = spec.parties.map(({ component }, index) => `${component}-${index}`);
  const original = await build(spec, names, undefined);
  const placements = await engine.place(original.instances);
  for (const [index, party] of spec.parties.entries()) writeParty(spec.folder, names[index] ?? "", party);
  const twin = await build(spec, names, placements);
  for (const [name, text] of Object.entries(twin.files)) writeFileSync(join(spec.folder, name), text);
  const instances = spec.parties.map((party, index): TwinInstance => {
    const name = names[index] ?? "";
    const [own, imitation] = [original.instances[index], twin.instances[index]];
    if (own === undefined || imitation === undefined) throw new Error(`no instance ${name}`);
    const dataFolder = join(spec.folder, `${name}-data`);
    return {
      original: own,
      twin: imitation,
      listens: placements[index] ?? {},
      configFile: join(spec.folder, `${name}.toml`),
      folder: spec.folder,
      dataFolder,
      credential: party.leaf && credentialOf(spec.folder, name, party.leaf, party.ca ?? "", imitation),
    };
  });
  return {
    environment: original.environment,
    twin: twin.environment,
    folder: spec.folder,
    instances,
    rewrites: [],
    notes: [],
    clientOf(instance, _port, kind) {
      const issued = spec.clients?.[kind];
      const index = instances.indexOf(instance);
      return issued && credentialOf(spec.folder, kind, issued, spec.parties[index]?.ca ?? "", instance.twin);
    },
  };
}

async function build(
  { folder, version, parties, isCluster, now }: StageSpec,
  names: readonly string[],
  placements: readonly Placement[] | undefined,
) {
  const files: Record<string, string> = {};
  const material: Record<string, string> = {};
  for (const [index, party] of parties.entries()) {
    const name = names[index] ?? "";
    const toml = tomlOf(party, name, folder, placements?.[index]);
    const isMember = isCluster === true && party.component === "pd";
    files[`${name}.toml`] = isMember
      ? `initial-cluster = ${JSON.stringify(membersOf(parties, names, placements))}\n${toml}`
      : toml;
    for (const [file, text] of filesOf(name, party)) material[`tls/${file}`] = text;
  }
  const { environment } = await cluster({ ...files, ...material }, { ...(version && { version }), ...(now && { now }) });
  const instances = names.flatMap((name) => environment.instances.filter(({ path }) => path.endsWith(`${name}.toml`)));
  return { environment, instances, files };
}

function membersOf(
  parties: readonly PartySpec[],
  names: readonly string[],
  placements: readonly Placement[] | undefined,
): string {
  const members = parties.flatMap(({ component, scheme = "https" }, index) => {
    const { host, port } = placements?.[index]?.["pd-peer"] ?? { host: "127.0.0.1", port: 2380 };
    return component === "pd" ? [`${names[index]}=${scheme === "http" ? "http" : "https"}://${host}:${port}`] : [];
  });
  return members.join(",");
}

function tomlOf(
  { component, scheme = "https", list, ca, leaf, withoutStatus }: PartySpec,
  name: string,
  folder: string,
  at?: Placement,
) {
  const tls = (file: string) => join(folder, "tls", `${name}-${file}`);
  const material = {
    ca: ca === undefined ? undefined : tls("ca.pem"),
    cert: leaf === undefined ? undefined : tls("cert.pem"),
    key: leaf === undefined ? undefined : tls("key.pem"),
    ...(list && { list }),
  };
  const address = (port: keyof Placement, usual: number) => {
    const { host, port: number } = at?.[port] ?? { host: "127.0.0.1", port: usual };
    return `${host}:${number}`;
  };
  if (component === "pd") {
    const client = address("pd-client", 2379);
    const urls = scheme === "both" ? `http://${client},https://${client}` : `${scheme}://${client}`;
    return pdToml({
      name,
      ...material,
      client: urls,
      advertise: scheme === "both" ? `http://${client}` : urls,
      peer: `${scheme === "http" ? "http" : "https"}://${address("pd-peer", 2380)}`,
      more: `data-dir = ${JSON.stringify(join(folder, `${name}-data`))}`,
    });
  }
  const status = withoutStatus === true ? "" : address("tikv-status", 20180);
  return tikvToml({ ...material, addr: address("tikv-grpc", 20160), status });
}

function filesOf(name: string, { ca, leaf }: PartyFiles): [string, string][] {
  return [
    ...(ca === undefined ? [] : [[`${name}-ca.pem`, ca] as [string, string]]),
    ...(leaf === undefined
      ? []
      : ([
          [`${name}-cert.pem`, leaf.pem],
          [`${name}-key.pem`, leaf.keyPem],
        ] as [string, string][])),
  ];
}

function writeParty(folder: string, name: string, files: PartyFiles): void {
  mkdirSync(join(folder, "tls"), { recursive: true });
  for (const [file, text] of filesOf(name, files)) writeFileSync(join(folder, "tls", file), text, { mode: 0o600 });
}

function credentialOf(folder: string, name: string, leaf: Issued, ca: string, instance: Instance): Credential {
  writeParty(folder, name, { ca, leaf });
  const file = (end: string) => join(folder, "tls", `${name}-${end}.pem`);
  const files = { certificate: file("cert"), key: file("key"), ca: file("ca") };
  const security = dialler(instance).security;
  if (security === undefined) throw new Error(`${name} has no security`);
  return { certificate: leaf.pem, key: leaf.keyPem, ca, files, security };
}

/** What an engine asks of its surroundings; the lines that it says are kept. */
export function surroundings(
  signal: AbortSignal = new AbortController().signal,
): EngineSurroundings & { readonly lines: string[] } {
  const lines: string[] = [];
  return { signal, lines, progress: (line) => lines.push(line) };
}
