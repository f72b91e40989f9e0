import { buildModel } from "../../model/build.ts";
import { certificatesOf, isSelfIssued, type PemFile } from "../../model/certificates/certificate.ts";
import type { Environment } from "../../model/environments/environment.ts";
import { statedAs } from "../../model/handshake/credentials.ts";
import type { InstanceDraft } from "../../model/instances/draft.ts";
import { type Instance, type MaterialName, materialNames } from "../../model/instances/instance.ts";
import { sourceFile } from "../../read/source-file.ts";
import { readToml } from "../../read/toml/toml.ts";
import { readPem } from "../../read/x509/pem.ts";
import { x509Reader } from "../../read/x509/x509.ts";
import { firstLine, type RepoPath, type ServerPath } from "../../text/span.ts";
import { makeStandIns, type StandIns } from "../twins/stand-ins.ts";
import { twinFile } from "../twins/twin-file.ts";
import { makeTwins, type Twins } from "../twins/twins.ts";
import type { Credential, Placement, Stage, TwinInstance } from "./stage.ts";
import { makeClients, type WrittenClients } from "./stage-clients.ts";
import { draftOf, writeSecurity } from "./stage-config.ts";
import { materialOf, partsOf, type Replaced, replacedNotes } from "./stage-material.ts";
import { type Namings, namingsOf } from "./stage-names.ts";
import { type PdMember, writePd } from "./stage-pd.ts";
import { writeTikv } from "./stage-tikv.ts";
import { writeToml } from "./toml-writer.ts";
import type { Workspace } from "./workspace.ts";

export interface StageRequest {
  /** Where each instance is to listen, in the order of the environment's instances. */
  readonly placements: readonly Placement[];
  readonly workspace: Workspace;
  /** The time at which the files are judged, and the present: milliseconds since the epoch, UTC. Dates move by the difference. */
  readonly at: number;
  readonly now: number;
}

/**
 * Makes an environment ready to be started: twins of its certificates and keys, its configurations with other paths,
 * addresses and folders, all written into the private folder, and the environment that these files make.
 */
export async function makeStage(environment: Environment, request: StageRequest): Promise<Stage> {
  const { placements, workspace, at, now } = request;
  const placed = new Map(environment.instances.map((instance, index) => [instance, placements[index] ?? {}] as const));
  const namings = namingsOf(environment, placed);
  const shift = now - at;
  const twins = await makeTwins({ ...partsOf(filesOf(environment)), shift, addresses: namings.added });
  const standIns = makeStandIns(environment, twins, namings.shared, now);
  const notes = [...(shift === 0 ? [] : [shiftNote(shift)]), ...namings.notes, ...twins.notes];
  const rewrites: string[] = [];
  const written = writeInstances(environment, placed, { workspace, namings, twins, standIns }, { notes, rewrites });
  const clients = writeClients(environment, workspace, twins, namings);
  const twin = readBack(environment, written, clients, workspace.folder, now);
  const instances = written.map((one): TwinInstance => {
    const read = twin.instances.find(({ name, component }) => name === one.original.name && component === one.original.component);
    if (read === undefined) throw new Error(`the twin of ${one.original.name} is not read back`);
    const { original, listens, configFile, folder, dataFolder } = one;
    return { original, twin: read, listens, configFile, folder, dataFolder, credential: credentialOf(read, one) };
  });
  const clientOf = makeClients({ environment, twin, workspace, twins, standIns, now, clients });
  return { environment, twin, folder: workspace.folder, instances, clientOf, rewrites, notes: [...new Set(notes)] };
}

function shiftNote(shift: number): string {
  const days = Math.round(Math.abs(shift) / 86_400_000);
  return `All dates are ${days} ${days === 1 ? "day" : "days"} ${shift < 0 ? "earlier" : "later"} in the twins: what is expired at the time that is judged is expired now.`;
}

/** Files whose certificates may be shown or trusted, and the CAs of the environment, which may have issued them. */
function filesOf(environment: Environment): readonly PemFile[] {
  const { instances, clients, files } = environment;
  const materials = instances.flatMap(({ security }) => materialNames.map((name) => security[name]));
  const used = [...materials, clients?.ca, clients?.certificate].flatMap((material) =>
    material?.kind === "seen" ? [material.file] : [],
  );
  const isCaFile = (file: PemFile) => {
    const certificates = certificatesOf(file);
    return certificates.length > 0 && certificates.every((one) => one.basicConstraints?.ca === true || isSelfIssued(one));
  };
  return [...new Set([...used, ...files.filter(isCaFile).slice(0, 64)])];
}

/** A file that was written: where, and what its content is. */
interface WrittenFile {
  readonly path: RepoPath;
  readonly absolute: string;
  readonly bytes: Uint8Array;
}

interface WrittenInstance {
  readonly original: Instance;
  readonly listens: Placement;
  readonly configFile: string;
  readonly folder: string;
  readonly dataFolder: string;
  readonly config: WrittenFile;
  readonly material: Readonly<Record<MaterialName, WrittenFile | undefined>>;
}

interface Parts {
  readonly workspace: Workspace;
  readonly namings: Namings;
  readonly twins: Twins;
  readonly standIns: StandIns;
}

