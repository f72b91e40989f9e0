import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { serverPosture } from "../../src/model/handshake/handshake.ts";
import type { Instance } from "../../src/model/instances/instance.ts";
import { repository } from "../support/repository.ts";
import { type OverlayCase, overlayCases } from "./kustomize-overlays.ts";
import { buildGoOracle } from "./toml-oracle.ts";

// Whatever the gate says with certainty of an overlay is what it says of the manifests that the real kustomize makes of it.
// Nightly with many more: OVERLAYS=2000.

const count = Number(process.env["OVERLAYS"] ?? 50);
const seed = Number(process.env["OVERLAYS_SEED"] ?? 20261124);

/** What is claimed of an instance; "unknown" claims nothing. */
type Claims = Readonly<Record<string, string>>;

function claimsOf(instance: Instance): Claims {
  const ports = instance.component === "pd" ? (["pd-client", "pd-peer"] as const) : (["tikv-grpc", "tikv-status"] as const);
  const claims: Record<string, string> = {};
  for (const port of ports) claims[port] = serverPosture({ instance, port });
  for (const name of ["ca", "certificate", "key"] as const) {
    const material = instance.security[name];
    claims[name] = material.kind === "absent" ? "absent" : (material.path?.value ?? "unknown");
    claims[`${name} is not mounted`] = material.kind === "unseen" && material.isAbsent === true ? "yes" : "unknown";
  }
  const { allowedCn } = instance.security;
  claims["names"] = allowedCn.kind === "known" ? allowedCn.value.map(({ value }) => value).join() : allowedCn.kind;
  return claims;
}

async function claimsIn(files: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, Claims>> {
  const { model } = await repository(files);
  const instances = model.environments.flatMap((environment) => environment.instances);
  return new Map(
    instances
      // What no workload of the overlay reads is judged by itself: a file of the base, a ConfigMap.
      .filter(({ deployment, form }) => deployment?.isUnmounted !== true && form !== "toml")
      // A transformer of names changes nothing else.
      .map((instance) => [`${instance.component} ${instance.name.replace(/^t-/, "")}`, claimsOf(instance)]),
  );
}

const ownName = /^(?:pd|tikv) (?:a-)?(?:basic-)?(?:pd|tikv)(?:-b)?$/;

interface Compared {
  readonly known: number;
  /** Claims that kustomize's own output allows, and that are not made of the overlay. */
  readonly unknown: number;
  readonly differences: readonly string[];
}

async function compare({ files }: OverlayCase, manifests: string): Promise<Compared> {
  const [ours, theirs] = [await claimsIn(files), await claimsIn({ "rendered/all.yaml": manifests })];
  const differences: string[] = [];
  let [known, unknown] = [0, 0];
  for (const [name, claims] of ours) {
    const real = theirs.get(name);
    for (const [what, claim] of Object.entries(claims)) {
      if (what.endsWith("not mounted") && claim === "unknown") continue;
      if (claim !== "unknown") known++;
      else if (real !== undefined && real[what] !== "unknown") unknown++;
      if (claim !== "unknown" && claim !== real?.[what])
        differences.push(`${name}: ${what} is ${claim}, kustomize makes ${real?.[what] ?? "no such instance"}`);
    }
  }
  // An object that a patch makes of another one has a name that nothing in the files has.
  for (const name of theirs.keys()) if (!ours.has(name) && ownName.test(name)) differences.push(`${name} is not seen`);
  return { known, unknown, differences };
}

describe("overlays as the real kustomize builds them", () => {
  const oracle = buildGoOracle("kustomize");
  const missing = "missing" in oracle ? oracle.missing : undefined;

  test(`${count} overlays: what is certain is what kustomize makes${missing === undefined ? "" : ` (skipped: ${missing})`}`, async (context) => {
    if ("missing" in oracle) return context.skip(oracle.missing);
    const cases = overlayCases(seed, count);
    const input = cases.map(({ files, folder }) => JSON.stringify({ files, folder })).join("\n");
    const run = spawnSync(oracle.program, { input, encoding: "utf8", maxBuffer: 1 << 28 });
    expect(run.status, run.stderr).toBe(0);
    const answers = run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { manifests: string; error: string });
    const totals = { built: 0, refused: 0, known: 0, unknown: 0 };
    const differing: string[] = [];
    for (const [index, each] of cases.entries()) {
      const answer = answers[index];
      if (answer === undefined || answer.error !== "") {
        totals.refused++;
        continue;
      }
      const compared = await compare(each, answer.manifests);
      totals.built++;
      totals.known += compared.known;
      totals.unknown += compared.unknown;
      if (compared.differences.length > 0)
        differing.push([`case ${index}: ${each.constructs.join(", ")}`, ...compared.differences, ...shownFiles(each)].join("\n"));
    }
    expect(differing.length, `${differing.length} differ; the first:\n${differing[0]}`).toBe(0);
    expect(totals.built).toBeGreaterThan(count / 3);
    // Otherwise the property is true of a gate that says nothing.
    expect(totals.known, JSON.stringify(totals)).toBeGreaterThan(totals.unknown * 2);
  }, 600_000);
});

function shownFiles({ files }: OverlayCase): readonly string[] {
  return Object.entries(files).map(([path, text]) => `--- ${path}\n${text}`);
}
