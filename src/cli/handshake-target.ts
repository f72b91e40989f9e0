import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Tree } from "../discover/tree.ts";
import { type GateRequest, judgeTree } from "../gate/gate.ts";
import type { Environment } from "../model/environments/environment.ts";
import { componentOf, type Port } from "../model/handshake/offer.ts";
import { observedText, type Proof } from "../model/handshake/trial.ts";
import { splitAddress } from "../model/instances/url.ts";
import type { ProofSurroundings } from "../prove/prove.ts";
import { type Address, addressText } from "../prove/stage/stage.ts";
import { isAddressOf, proveTarget, type Target, type UserFile } from "../prove/target.ts";
import { singleLine } from "../text/safe.ts";
import type { Surroundings } from "./command.ts";
import { type PlacedRequest, printMistakes } from "./gate-options.ts";
import { type OptionSpecs, type ParsedOptions, suggestion, UsageError } from "./options.ts";
import { type OutputTarget, writeReport } from "./report-output.ts";

const usualPorts: Readonly<Record<number, Port>> = {
  2379: "pd-client",
  2380: "pd-peer",
  20160: "tikv-grpc",
  20180: "tikv-status",
};
const ports = Object.values(usualPorts);

/** What goes with `--target`. */
const targetOnly: OptionSpecs = {
  port: {
    type: "string",
    value: "PORT",
    choices: ports,
    description: "with --target: which port it is; default by its number (2379, 2380, 20160, 20180)",
  },
  ca: { type: "string", value: "FILE", description: "with --target: the CAs that the client trusts (PEM)" },
  cert: { type: "string", value: "FILE", description: "with --target: the certificate that the right client shows (PEM)" },
  key: { type: "string", value: "FILE", description: "with --target: its private key (PEM); read, and never printed" },
  "server-name": {
    type: "string",
    value: "NAME",
    description: "with --target: the name that the server's certificate has to have (default: the host)",
  },
  instance: {
    type: "string",
    value: "NAME",
    description: "with --target: which instance of PATH it is (default: the one that has this address)",
  },
};

export const targetOptions: OptionSpecs = {
  target: { type: "string", value: "HOST:PORT", description: "dial a running port instead, and change nothing there" },
  ...targetOnly,
};

/** What says how twins are run, or for when: a running port has neither. */
const withoutTarget = ["engine", "pd-server", "tikv-server", "print", "now"];

/** Is a running port meant? Options that do not go together are a `UsageError`. */
export function hasTarget(parsed: ParsedOptions): boolean {
  const isGiven = (name: string) => parsed.text(name) !== undefined || parsed.flag(name);
  if (parsed.text("target") === undefined) {
    const lone = Object.keys(targetOnly).find(isGiven);
    if (lone !== undefined) throw new UsageError(`--${lone} needs --target HOST:PORT: it is about a running port`);
    return false;
  }
  const strange = withoutTarget.find(isGiven);
  if (strange !== undefined)
    throw new UsageError(`--${strange} does not go with --target: nothing is started, and time is the present`);
  return true;
}

/** Runs `handshake --target`; gives the exit status. */
export async function runTarget(
  parsed: ParsedOptions,
  request: PlacedRequest,
  outputs: readonly OutputTarget[],
  surroundings: Surroundings,
  around: ProofSurroundings,
): Promise<number> {
  const dialled = dialledBy(parsed, surroundings);
  const found = await environmentsOf(request);
  if ("mistakes" in found) return printMistakes(found.mistakes, surroundings, request.places);
  const expected = expectedAt(found.environments, dialled, parsed.text("instance"));
  const proof = await proveTarget({ ...dialled, expected }, around);
  const silence = nobodyThere(proof);
  if (silence !== undefined) throw new UsageError(`--target ${addressText(dialled.address)}: ${silence}`);
  const judged = await judgeTree({
    ...request,
    ...(expected === undefined
      ? { tree: nothing, judged: undefined, config: undefined, environments: [] }
      : { environments: [expected.environment] }),
    prove: async () => [proof],
  });
  if (judged.kind === "refused") return printMistakes(judged.mistakes, surroundings, request.places);
  for (const output of outputs) await writeReport(judged, output, { parsed, surroundings, root: request.places.root });
  if (expected !== undefined) return judged.report.conclusion === "success" ? 0 : 1;
  const right = proof.trials.find(({ attempt }) => attempt === "right-client");
  if (right === undefined || right.observed.kind === "accepted") return 0;
  surroundings.stderr.write(`tikv-tls-gate: the right client is not served: ${singleLine(observedText(right.observed))}\n`);
  return 1;
}

