import { describe, expect, test } from "vitest";
import { type Issued, type IssueOptions, issue, testTime } from "../../../test/support/issue.ts";
import { readIssued } from "../../../test/support/read-certificate.ts";
import { type ChainRequest, sentChain, type Verifier, verifyChain } from "./chain.ts";

const go = "go";
const openssl3 = "openssl-3.5";
const openssl1 = "openssl-1.1.1";
const all: readonly Verifier[] = [go, openssl3, openssl1];

interface Situation {
  readonly leaf: Issued;
  readonly sent?: readonly Issued[];
  readonly anchors: readonly Issued[];
  readonly usage?: ChainRequest["usage"];
  readonly at?: string;
}

/** `verified`, or the reason of the refusal. */
function verdict({ leaf, sent = [], anchors, usage = "serverAuth", at }: Situation, verifier: Verifier): string {
  const result = verifyChain({
    leaf: readIssued(leaf),
    sent: sent.map(readIssued),
    anchors: anchors.map(readIssued),
    verifier,
    usage,
    at: at === undefined ? testTime : Date.parse(at),
  });
  return result.kind === "verified" ? "verified" : result.reason;
}

function detail(situation: Situation, verifier: Verifier): string {
  const { leaf, sent = [], anchors, usage = "serverAuth" } = situation;
  const lists = { leaf: readIssued(leaf), sent: sent.map(readIssued), anchors: anchors.map(readIssued) };
  const result = verifyChain({ ...lists, verifier, usage, at: testTime });
  return result.kind === "verified" ? "verified" : result.detail;
}

const root = issue({ cn: "root", ca: true });
const middle = issue({ cn: "middle", issuer: root, ca: true });
const leaf = issue({ cn: "leaf", issuer: middle, san: ["DNS:a.svc"] });
const child = (options: IssueOptions) => issue({ cn: "leaf", issuer: root, san: ["DNS:a.svc"], ...options });

/** What each verifier says; one word when all agree. */
type Expected = string | { readonly [go]: string; readonly [openssl3]: string; readonly [openssl1]: string };
const each = (inGo: string, in3: string, in1: string): Expected => ({ [go]: inGo, [openssl3]: in3, [openssl1]: in1 });

/** Measured with the real libraries, except where it says so. */
const table: Readonly<Record<string, Situation & { readonly is: Expected }>> = {
  "a leaf below its root": { leaf: child({}), anchors: [root], is: "verified" },
  "leaf, intermediate, root": { leaf, sent: [middle], anchors: [root], is: "verified" },
  "intermediates in any order, unrelated ones among them": {
    leaf,
    sent: [issue({ cn: "x", ca: true }), root, middle],
    anchors: [root],
    is: "verified",
  },
  "the intermediate is missing": { leaf, anchors: [root], is: "unknown-authority" },
  "the intermediate is missing, but the verifier's CA file has it": { leaf, anchors: [root, middle], is: "verified" },
  "only the intermediate is trusted": { leaf, anchors: [middle], is: "verified" },
  "the leaf itself is trusted": { leaf, anchors: [leaf], is: "verified" },
  "self-signed and not trusted": { leaf: issue({ cn: "me", ca: false }), anchors: [], is: "unknown-authority" },
  "another CA": { leaf, sent: [middle], anchors: [issue({ cn: "other", ca: true })], is: "unknown-authority" },
  "another CA of the same name, with key identifiers": {
    leaf: child({}),
    anchors: [issue({ cn: "root", ca: true })],
    is: "unknown-authority",
  },
  "no CA at all": { leaf, sent: [middle], anchors: [], is: "unknown-authority" },
  expired: { leaf: child({}), anchors: [root], at: "2028-01-01", is: "expired" },
  "not yet valid": { leaf: child({}), anchors: [root], at: "2025-01-01", is: "not-yet-valid" },
  "an expired root": { leaf: child({}), anchors: [root], at: "2034-01-01", is: "expired" },
  "the root has expired, the leaf has not": {
    leaf: child({ until: "2050-01-01" }),
    anchors: [root],
    at: "2034-01-01",
    is: "expired",
  },
  "an expired root of another name beside it": {
    leaf: child({}),
    anchors: [issue({ cn: "old", ca: true, until: "2025-01-01" }), root],
    is: "verified",
  },
  "serverAuth as a client": { leaf: child({ usages: ["serverAuth"] }), anchors: [root], usage: "clientAuth", is: "usage" },
  "clientAuth as a server": { leaf: child({ usages: ["clientAuth"] }), anchors: [root], is: "usage" },
  "no extended key usage": { leaf: child({ usages: null }), anchors: [root], is: "verified" },
  "anyExtendedKeyUsage: Go only": {
    leaf: child({ usages: ["anyExtendedKeyUsage"] }),
    anchors: [root],
    is: each("verified", "usage", "usage"),
  },
  "keyEncipherment as a server": { leaf: child({ keyUsage: ["keyEncipherment"] }), anchors: [root], is: "verified" },
  "keyEncipherment as a client: Go only": {
    leaf: child({ keyUsage: ["keyEncipherment"] }),
    anchors: [root],
    usage: "clientAuth",
    is: each("verified", "usage", "usage"),
  },
  "an unknown critical extension": {
    leaf: child({ extensions: [{ oid: "1.2.3.4", critical: true, value: Buffer.from([5, 0]) }] }),
    anchors: [root],
    is: "chain-invalid",
  },
  "SHA-1 on the leaf: OpenSSL 1.1.1 only": {
    leaf: child({ hash: "sha1" }),
    anchors: [root],
    is: each("chain-invalid", "chain-invalid", "verified"),
  },
  "a leaf that is a CA": {
    leaf: child({ ca: true, keyUsage: ["digitalSignature", "keyCertSign"] }),
    anchors: [root],
    is: "verified",
  },
  "a version 1 leaf": { leaf: child({ version: 1 }), anchors: [root], is: "verified" },
};

