import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Client } from "../../src/model/handshake/client.ts";
import { handshake, offerOf, serverPosture } from "../../src/model/handshake/handshake.ts";
import type { Port } from "../../src/model/handshake/offer.ts";
import { comparePostures, type Outcome, steps } from "../../src/model/handshake/outcome.ts";
import type { Instance, Security } from "../../src/model/instances/instance.ts";
import { absent, type Stated } from "../../src/model/instances/setting.ts";
import { cluster, dialler, pdToml, tikvToml } from "../support/cluster.ts";
import { type Issued, issue, testTime } from "../support/issue.ts";

/** Laws of the one function, on two instances that were committed in every combination of what people write. */

const runs = { seed: 20261124, numRuns: 100 };

const ca = issue({ cn: "ca", ca: true });
const otherCa = issue({ cn: "other ca", ca: true });
const strangeCa = issue({ cn: "strange ca", ca: true });
const middle = issue({ cn: "middle", issuer: ca, ca: true });
const issuers = { ca, otherCa, middle } as const;

interface Leaf {
  readonly issuer: keyof typeof issuers;
  readonly cn: "a" | "b" | undefined;
  readonly names: "own" | "other" | "none";
  readonly usages: readonly ("serverAuth" | "clientAuth")[] | null;
  readonly dates: "valid" | "expired";
  readonly sendsMiddle: boolean;
}

/** Picks the first most of the time: what comes up and talks, so that laws about successes have something to hold. */
function mostly<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 3 * others.length, arbitrary: fc.constant(usual) },
    { weight: others.length, arbitrary: fc.constantFrom(...others) },
  );
}

const leaf: fc.Arbitrary<Leaf> = fc.record({
  issuer: mostly<Leaf["issuer"]>("ca", "middle", "otherCa"),
  cn: mostly<Leaf["cn"]>("a", "b", undefined),
  names: mostly<Leaf["names"]>("own", "other", "none"),
  usages: mostly<Leaf["usages"]>(["serverAuth", "clientAuth"], null, ["serverAuth"], ["clientAuth"]),
  dates: mostly<Leaf["dates"]>("valid", "valid", "expired"),
  sendsMiddle: fc.boolean(),
});

interface Party {
  readonly component: "pd" | "tikv";
  readonly version: string;
  readonly scheme: "http" | "https" | "both";
  readonly bundle: readonly (keyof typeof issuers)[] | "absent" | "not committed";
  readonly certificate: Leaf | "absent" | "not committed";
  readonly key: "set" | "absent" | "committed" | "of another";
  readonly list: readonly string[] | undefined;
}

const loose: fc.Arbitrary<Party> = fc.record({
  component: fc.constantFrom("pd", "tikv"),
  version: fc.constantFrom("v8.5.7", "v8.5.7", "v8.3.0", "v7.5.7", "master"),
  scheme: mostly<Party["scheme"]>("https", "http", "both"),
  bundle: mostly<Party["bundle"]>(["ca"], ["ca", "otherCa"], ["otherCa"], ["middle"], "absent", "not committed"),
  certificate: fc.oneof({ weight: 10, arbitrary: leaf }, fc.constantFrom<Party["certificate"][]>("absent", "not committed")),
  key: mostly<Party["key"]>("set", "committed", "absent", "of another"),
  list: fc.constantFrom(undefined, undefined, [], ["a"], ["a", "b"], [""], ["", "a"]),
});

const party = loose.map((spec): Party => (spec.certificate === "absent" ? { ...spec, key: "absent" } : spec));

const issued = new Map<string, Issued>();

function certificateOf(spec: Leaf, host: string): Issued {
  const id = JSON.stringify([spec, host]);
  const known = issued.get(id);
  if (known !== undefined) return known;
  const made = issue({
    issuer: issuers[spec.issuer],
    san: spec.names === "none" ? [] : [`IP:${spec.names === "own" ? host : "10.9.9.9"}`],
    usages: spec.usages,
    ...(spec.cn !== undefined && { cn: spec.cn }),
    ...(spec.dates === "expired" && { from: "2025-01-01", until: "2026-01-01" }),
  });
  issued.set(id, made);
  return made;
}

