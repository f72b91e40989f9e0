import { expect, test } from "vitest";
import type { PemFile } from "../../src/model/certificates/certificate.ts";
import { clientSecurity } from "../../src/model/channels/channels.ts";
import type { ClientCredentials } from "../../src/model/environments/environment.ts";
import { handshake } from "../../src/model/handshake/handshake.ts";
import type { Instance, Material } from "../../src/model/instances/instance.ts";
import { planOf, type Verdict } from "../../src/rollout/plan.ts";
import { stepWords } from "../../src/rollout/words.ts";
import type { ServerPath } from "../../src/text/span.ts";
import { testTime } from "../support/issue.ts";
import { seeded } from "../support/random-chains.ts";
import { ca, clientFiles, environmentPlanFor, type Files, inShort, material, pdLeaf, sound, withClients } from "./change.ts";
import { clustersOf, instanceOf, library, modelWith, randomChange } from "./random-change.ts";

const both = ca("A").pem + ca("B").pem;
const bundle = { "prod/tls/ca.pem": both };
const [old, bundled] = [sound(), sound({ files: bundle })];
const [reissued, moved] = [sound({ files: { ...material("B"), ...bundle } }), sound({ files: material("B") })];
const listed = (...names: readonly string[]) => sound({ pd: () => ({ list: names }), tikv: () => ({ list: names }) });

/** Each verdict was written down before the simulation ran: clients can hold both CAs while they get another certificate. */
const cases: Readonly<Record<string, readonly [before: Files, after: Files, verdict: string]>> = {
  "the CA is swapped in one step, with the clients": [
    { ...old, ...clientFiles(["A"], "A") },
    { ...moved, ...clientFiles(["B"], "B") },
    "splits: ca=both any; certificate=new any; ca=new any",
  ],
  "the CA is swapped, and the clients are forgotten": [
    { ...old, ...clientFiles(["A"], "A") },
    { ...moved, ...clientFiles(["A"], "A") },
    "splits final",
  ],
  "the CA is swapped, and clients only trust the new one: they need new certificates too": [
    { ...old, ...clientFiles(["A"], "A") },
    { ...moved, ...clientFiles(["B"], "A") },
    "splits final",
  ],
  "first step: both CAs for all": [
    { ...old, ...clientFiles(["A"], "A") },
    { ...bundled, ...clientFiles(["A", "B"], "A") },
    "rolls any",
  ],
  "second step: new certificates for all": [
    { ...bundled, ...clientFiles(["A", "B"], "A") },
    { ...reissued, ...clientFiles(["A", "B"], "B") },
    "rolls any",
  ],
  "third step: the old CA goes everywhere": [
    { ...reissued, ...clientFiles(["A", "B"], "B") },
    { ...moved, ...clientFiles(["B"], "B") },
    "rolls any",
  ],
  "the old CA goes, and a client has a certificate by it": [
    { ...reissued, ...clientFiles(["A", "B"], "A") },
    { ...moved, ...clientFiles(["B"], "A") },
    "splits final",
  ],
  "the servers get their new certificates, and a client does not trust them yet": [
    { ...bundled, ...clientFiles(["A"], "A") },
    { ...reissued, ...clientFiles(["A"], "A") },
    "splits final",
  ],
  "clients change as late as the servers lose the old CA": [
    { ...reissued, ...clientFiles(["A", "B"], "A") },
    { ...moved, ...clientFiles(["B"], "B") },
    "rolls pd put-files + tikv put-files + client renew + client trust-new > pd restart + tikv restart",
  ],
  "servers and clients of one file change together": [
    { ...bundled, ...clientFiles(["A"], "A") },
    { ...reissued, ...clientFiles(["B"], "B") },
    "rolls client trust-both + client renew > pd put-files + pd restart + tikv put-files + tikv restart > client trust-new",
  ],
  "only the clients change": [
    { ...bundled, ...clientFiles(["A"], "A") },
    { ...bundled, ...clientFiles(["A"], "B") },
    "rolls any",
  ],
  "the same CAs in another order, for a client": [
    { ...bundled, ...clientFiles(["A", "B"], "A") },
    { ...bundled, ...clientFiles(["B", "A"], "A") },
    "nothing",
  ],
  "a client's name goes from the lists": [
    { ...listed("pd", "tikv", "app"), ...clientFiles(["A"], "A") },
    { ...listed("pd", "tikv"), ...clientFiles(["A"], "A") },
    "splits final",
  ],
  "a client gets another name, which the lists hold together with it": [
    { ...listed("pd", "tikv", "app"), ...clientFiles(["A"], "A") },
    { ...listed("pd", "tikv", "app", "new"), ...clientFiles(["A"], "A", { cn: "new" }) },
    "rolls pd restart + tikv restart > client renew",
  ],
  "nothing of the clients changes while a leaf is renewed": [
    { ...old, ...clientFiles(["A"], "A") },
    { ...sound({ files: { "prod/tls/pd.pem": pdLeaf("A", "2") } }), ...clientFiles(["A"], "A") },
    "rolls any",
  ],
};