describe.each(Object.entries(table))("%s", (_, { is, ...situation }) => {
  test.each(all)("%s", (verifier) => {
    expect(verdict(situation, verifier)).toBe(typeof is === "string" ? is : is[verifier]);
  });
});

test("a leaf that is a CA and may only sign certificates is no party of a handshake for OpenSSL", () => {
  const situation = { leaf: child({ ca: true, keyUsage: ["keyCertSign"] }), anchors: [root] };
  expect(all.map((verifier) => verdict(situation, verifier))).toEqual(["verified", "usage", "usage"]);
});

describe("where the programs break what one would expect", () => {
  const rsa = { key: "rsa-2048", keyLabel: "chain root" } as const;

  test("of two same-named roots without key identifiers OpenSSL tries only the first, Go both", () => {
    const first = issue({ cn: "twin", ca: true, withoutKeyIds: true });
    const second = issue({ cn: "twin", ca: true, withoutKeyIds: true });
    const below = issue({ cn: "leaf", issuer: second, withoutKeyIds: true });
    expect(verdict({ leaf: below, anchors: [first, second] }, openssl3)).toBe("unknown-authority");
    expect(verdict({ leaf: below, anchors: [second, first] }, openssl3)).toBe("verified");
    expect(verdict({ leaf: below, anchors: [first, second] }, go)).toBe("verified");
  });

  test("with key identifiers both work in any order", () => {
    const [first, second] = [issue({ cn: "twin", ca: true }), issue({ cn: "twin", ca: true })];
    const below = issue({ cn: "leaf", issuer: second });
    for (const verifier of all) expect(verdict({ leaf: below, anchors: [first, second] }, verifier)).toBe("verified");
  });

  test("a renewed root works beside the expired one, in either order", () => {
    const old = issue({ cn: "renewed", ca: true, keyLabel: "renewed", until: "2026-01-01" });
    const renewed = issue({ cn: "renewed", ca: true, keyLabel: "renewed" });
    const below = issue({ cn: "leaf", issuer: old });
    for (const verifier of all) {
      expect(verdict({ leaf: below, anchors: [old, renewed] }, verifier)).toBe("verified");
      expect(verdict({ leaf: below, anchors: [renewed, old] }, verifier)).toBe("verified");
      expect(verdict({ leaf: below, anchors: [old] }, verifier)).toBe("expired");
    }
  });

  test("a renewed root with another serial number is not found by OpenSSL when the leaf names issuer and serial", () => {
    const renewed = issue({ cn: "serial", ca: true, keyLabel: "serial", serial: 2n });
    const value = Buffer.from("30038201" + "01", "hex");
    const below = issue({ cn: "leaf", issuer: renewed, withoutKeyIds: true, extensions: [{ oid: "2.5.29.35", value }] });
    expect(verdict({ leaf: below, anchors: [renewed] }, openssl3)).toBe("unknown-authority");
    expect(verdict({ leaf: below, anchors: [renewed] }, go)).toBe("verified");
  });

  test("a root of 1024 bits or with a SHA-1 signature of its own", () => {
    const small = issue({ cn: "small", ca: true, key: "rsa-1024" });
    const below = issue({ cn: "leaf", issuer: small });
    expect(all.map((verifier) => verdict({ leaf: below, anchors: [small] }, verifier))).toEqual([
      "verified",
      "chain-invalid",
      "verified",
    ]);
    const sha1 = issue({ cn: "sha1", ca: true, ...rsa, hash: "sha1" });
    for (const verifier of all) expect(verdict({ leaf: issue({ issuer: sha1 }), anchors: [sha1] }, verifier)).toBe("verified");
  });

  test("a SHA-1 intermediate is refused by OpenSSL 3.5 and Go, unless it is itself the anchor", () => {
    const top = issue({ cn: "top", ca: true, ...rsa });
    const weak = issue({ cn: "weak", issuer: top, ca: true, hash: "sha1" });
    const below = issue({ cn: "leaf", issuer: weak });
    expect(all.map((verifier) => verdict({ leaf: below, sent: [weak], anchors: [top] }, verifier))).toEqual([
      "chain-invalid",
      "chain-invalid",
      "verified",
    ]);
    for (const verifier of all) expect(verdict({ leaf: below, anchors: [weak] }, verifier)).toBe("verified");
  });

  test("RSA-PSS with OpenSSL's maximal salt is refused by Go only", () => {
    const top = issue({ cn: "top", ca: true, ...rsa });
    const verdicts = (pssSalt: number) =>
      all.map((verifier) => verdict({ leaf: issue({ issuer: top, pssSalt }), anchors: [top] }, verifier));
    expect(verdicts(222)).toEqual(["chain-invalid", "verified", "verified"]);
    expect(verdicts(32)).toEqual(["verified", "verified", "verified"]);
  });

  test("explicit curve parameters pass in OpenSSL 1.1.1 only", () => {
    const verdicts = all.map((verifier) => verdict({ leaf: child({ key: "p-256-explicit" }), anchors: [root] }, verifier));
    expect(verdicts).toEqual(["chain-invalid", "chain-invalid", "verified"]);
  });

  test("a root without the right to sign, without basicConstraints, or with CA:FALSE signs nothing", () => {
    const roots = [
      issue({ cn: "r", ca: true, keyUsage: ["cRLSign"] }),
      issue({ cn: "r", keyUsage: null }),
      issue({ cn: "r", ca: false, keyUsage: null }),
    ];
    for (const verifier of all) {
      for (const anchor of roots)
        expect(verdict({ leaf: issue({ issuer: anchor }), anchors: [anchor] }, verifier)).not.toBe("verified");
      const silent = issue({ cn: "r", ca: true, keyUsage: null });
      expect(verdict({ leaf: issue({ issuer: silent }), anchors: [silent] }, verifier)).toBe("verified");
    }
  });

  test("a self-signed certificate without CA:TRUE is an anchor for itself", () => {
    const me = issue({ cn: "me", ca: false });
    for (const verifier of all) expect(verdict({ leaf: me, anchors: [me] }, verifier)).toBe("verified");
  });

  test("a self-signed certificate that only bears the name of a trusted one is refused", () => {
    for (const verifier of all)
      expect(verdict({ leaf: issue({ cn: "root", ca: true }), anchors: [root] }, verifier)).toBe("unknown-authority");
  });

  test("an intermediate limited to serverAuth cannot vouch for a client", () => {
    const limited = issue({ cn: "limited", issuer: root, ca: true, usages: ["serverAuth"] });
    const below = issue({ cn: "leaf", issuer: limited });
    for (const verifier of all) {
      expect(verdict({ leaf: below, sent: [limited], anchors: [root] }, verifier)).toBe("verified");
      expect(verdict({ leaf: below, sent: [limited], anchors: [root], usage: "clientAuth" }, verifier)).toBe("usage");
    }
  });

  test("a path length that is exceeded", () => {
    const flat = issue({ cn: "flat", ca: 0 });
    const below = issue({ cn: "below", issuer: flat, ca: true });
    const deep = issue({ cn: "leaf", issuer: below });
    for (const verifier of all) {
      expect(verdict({ leaf: deep, sent: [below], anchors: [flat] }, verifier)).toBe("chain-invalid");
      expect(detail({ leaf: deep, sent: [below], anchors: [flat] }, verifier)).toBe(
        "CN=flat allows 0 CAs below it, and there are 1",
      );
      expect(verdict({ leaf: issue({ issuer: flat }), anchors: [flat] }, verifier)).toBe("verified");
    }
  });

  test("name constraints hold for clients and servers", () => {
    const bound = issue({ cn: "bound", ca: true, permitted: ["DNS:svc"], excluded: ["IP:10.0.0.0/8"] });
    const names = (...san: string[]) =>
      all.map((verifier) => verdict({ leaf: issue({ issuer: bound, san }), anchors: [bound], usage: "clientAuth" }, verifier));
    expect(names("DNS:a.svc", "IP:192.168.0.1")).toEqual(["verified", "verified", "verified"]);
    expect(names("DNS:a.other")).toEqual(["chain-invalid", "chain-invalid", "chain-invalid"]);
    expect(names("DNS:a.svc", "IP:10.1.2.3")).toEqual(["chain-invalid", "chain-invalid", "chain-invalid"]);
  });

  test("OpenSSL applies name constraints to a common name of two labels when there is no DNS name", () => {
    const bound = issue({ cn: "bound", ca: true, permitted: ["DNS:svc"] });
    const named = (cn: string) =>
      all.map((verifier) => verdict({ leaf: issue({ cn, issuer: bound }), anchors: [bound] }, verifier));
    expect(named("pd")).toEqual(["verified", "verified", "verified"]);
    expect(named("pd.other")).toEqual(["verified", "chain-invalid", "chain-invalid"]);
  });

  test("names of a CA that differ in letter case are one for OpenSSL and two for Go", () => {
    const upper = issue({ cn: "THE ROOT", ca: true });
    const lower = issue({ cn: "the root", ca: true, key: upper.privateKey });
    const below = issue({ cn: "leaf", issuer: upper });
    expect(all.map((verifier) => verdict({ leaf: below, anchors: [lower] }, verifier))).toEqual([
      "unknown-authority",
      "verified",
      "verified",
    ]);
  });
});