function filesOf(name: string, host: string, spec: Party, extraCa = ""): Record<string, string> {
  const files: Record<string, string> = {};
  const path = (what: string) => `/tls/${name}-${what}.pem`;
  if (typeof spec.bundle !== "string") {
    files[`tls/${name}-ca.pem`] = spec.bundle.map((issuer) => issuers[issuer].pem).join("") + extraCa;
  }
  if (typeof spec.certificate !== "string") {
    const { pem, keyPem } = certificateOf(spec.certificate, host);
    files[`tls/${name}-cert.pem`] = spec.certificate.sendsMiddle ? pem + middle.pem : pem;
    if (spec.key === "committed") files[`tls/${name}-key.pem`] = keyPem;
    if (spec.key === "of another") files[`tls/${name}-key.pem`] = ca.keyPem;
  }
  const material = {
    ca: spec.bundle === "absent" ? undefined : path("ca"),
    cert: spec.certificate === "absent" ? undefined : path("cert"),
    key: spec.key === "absent" ? undefined : path("key"),
    ...(spec.list && { list: spec.list }),
  };
  const url = (port: number) => {
    const schemes =
      spec.scheme === "both" && port === 2379 ? ["http", "https"] : [spec.scheme === "both" ? "https" : spec.scheme];
    return schemes.map((scheme) => `${scheme}://${host}:${port}`).join(",");
  };
  files[`${name}.${spec.component}.toml`] =
    spec.component === "pd"
      ? pdToml({ name, client: url(2379), peer: url(2380), ...material })
      : tikvToml({ addr: `${host}:20160`, status: `${host}:20180`, endpoints: ["10.0.0.1:2379"], ...material });
  return files;
}

const serverHost = "10.0.0.1";
const clientHost = "10.0.0.2";

interface Meeting {
  readonly server: Instance;
  readonly client: Client;
}

/** Reads both parties from files; `extra` is appended to the CA file of one of them. */
async function meet(server: Party, client: Party, extra: { server?: string; client?: string } = {}): Promise<Meeting> {
  const read = async (name: string, host: string, spec: Party, more: string | undefined) => {
    const made = await cluster(filesOf(name, host, spec, more), { version: spec.version });
    return made.environment.instances[0] as Instance;
  };
  const [serving, dialling] = [
    await read("server", serverHost, server, extra.server),
    await read("client", clientHost, client, extra.client),
  ];
  return { server: serving, client: clientOf(dialling) };
}

function clientOf(instance: Instance): Client {
  // PD dials as a URL says, whatever certificates it has: here, as its own one says.
  const isHttp =
    instance.component === "pd" && instance.clientUrls.kind === "known" && instance.clientUrls.value[0]?.value.scheme === "http";
  const isTls = instance.component === "pd" ? !isHttp : instance.security.ca.kind !== "absent";
  const place = { span: instance.at, origin: "file" } as const;
  return dialler(instance, {
    transport: isTls ? "tls" : "plaintext",
    host: { ...place, value: serverHost },
    source: { ...place, value: clientHost },
  });
}

function portsOf({ component }: Instance): readonly Port[] {
  return component === "pd" ? ["pd-client", "pd-peer"] : ["tikv-grpc", "tikv-status"];
}

function outcomes({ server, client }: Meeting, at = testTime): readonly Outcome[] {
  return portsOf(server).map((port) => handshake(client, { instance: server, port }, at));
}

const parties = [party, party] as const;

/** A later outcome may not be worse than a success before. */
function expectStillSucceeds(before: readonly Outcome[], after: readonly Outcome[]): void {
  before.forEach((outcome, index) => {
    if (outcome.kind === "succeeds") expect(after[index]).toEqual(outcome);
  });
}

