import type { Scope } from "../../src/model/build.ts";
import { buildModel } from "../../src/model/build.ts";
import type { Model } from "../../src/model/environments/environment.ts";
import { parseVersion } from "../../src/model/instances/version.ts";
import { readFiles } from "../../src/read/read.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import type { Order } from "../../src/rollout/order.ts";
import { type EnvironmentPlan, type Plan, planOf, type Verdict } from "../../src/rollout/plan.ts";
import type { Step } from "../../src/rollout/steps.ts";
import type { RepoPath, ServerPath } from "../../src/text/span.ts";
import { pdToml, tikvToml } from "../support/cluster.ts";
import { type Issued, type IssueOptions, issue, testTime } from "../support/issue.ts";

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Settings {
  readonly version?: string;
  readonly scope?: Scope;
}

/** Reads files by their path in the repository and builds the model of them. */
export async function modelOf(files: Files, { version, scope }: Settings = {}): Promise<Model> {
  const sources = Object.entries(files).map(([path, content]) =>
    sourceFile(path as RepoPath, typeof content === "string" ? new TextEncoder().encode(content) : content),
  );
  const parsed = version === undefined ? undefined : parseVersion(version);
  return buildModel(await readFiles(sources), { ...(parsed && { version: { pd: parsed, tikv: parsed } }), ...scope }, testTime);
}

/** One environment in which the config file declares the credentials of clients. */
export const withClients: Settings = {
  scope: {
    environments: [
      {
        name: "prod",
        tier: "production",
        include: ["prod/**"],
        mounts: [{ server: "/tls" as ServerPath, repository: "prod/tls" as RepoPath }],
        clients: { ca: "clients/ca.pem" as RepoPath, certificate: "clients/app.pem" as RepoPath },
      },
    ],
  },
};

/** The plan of a change from one set of files to another. */
export async function planFor(before: Files, after: Files, settings: Settings = {}): Promise<Plan> {
  return planOf(await modelOf(before, settings), await modelOf(after, settings), testTime);
}

/** The plan of the one environment that the files make. */
export async function environmentPlanFor(before: Files, after: Files, settings: Settings = {}): Promise<EnvironmentPlan> {
  const { environments } = await planFor(before, after, settings);
  const [only] = environments;
  if (only === undefined || environments.length > 1) throw new Error(`${environments.length} environments`);
  return only;
}

/** A verdict in short: `rolls any`, `splits: ca=both any; ...`, `splits final`, `full-stop`. */
export function inShort(verdict: Verdict): string {
  switch (verdict.kind) {
    case "rolls":
      return `rolls ${orderInShort(verdict.order)}`;
    case "splits":
      return verdict.isFinal ? "splits final" : `splits: ${stepsInShort(verdict.steps ?? [])}`;
    case "full-stop":
      return verdict.pdSteps === undefined ? "full-stop" : `full-stop, PD: ${stepsInShort(verdict.pdSteps)}`;
    default:
      return verdict.kind;
  }
}

function stepsInShort(steps: readonly Step[]): string {
  return steps
    .map(({ changes, order }) => `${changes.map(({ part, to }) => `${part}=${to}`).join(" ")} ${orderInShort(order)}`)
    .join("; ");
}

function orderInShort(order: Order): string {
  switch (order.kind) {
    case "layers":
      return order.layers.map((layer) => layer.map(({ component, kind }) => `${component} ${kind}`).join(" + ")).join(" > ");
    case "moves":
      return order.moves.map(({ member, kind }) => `${member.name} ${kind}`).join(" > ");
    case "around": {
      const blocks = (all: typeof order.before) => all.map(({ kind }) => `client ${kind} > `).join("");
      const last = order.after.map(({ kind }) => ` > client ${kind}`).join("");
      return `${blocks(order.before)}${orderInShort(order.servers)}${last}`;
    }
    default:
      return order.kind;
  }
}

const made = new Map<string, Issued>();