describe("what is said", () => {
  test.each([
    [{ leaf, anchors: [root] }, "its issuer CN=middle is not in the CA file"],
    [{ leaf: child({ usages: ["clientAuth"] }), anchors: [root] }, "its extended key usage does not include serverAuth"],
    [{ leaf: child({ until: "2026-10-01" }), anchors: [root] }, "CN=leaf expired on 2026-10-01"],
    [{ leaf: child({ from: "2026-12-01" }), anchors: [root] }, "CN=leaf is not yet valid (from 2026-12-01)"],
  ] satisfies [Situation, string][])("situation %#", (situation, says) => {
    expect(all.map((verifier) => detail(situation, verifier))).toEqual([says, says, says]);
  });
});

describe("what a program sends", () => {
  const identity = (sent: readonly Issued[]) => ({ leaf: readIssued(leaf), sent: sent.map(readIssued) });
  const anchors = [root, middle].map(readIssued);

  test("TiKV adds the issuer from its own CA file when its certificate file holds the leaf alone; PD does not", () => {
    const added = (verifier: Verifier) => sentChain(identity([]), anchors, verifier, testTime).map(({ subject }) => subject.text);
    expect(added(openssl3)).toEqual(["CN=middle"]);
    expect(added(openssl1)).toEqual(["CN=middle"]);
    expect(added(go)).toEqual([]);
  });

  test("what the certificate file holds is sent as it is", () => {
    const other = issue({ cn: "unrelated", ca: true });
    expect(sentChain(identity([other]), anchors, openssl3, testTime).map(({ subject }) => subject.text)).toEqual([
      "CN=unrelated",
    ]);
  });
});