test.each(Object.entries(cases))("%s", async (_, [before, after, verdict]) => {
  expect(inShort((await environmentPlanFor(before, after, withClients)).verdict)).toBe(verdict);
});

test("the steps say what the clients have to do", async () => {
  const [before, after] = [
    { ...old, ...clientFiles(["A"], "A") },
    { ...moved, ...clientFiles(["B"], "B") },
  ];
  const { verdict } = await environmentPlanFor(before, after, withClients);
  expect(verdict.kind === "splits" && verdict.steps?.map(stepWords)).toEqual([
    "put the old and the new CA together into the CA files, those of the clients too",
    "put the new certificates and keys in place of the old ones, those of the clients too",
    "leave only the new CA in the CA files, those of the clients too",
  ]);
});

interface ClientSetup {
  readonly trusts: "A" | "B" | "A+B";
  readonly by: "A" | "B";
  readonly cn: "pd" | "tikv" | "x";
}

function credentials(files: ReadonlyMap<string, PemFile>, { trusts, by, cn }: ClientSetup): ClientCredentials {
  const material = (name: string): Material => {
    const file = files.get(name);
    if (file === undefined) throw new Error(`no ${name}`);
    return { kind: "seen", file, path: { value: `/clients/${name}` as ServerPath, span: file.at, origin: "form" } };
  };
  const [caFile, leaf] = [material(`ca ${trusts}`), material(`${by} ${cn} both all`)];
  const path = { value: "/clients/file" as ServerPath, span: caFile.kind === "seen" ? caFile.file.at : undefined } as const;
  const moved = (one: Material): Material =>
    one.kind === "seen" ? { ...one, path: { ...one.path, ...path, span: one.path.span } } : one;
  return { ca: moved(caFile), certificate: moved(leaf) };
}

/** Does nothing turn a client away from all of these? */
function reaches(client: ClientCredentials, instances: readonly Instance[]): boolean {
  return instances.every((instance) => {
    const transport = instance.security.ca.kind === "absent" ? "plaintext" : "tls";
    const port = instance.component === "pd" ? "pd-client" : "tikv-grpc";
    const dialling = { name: "a client", program: "other", transport, security: clientSecurity(client) } as const;
    return handshake(dialling, { instance, port }, testTime).kind !== "fails";
  });
}

const severity = ({ kind }: Verdict) => ["nothing", "rolls", "unknown", "full-stop", "splits"].indexOf(kind);

test("on 700 generated changes a declared client never makes an answer milder, nor impossible what it fits", async () => {
  const files = await library();
  const clusters = await clustersOf();
  const random = seeded(14_001);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const randomClient = (): ClientSetup => ({
    trusts: pick(["A", "B", "A+B"]),
    by: pick(["A", "A", "B"]),
    cn: pick(["pd", "tikv", "x"]),
  });
  const milder: string[] = [];
  const impossible: string[] = [];
  let [fitting, worse] = [0, 0];
  for (let count = 0; count < 700; count++) {
    const { secured, plain } = clusters[count % clusters.length] as (typeof clusters)[number];
    const change = randomChange(
      random,
      secured.instances.map(({ component }) => component),
    );
    const [before, after] = ([0, 1] as const).map((side) =>
      secured.instances.map((instance, at) =>
        instanceOf(instance, plain.instances[at] as Instance, (change[at] as (typeof change)[number])[side], files),
      ),
    ) as [Instance[], Instance[]];
    const from = randomClient();
    const to =
      random() < 0.3 ? from : { ...from, ...pick<Partial<ClientSetup>>([{ trusts: "A+B" }, { by: "B" }, randomClient()]) };
    const verdictWith = (base: ClientCredentials | undefined, head: ClientCredentials | undefined): Verdict =>
      planOf(modelWith({ ...secured, clients: base }, before), modelWith({ ...secured, clients: head }, after), testTime)
        .environments[0]?.verdict as Verdict;
    const without = verdictWith(undefined, undefined);
    const declared = verdictWith(credentials(files, from), credentials(files, to));
    const story = `${count}: ${inShort(without)} / ${inShort(declared)}: ${JSON.stringify([from, to, change])}`;
    if (severity(declared) < severity(without)) milder.push(story);
    if (severity(declared) > severity(without)) worse++;
    const mixed = [from.by, to.by].flatMap((by) =>
      [from.cn, to.cn].map((cn) => credentials(files, { trusts: from.trusts === to.trusts ? from.trusts : "A+B", by, cn })),
    );
    const own = [credentials(files, from), ...mixed.slice(0, 1), ...mixed.slice(-1)];
    const fits =
      reaches(credentials(files, from), before) &&
      reaches(credentials(files, to), after) &&
      own.some((one) => reaches(one, before) && reaches(one, after));
    if (without.kind !== "rolls" || !fits) continue;
    fitting++;
    const isImpossible = declared.kind === "full-stop" || (declared.kind === "splits" && declared.steps === undefined);
    if (isImpossible) impossible.push(story);
  }
  expect(milder).toEqual([]);
  expect(impossible).toEqual([]);
  expect(fitting).toBeGreaterThan(50);
  expect(worse).toBeGreaterThan(50);
});