describe("laws of the handshake", () => {
  test("the parties are worth their laws: many meetings succeed, fail and stay open, at every step", async () => {
    const kinds = new Map<string, number>();
    const count = (key: string) => kinds.set(key, (kinds.get(key) ?? 0) + 1);
    for (const [server, client] of fc.sample(fc.tuple(...parties), { seed: runs.seed, numRuns: 800 })) {
      for (const outcome of outcomes(await meet(server, client))) {
        count(outcome.kind === "fails" ? `fails ${outcome.step}` : outcome.kind === "succeeds" ? outcome.posture : "unknown");
      }
    }
    const wanted = [...steps.map((step) => `fails ${step}`), "unknown", "plaintext", "tls", "mtls", "mtls-identity"];
    expect(wanted.filter((kind) => (kinds.get(kind) ?? 0) < 3)).toEqual([]);
  });

  test("appending a CA of another subject to a trust store never makes a success fail", async () => {
    await fc.assert(
      fc.asyncProperty(...parties, async (server, client) => {
        const before = outcomes(await meet(server, client));
        expectStillSucceeds(before, outcomes(await meet(server, client, { server: strangeCa.pem })));
        expectStillSucceeds(before, outcomes(await meet(server, client, { client: strangeCa.pem })));
      }),
      runs,
    );
  });

  test("the order of files and instances changes nothing", async () => {
    const order = fc.array(fc.nat(), { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(party, { minLength: 2, maxLength: 3 }), order, async (specs, keys) => {
        const files = Object.entries(
          Object.assign({}, ...specs.map((spec, index) => filesOf(`i${index}`, `10.0.0.${index + 1}`, spec))),
        );
        const shuffled = files
          .map((file, index) => [keys[index] ?? 0, file] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, file]) => file);
        const channels = async (list: typeof files) =>
          (await cluster(Object.fromEntries(list) as Record<string, string>)).environment.channels
            .map(({ id, from, to, posture, outcome }) =>
              JSON.stringify([id, from, to, posture, outcome.kind, outcome.kind === "fails" && outcome.reason]),
            )
            .sort();
        expect(await channels(shuffled)).toEqual(await channels(files));
      }),
      { ...runs, numRuns: 60 },
    );
  });

  test("a client with less never gets a stronger posture", async () => {
    await fc.assert(
      fc.asyncProperty(...parties, async (server, client) => {
        // A file that does not load is not more than none.
        const whole: Party = { ...client, key: client.certificate === "absent" ? "absent" : "set" };
        const full = outcomes(await meet(server, whole));
        const lesser: Party[] = [
          { ...whole, certificate: "absent", key: "absent" },
          { ...whole, key: "absent" },
          ...(typeof client.certificate === "string"
            ? []
            : [{ ...whole, certificate: { ...client.certificate, usages: ["serverAuth" as const] } }]),
        ];
        for (const less of lesser) {
          outcomes(await meet(server, less)).forEach((outcome, index) => {
            if (outcome.kind !== "succeeds" || outcome.posture === "plaintext") return;
            const rich = full[index];
            // What is not known of the fuller client may well be as good.
            if (rich === undefined || rich.kind === "unknown") return;
            expect(rich).toMatchObject({ kind: "succeeds" });
            if (rich.kind === "succeeds") expect(comparePostures(outcome.posture, rich.posture)).toBeLessThanOrEqual(0);
          });
        }
      }),
      runs,
    );
  });

  test("what is said under an unknown setting holds for every value that it may have", async () => {
    await fc.assert(
      fc.asyncProperty(
        ...parties,
        party,
        fc.constantFrom("ca", "certificate", "key", "allowedCn"),
        fc.constantFrom("server", "client"),
        async (server, client, other, setting, side) => {
          const one = await meet(server, client);
          const mixed = {
            ...other,
            component: side === "server" ? server.component : client.component,
            version: side === "server" ? server.version : client.version,
          };
          const two = side === "server" ? await meet(mixed, client) : await meet(server, mixed);
          const replaced = (security: Security, value: unknown): Security => ({ ...security, [setting]: value });
          const withSetting = (value: unknown): Meeting => {
            const change = (instance: Instance): Instance => ({ ...instance, security: replaced(instance.security, value) });
            if (side === "server") return { ...one, server: change(one.server) };
            const instance = change(one.client.instance as Instance);
            // Whether it dials with TLS hangs on what is unknown here.
            const decides = instance.component === "tikv" && setting === "ca";
            return {
              ...one,
              client: { ...clientOf(instance), ...(decides && isOpen(value) && { transport: "unknown" as const }) },
            };
          };
          const open = outcomes(withSetting(openValue(setting, one.server)));
          const source =
            side === "server" ? [one.server, two.server] : [one.client.instance as Instance, two.client.instance as Instance];
          for (const value of [
            ...source.map(({ security }) => security[setting]),
            setting === "allowedCn" ? absent : { kind: "absent" },
          ]) {
            outcomes(withSetting(value)).forEach((outcome, index) => {
              const said = open[index];
              if (said?.kind === "fails") expect(outcome.kind).toBe("fails");
              if (said?.kind === "succeeds") expect(outcome).toMatchObject({ kind: "succeeds", posture: said.posture });
            });
          }
        },
      ),
      { ...runs, numRuns: 250 },
    );
  });

  test("the posture of a port never depends on who dials, and an accepted TLS client gets no less", async () => {
    await fc.assert(
      fc.asyncProperty(...parties, async (server, client) => {
        const meeting = await meet(server, client);
        for (const port of portsOf(meeting.server)) {
          const side = { instance: meeting.server, port };
          const alone = serverPosture(side);
          const outcome = handshake(meeting.client, side, testTime);
          expect(serverPosture(side)).toBe(alone);
          if (outcome.kind !== "succeeds" || alone === "unknown") continue;
          // The status port gives four paths to clients that are not listed.
          const offer = offerOf(side);
          const isExempt =
            offer?.check.kind === "certificate" && offer.check.names.kind === "listed" && offer.check.names.exempt !== undefined;
          if (!isExempt) expect(comparePostures(outcome.posture, alone)).toBeGreaterThanOrEqual(0);
        }
      }),
      runs,
    );
  });

  test("after the end of every certificate no TLS handshake succeeds", async () => {
    await fc.assert(
      fc.asyncProperty(...parties, async (server, client) => {
        const late = Date.parse("2040-01-01T00:00:00Z");
        for (const outcome of outcomes(await meet(server, client), late)) {
          if (outcome.kind === "succeeds") expect(outcome.posture).toBe("plaintext");
        }
      }),
      runs,
    );
  });

  test("a name more on a list of two or more never locks anybody out", async () => {
    await fc.assert(
      fc.asyncProperty(...parties, async (server, client) => {
        const modern = { ...server, version: "v8.5.7", list: ["a", "b"] };
        const before = outcomes(await meet(modern, client));
        const after = outcomes(await meet({ ...modern, list: ["a", "b", "c"] }, client));
        expectStillSucceeds(before, after);
      }),
      runs,
    );
  });

  test("asking twice gives the same, and so does another model of the same files", async () => {
    await fc.assert(
      fc.asyncProperty(...parties, async (server, client) => {
        const meeting = await meet(server, client);
        const first = outcomes(meeting);
        expect(outcomes(meeting)).toEqual(first);
        outcomes(meeting, testTime + 1e12);
        expect(outcomes(meeting)).toEqual(first);
        expect(outcomes(await meet(server, client))).toEqual(first);
      }),
      { ...runs, numRuns: 60 },
    );
  });

  test("every refusal says which step refuses and where", async () => {
    await fc.assert(
      fc.asyncProperty(...parties, async (server, client) => {
        for (const outcome of outcomes(await meet(server, client))) {
          expect(outcome.detail).not.toMatch(/\.$|undefined|^$/);
          if (outcome.kind === "fails")
            expect(outcome).toMatchObject({ step: expect.any(String), decidedBy: expect.any(Object) });
        }
      }),
      runs,
    );
  });
});

function openValue(setting: keyof Pick<Security, "ca" | "certificate" | "key" | "allowedCn">, { at }: Instance): unknown {
  if (setting !== "allowedCn") return { kind: "unseen", because: "a placeholder decides" };
  const open: Stated<never> = { kind: "unknown", because: "a placeholder decides", span: at };
  return open;
}

function isOpen(value: unknown): boolean {
  return typeof value === "object" && value !== null && "because" in value && !("path" in value);
}