/** A CA of this name, made once. */
export function ca(name: string, options: IssueOptions = {}): Issued {
  return once(`ca ${name}`, { cn: name, ca: true, ...options });
}

/** A certificate, made once per label. */
export function leaf(label: string, options: IssueOptions): Issued {
  return once(`leaf ${label}`, options);
}

function once(label: string, options: IssueOptions): Issued {
  let issued = made.get(label);
  if (issued === undefined) {
    issued = issue(options);
    made.set(label, issued);
  }
  return issued;
}

export const pdHosts = ["10.0.0.1", "10.0.0.2", "10.0.0.3"];
export const tikvHosts = ["10.0.1.1", "10.0.1.2"];

const pdNames = pdHosts.map((host) => `IP:${host}`);
const tikvNames = tikvHosts.map((host) => `IP:${host}`);

/** The certificate that all PDs share, and the one that all TiKVs share. */
export function pdLeaf(by: string, label = "", options: IssueOptions = {}): string {
  return leaf(`pd ${by} ${label}`, { cn: "pd", issuer: ca(by), san: pdNames, ...options }).pem;
}

export function tikvLeaf(by: string, label = "", options: IssueOptions = {}): string {
  return leaf(`tikv ${by} ${label}`, { cn: "tikv", issuer: ca(by), san: tikvNames, ...options }).pem;
}

/** CA and certificate of a client. */
export function clientFiles(trusts: readonly string[], by: string, options: IssueOptions = {}): Record<string, string> {
  const own = leaf(`client ${by} ${JSON.stringify(options)}`, { cn: "app", issuer: ca(by), usages: ["clientAuth"], ...options });
  return { "clients/ca.pem": trusts.map((name) => ca(name).pem).join(""), "clients/app.pem": own.pem };
}

type PdOptions = NonNullable<Parameters<typeof pdToml>[0]>;
type TikvOptions = NonNullable<Parameters<typeof tikvToml>[0]>;

/** Three PDs and two TiKVs with mutual TLS by one CA, in plain TOML. */
export function sound(
  options: {
    readonly pd?: (index: number) => PdOptions;
    readonly tikv?: (index: number) => TikvOptions;
    readonly pds?: number;
    readonly tikvs?: number;
    readonly files?: Files;
  } = {},
): Files {
  const { pds = 3, tikvs = 2 } = options;
  const files: Record<string, string | Uint8Array> = {};
  for (const [index, host] of pdHosts.slice(0, pds).entries()) {
    const own = options.pd?.(index) ?? {};
    files[`prod/pd-${index}.toml`] = pdToml({
      name: `pd-${index}`,
      client: `https://${host}:2379`,
      peer: `https://${host}:2380`,
      ...own,
    });
  }
  for (const [index, host] of tikvHosts.slice(0, tikvs).entries()) {
    const own = options.tikv?.(index) ?? {};
    const endpoints = pdHosts.slice(0, Math.max(1, pds)).map((pd) => `${pd}:2379`);
    files[`prod/tikv-${index + 1}.toml`] = tikvToml({ addr: `${host}:20160`, status: `${host}:20180`, endpoints, ...own });
  }
  return { ...files, ...material("A"), ...options.files };
}

/** CA and leaf files by one CA. */
export function material(by: string): Record<string, string> {
  return { "prod/tls/ca.pem": ca(by).pem, "prod/tls/pd.pem": pdLeaf(by), "prod/tls/tikv.pem": tikvLeaf(by) };
}

/** No certificates and plaintext URLs. */
export const plainPd = (index: number): PdOptions => ({
  client: `http://${pdHosts[index]}:2379`,
  peer: `http://${pdHosts[index]}:2380`,
  ca: undefined,
  cert: undefined,
  key: undefined,
});
export const plainTikv = (): TikvOptions => ({ ca: undefined, cert: undefined, key: undefined });

/** Without the files that match. */
export function without(files: Files, pattern: RegExp): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !pattern.test(path)));
}
