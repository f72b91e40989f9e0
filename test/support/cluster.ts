import { buildModel, type Scope } from "../../src/model/build.ts";
import type { Channel, ChannelId } from "../../src/model/channels/channel.ts";
import type { Environment } from "../../src/model/environments/environment.ts";
import type { Client } from "../../src/model/handshake/client.ts";
import type { Instance, PdInstance, TikvInstance } from "../../src/model/instances/instance.ts";
import { parseVersion } from "../../src/model/instances/version.ts";
import { readFiles } from "../../src/read/read.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import type { RepoPath } from "../../src/text/span.ts";
import { testTime } from "./issue.ts";

/** One environment of files by name, as the real readers and the real model see it. */
export interface Cluster {
  readonly environment: Environment;
  pd(name: string): PdInstance;
  tikv(name: string): TikvInstance;
  /** The first channel with this id, and with these ends where they are given. */
  channel(id: ChannelId, from?: string, to?: string): Channel;
}

/** Reads `prod/<name>` files and builds the model of them. Certificate paths of the form `/tls/x.pem` lead to `prod/tls/x.pem`. */
export async function cluster(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: { readonly version?: string; readonly now?: number; readonly scope?: Scope } = {},
): Promise<Cluster> {
  const sources = Object.entries(files).map(([name, content]) => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    return sourceFile(`prod/${name}` as RepoPath, bytes);
  });
  const version = options.version === undefined ? undefined : parseVersion(options.version);
  const scope: Scope = { ...(version && { version: { pd: version, tikv: version } }), ...options.scope };
  const model = buildModel(await readFiles(sources), scope, options.now ?? testTime);
  const [environment] = model.environments;
  if (environment === undefined) throw new Error("the files make no environment");
  const find = <C extends Instance["component"]>(component: C, name: string) => {
    const found = environment.instances.find((instance) => instance.component === component && instance.name === name);
    if (found === undefined) {
      throw new Error(`no ${component} ${name}: ${environment.instances.map((instance) => instance.name).join(", ")}`);
    }
    return found as Extract<Instance, { component: C }>;
  };
  return {
    environment,
    pd: (name) => find("pd", name),
    tikv: (name) => find("tikv", name),
    channel(id, from, to) {
      const found = environment.channels.find(
        (channel) =>
          channel.id === id && (from === undefined || channel.from === from) && (to === undefined || channel.to === to),
      );
      if (found === undefined) throw new Error(`no channel ${id} from ${from} to ${to}`);
      return found;
    },
  };
}

/** An instance as a client that dials by TLS. */
export function dialler(instance: Instance, changes: Partial<Client> = {}): Client {
  const { name, component, security } = instance;
  return { name, program: component, instance, security, transport: "tls", ...changes };
}

/** Text of a pd.toml. `list` is cert-allowed-cn. */
export function pdToml(
  options: {
    readonly name?: string;
    readonly client?: string;
    readonly peer?: string;
    readonly advertise?: string;
    readonly advertisePeer?: string;
    readonly ca?: string | undefined;
    readonly cert?: string | undefined;
    readonly key?: string | undefined;
    readonly list?: readonly string[];
    readonly more?: string;
  } = {},
): string {
  const { name = "pd-0", client = "https://10.0.0.1:2379", peer = "https://10.0.0.1:2380" } = options;
  return toml({
    name,
    "client-urls": client,
    "peer-urls": peer,
    "advertise-client-urls": options.advertise,
    "advertise-peer-urls": options.advertisePeer,
    more: options.more,
    "[security]": "",
    "cacert-path": "ca" in options ? options.ca : "/tls/ca.pem",
    "cert-path": "cert" in options ? options.cert : "/tls/pd.pem",
    "key-path": "key" in options ? options.key : "/tls/pd-key.pem",
    "cert-allowed-cn": options.list,
  });
}

/** Text of a tikv.toml. */
export function tikvToml(
  options: {
    readonly addr?: string;
    readonly status?: string;
    readonly endpoints?: readonly string[];
    readonly ca?: string | undefined;
    readonly cert?: string | undefined;
    readonly key?: string | undefined;
    readonly list?: readonly string[];
    readonly sans?: readonly string[];
    readonly more?: string;
  } = {},
): string {
  return toml({
    "[server]": "",
    addr: "0.0.0.0:20160",
    "advertise-addr": options.addr ?? "10.0.1.1:20160",
    "status-addr": options.status ?? "10.0.1.1:20180",
    "[pd]": "",
    endpoints: options.endpoints ?? ["10.0.0.1:2379"],
    "[security]": "",
    "ca-path": "ca" in options ? options.ca : "/tls/ca.pem",
    "cert-path": "cert" in options ? options.cert : "/tls/tikv.pem",
    "key-path": "key" in options ? options.key : "/tls/tikv-key.pem",
    "cert-allowed-cn": options.list,
    "cert-allowed-san": options.sans,
    more: options.more,
  });
}

function toml(lines: Readonly<Record<string, string | readonly string[] | undefined>>): string {
  return Object.entries(lines)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => (key.startsWith("[") ? key : key === "more" ? value : `${key} = ${JSON.stringify(value)}`))
    .join("\n");
}