function writeInstances(
  environment: Environment,
  placed: ReadonlyMap<Instance, Placement>,
  { workspace, namings, twins, standIns }: Parts,
  told: { readonly notes: string[]; readonly rewrites: string[] },
): readonly WrittenInstance[] {
  const width = String(environment.instances.length).length;
  const members = environment.instances.map((instance, index) => {
    // Padded: the model sorts by path, and the order of the instances is to stay.
    const place = `${String(index + 1).padStart(width, "0")}-${instance.component}`;
    const folder = `${workspace.folder}/${place}`;
    return { instance, place, folder, dataFolder: `${folder}/data`, placement: placed.get(instance) ?? {} };
  });
  const pds = members.flatMap(({ instance, ...rest }): readonly PdMember[] =>
    instance.component === "pd" ? [{ instance, ...rest }] : [],
  );
  const replaced: Replaced[] = [];
  const written = members.map(({ instance, place, folder, dataFolder, placement }): WrittenInstance => {
    const naming = namings.of.get(instance) ?? { hosts: [], edits: namings.shared };
    const content = materialOf(instance, naming, twins, standIns, told.notes, replaced);
    const file = (path: string, bytes: string | Uint8Array | undefined) =>
      bytes === undefined ? undefined : writeFile(workspace, path, bytes);
    const material = {
      ca: file(`${place}/tls/ca.pem`, content.ca),
      certificate: file(`${place}/tls/cert.pem`, content.certificate),
      key: file(`${place}/tls/key.pem`, content.key),
    };
    const draft = draftOf(instance);
    if (instance.component === "pd") {
      const own = pds.find((pd) => pd.instance === instance);
      if (own !== undefined) writePd(draft, own, pds);
    } else {
      writeTikv(draft, instance, placement, dataFolder, pds);
    }
    writeSecurity(draft, { ca: material.ca?.absolute, certificate: material.certificate?.absolute, key: material.key?.absolute });
    told.notes.push(...draft.notes);
    // The folder has another name in every run, and the report is to be the same.
    told.rewrites.push(...draft.rewrites.map((line) => line.replaceAll(workspace.folder, "STAGE")));
    const config = writeFile(workspace, `${place}/${instance.component}.toml`, writeToml(draft.root));
    return { original: instance, listens: placement, configFile: config.absolute, folder, dataFolder, config, material };
  });
  told.notes.push(...replacedNotes(replaced));
  return written;
}

function writeFile(workspace: Workspace, path: string, content: string | Uint8Array): WrittenFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { path: path as RepoPath, absolute: workspace.write(path, bytes), bytes };
}

function writeClients(
  environment: Environment,
  workspace: Workspace,
  twins: Twins,
  namings: Namings,
): WrittenClients | undefined {
  if (environment.clients === undefined) return undefined;
  const files: WrittenFile[] = [];
  const path = (name: "ca" | "certificate"): RepoPath | undefined => {
    const material = environment.clients?.[name];
    if (material === undefined || material.kind === "absent") return undefined;
    const target = `clients/${name}.pem` as RepoPath;
    if (material.kind === "seen") files.push(writeFile(workspace, target, twinFile(material.file, twins, namings.shared)));
    return target;
  };
  return { declared: { ca: path("ca"), certificate: path("certificate") }, files };
}

/** The environment that the written files make, read by the readers of the program. */
function readBack(
  environment: Environment,
  written: readonly WrittenInstance[],
  clients: WrittenClients | undefined,
  folder: string,
  now: number,
): Environment {
  const materials = written.flatMap(({ material }) => materialNames.flatMap((name) => material[name] ?? []));
  const files = [...materials, ...(clients?.files ?? [])].map(({ path, bytes }) => readPem(sourceFile(path, bytes), x509Reader));
  const { name, tier } = environment;
  const mounts = [{ server: folder as ServerPath, repository: "" as RepoPath }];
  const scope = { environments: [{ name, tier, include: ["**"], mounts, clients: clients?.declared }] };
  const model = buildModel({ instances: written.map(draftBack), files, problems: [] }, scope, now);
  const [twin] = model.environments;
  return twin ?? { ...environment, instances: [], files: [], channels: [] };
}

function draftBack({ original, config }: WrittenInstance): InstanceDraft {
  const text = Buffer.from(config.bytes).toString("utf8");
  const at = firstLine(config.path, text);
  const result = readToml(config.path, text);
  if (result.kind === "refused")
    throw new Error(`the configuration of the twin of ${original.name} does not parse: ${result.problem.message}`);
  const version = { value: original.version.text, span: at, origin: "form" } as const;
  const { component, name } = original;
  return { component, form: "toml", path: config.path, at, config: result.root, tomlFeatures: result.features, name, version };
}

/** PD dials with its certificate where it has one, TiKV where it has a CA. */
function credentialOf({ component, security }: Instance, { material }: WrittenInstance): Credential | undefined {
  const isPlain =
    component === "tikv" ? statedAs(security.ca) === "absent" : material.certificate === undefined || material.key === undefined;
  if (isPlain) return undefined;
  const text = (name: MaterialName) => Buffer.from(material[name]?.bytes ?? []).toString("utf8");
  const path = (name: MaterialName) => material[name]?.absolute ?? "";
  return {
    certificate: text("certificate"),
    key: text("key"),
    ca: text("ca"),
    files: { certificate: path("certificate"), key: path("key"), ca: path("ca") },
    security,
  };
}