describe("hostile chains", () => {
  test("CAs that sign each other in a circle end in a verdict", { timeout: 5000 }, () => {
    const names = ["a", "b", "c"];
    const keys = new Map(names.map((cn) => [cn, issue({ cn, ca: true })]));
    const circle = names.flatMap((cn) =>
      names.map((by) => issue({ cn, ca: true, key: keys.get(cn)?.privateKey as never, issuer: keys.get(by) as Issued })),
    );
    const below = issue({ cn: "leaf", issuer: keys.get("a") as Issued });
    for (const verifier of all) expect(verdict({ leaf: below, sent: circle, anchors: [root] }, verifier)).not.toBe("verified");
  });

  test("name constraints that take more than a million comparisons are refused", { timeout: 5000 }, () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `DNS:n${index}.svc`);
    const bound = issue({ cn: "bound", ca: true, permitted: [...many(1100), "DNS:svc"] });
    const verdicts = (names: number) =>
      all.map((verifier) => verdict({ leaf: issue({ issuer: bound, san: many(names) }), anchors: [bound] }, verifier));
    expect(verdicts(900)).toEqual(["verified", "verified", "verified"]);
    expect(verdicts(1000)).toEqual(["chain-invalid", "chain-invalid", "chain-invalid"]);
  });

  test("a thousand CAs of one name cost no more than Go's hundred signature checks", { timeout: 10_000 }, () => {
    const key = issue({ cn: "many", ca: true }).privateKey;
    const many = Array.from({ length: 1000 }, () => issue({ cn: "many", ca: true, key, withoutKeyIds: true }));
    const real = issue({ cn: "many", ca: true, withoutKeyIds: true });
    const below = issue({ cn: "leaf", issuer: real, withoutKeyIds: true });
    for (const verifier of all) expect(verdict({ leaf: below, anchors: [...many, real] }, verifier)).not.toBe("verified");
  });
});