/** A tree without a file: nothing in it says what the port should do. */
const nothing: Tree = {
  name: "no files",
  list: async () => [],
  read: async () => new Uint8Array(),
};

async function environmentsOf(request: GateRequest) {
  let seen: readonly Environment[] = [];
  const result = await judgeTree({
    ...request,
    prove: async (environments) => {
      seen = environments;
      return [];
    },
  });
  return result.kind === "refused" ? { mistakes: result.mistakes } : { environments: seen };
}

function dialledBy(parsed: ParsedOptions, surroundings: Surroundings): Omit<Target, "expected"> {
  const address = addressOf(parsed.text("target") ?? "");
  const port = (parsed.text("port") as Port | undefined) ?? usualPorts[address.port];
  if (port === undefined) {
    throw new UsageError(`--target ${addressText(address)}: say which port it is with --port (${ports.join(", ")})`);
  }
  const file = (option: string): UserFile | undefined => {
    const path = parsed.text(option);
    return path === undefined ? undefined : { path, text: textOf(option, path, surroundings) };
  };
  const [certificate, key] = [file("cert"), file("key")];
  if ((certificate === undefined) !== (key === undefined)) {
    throw new UsageError(`--${certificate === undefined ? "key" : "cert"} needs --${certificate === undefined ? "cert" : "key"}`);
  }
  return {
    address,
    port,
    serverName: parsed.text("server-name") ?? address.host,
    ca: file("ca"),
    identity: certificate && key && { certificate, key },
  };
}

function addressOf(text: string): Address {
  const { host, port } = splitAddress(text);
  if (text.includes("/") || text.includes("@") || host === "" || port === undefined || port < 1 || port > 65_535) {
    throw new UsageError(`--target ${text}: not an address such as 10.0.0.1:2379 or [::1]:20160`);
  }
  return { host, port };
}

/** The most that a PEM file of the user's may have, in bytes. */
const mostOfAFile = 4 * 1024 * 1024;

function textOf(option: string, path: string, { cwd }: Surroundings): string {
  try {
    const bytes = readFileSync(resolve(cwd, path));
    if (bytes.length > mostOfAFile) throw new UsageError(`--${option} ${path}: too large for a PEM file`);
    return bytes.toString("utf8");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--${option} ${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`);
  }
}

/** The instance of the files that the port belongs to. */
function expectedAt(
  environments: readonly Environment[],
  { address, port }: Pick<Target, "address" | "port">,
  name: string | undefined,
): Target["expected"] {
  const all = environments.flatMap((environment) =>
    environment.instances.map((instance) => ({ environment: environment.name, instance })),
  );
  const own = all.filter(({ instance }) => instance.component === componentOf(port));
  const found = own.filter(({ instance }) =>
    name === undefined ? isAddressOf(instance, port, address) : instance.name === name,
  );
  if (found.length > 1) {
    const shown = found.slice(0, 5).map((one) => `${one.instance.name} of ${one.environment}`);
    const what = name === undefined ? `--target ${addressText(address)} is the address of` : `--instance ${name}: there are`;
    throw new UsageError(
      `${what} ${shown.join(", ")}; say which with --environment${name === undefined ? " and --instance" : ""}`,
    );
  }
  if (name !== undefined && found.length === 0) {
    const names = own.map(({ instance }) => instance.name);
    throw new UsageError(`--instance ${name}: no instance of this name has a ${port} port${suggestion(name, names)}`);
  }
  return found[0];
}

/** Why nothing can be said, where not one attempt found anybody. */
function nobodyThere({ trials, surveys }: Proof): string | undefined {
  const [first] = trials;
  if (surveys.length > 0 || first === undefined || first.observed.kind !== "inconclusive") return undefined;
  return trials.every(({ observed }) => observed.kind === "inconclusive") ? first.observed.because : undefined;
}
