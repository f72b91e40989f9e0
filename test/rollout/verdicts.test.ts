import { expect, test } from "vitest";
import {
  ca,
  environmentPlanFor,
  type Files,
  inShort,
  leaf,
  material,
  pdHosts,
  pdLeaf,
  plainPd,
  plainTikv,
  type Settings,
  sound,
  tikvLeaf,
  without,
} from "./change.ts";

interface Case extends Settings {
  readonly before: Files;
  readonly after: Files;
  readonly verdict: string;
}

const tls = (files: Record<string, string | Uint8Array>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`prod/tls/${name}`, text]));
const bundle = (...names: readonly string[]) => names.map((name) => ca(name).pem).join("");
const names =
  (...list: readonly string[]) =>
  () => ({ list });
const http = (kind: "client" | "peer", index: number) => ({
  [kind]: `http://${pdHosts[index]}:${kind === "client" ? 2379 : 2380}`,
});
const configs = (options: Parameters<typeof sound>[0] = {}) => without(sound(options), /\/tls\//);
const unlisted = sound();
const onlyTikv = (files: Files) => without(files, /\/pd/);
const onlyPd = (files: Files) => without(files, /\/tikv/);
const noAddress = (text: string | Uint8Array | undefined) => String(text).replace(/^(advertise-addr|status-addr) .*\n/gm, "");
const store = tikvLeaf("A", "store", { cn: "store" });

/**
 * Each verdict was written down from what PD and TiKV do, before the simulation ran. Where PDs are rolled to TLS or back two
 * sequences of two steps are equally short: the peer URLs may go with the first or with the second, as measured by hand.
 */
const cases: Readonly<Record<string, Case>> = {
  "nothing changes": { before: sound(), after: sound(), verdict: "nothing" },
  "a setting that has nothing to do with TLS": {
    before: sound(),
    after: sound({ tikv: () => ({ more: `[log]\nlevel = "warn"` }) }),
    verdict: "nothing",
  },
  "the CAs of a bundle change places": {
    before: sound({ files: tls({ "ca.pem": bundle("A", "B") }) }),
    after: sound({ files: tls({ "ca.pem": bundle("B", "A") }) }),
    verdict: "nothing",
  },
  "CAs of one name change places: which of them is tried may be another": {
    before: sound({ files: tls({ "ca.pem": ca("A").pem + ca("A again", { cn: "A" }).pem }) }),
    after: sound({ files: tls({ "ca.pem": ca("A again").pem + ca("A").pem }) }),
    verdict: "rolls any",
  },
  "all leaf certificates are renewed": {
    before: sound(),
    after: sound({ files: tls({ "pd.pem": pdLeaf("A", "2"), "tikv.pem": tikvLeaf("A", "2") }) }),
    verdict: "rolls any",
  },
  "TiKV's leaf certificate is renewed": {
    before: sound(),
    after: sound({ files: tls({ "tikv.pem": tikvLeaf("A", "2") }) }),
    verdict: "rolls any",
  },
  "the kind of the keys becomes Ed25519": {
    before: sound(),
    after: sound({
      files: tls({ "pd.pem": pdLeaf("A", "ed", { key: "ed25519" }), "tikv.pem": tikvLeaf("A", "ed", { key: "ed25519" }) }),
    }),
    verdict: "rolls any",
  },
  "PD gets a key that Go cannot use": {
    before: sound(),
    after: sound({ files: tls({ "pd.pem": pdLeaf("A", "k1", { key: "secp256k1" }) }) }),
    verdict: "splits final",
  },
  "the CA is swapped in one step": {
    before: sound(),
    after: sound({ files: material("B") }),
    verdict: "splits: ca=both any; certificate=new any; ca=new any",
  },
  "the CA is swapped, first step: both CAs": {
    before: sound(),
    after: sound({ files: tls({ "ca.pem": bundle("A", "B") }) }),
    verdict: "rolls any",
  },
  "the CA is swapped, second step: new leaves": {
    before: sound({ files: tls({ "ca.pem": bundle("A", "B") }) }),
    after: sound({ files: { ...material("B"), ...tls({ "ca.pem": bundle("A", "B") }) } }),
    verdict: "rolls any",
  },
  "the CA is swapped, third step: the old one goes": {
    before: sound({ files: { ...material("B"), ...tls({ "ca.pem": bundle("A", "B") }) } }),
    after: sound({ files: material("B") }),
    verdict: "rolls any",
  },
  "both CAs are trusted, and leaves and CA go on at once": {
    before: sound({ files: tls({ "ca.pem": bundle("A", "B") }) }),
    after: sound({ files: material("B") }),
    verdict: "splits: certificate=new any; ca=new any",
  },
  "the CA is swapped and the leaves are forgotten": {
    before: sound(),
    after: sound({ files: tls({ "ca.pem": ca("B").pem }) }),
    verdict: "splits final",
  },
  "TiKV alone goes to another CA": {
    before: sound(),
    after: sound({ tikv: () => ({ ca: "/tls/ca-b.pem" }), files: tls({ "ca-b.pem": ca("B").pem, "tikv.pem": tikvLeaf("B") }) }),
    verdict: "splits final",
  },
  "leaves of a new intermediate, sent along": {
    before: sound(),
    after: sound({
      files: tls({
        "pd.pem":
          leaf("pd via I", { cn: "pd", issuer: ca("I", { issuer: ca("A") }), san: pdHosts.map((host) => `IP:${host}`) }).pem +
          ca("I").pem,
      }),
    }),
    verdict: "rolls any",
  },
  "leaves of a new intermediate that is missing": {
    before: sound(),
    after: sound({
      files: tls({
        "pd.pem": leaf("pd via I", { cn: "pd", issuer: ca("I", { issuer: ca("A") }), san: pdHosts.map((host) => `IP:${host}`) })
          .pem,
      }),
    }),
    verdict: "splits final",
  },
  "PD gets an allow list that names everybody": {
    before: unlisted,
    after: sound({ pd: names("pd", "tikv") }),
    verdict: "rolls any",
  },
  "PD gets an allow list without TiKV": { before: unlisted, after: sound({ pd: names("pd", "tidb") }), verdict: "splits final" },
  "PD gets an allow list without itself": {
    before: unlisted,
    after: sound({ pd: names("tikv", "tidb") }),
    verdict: "splits final",
  },
  "the allow list is widened": {
    before: sound({ pd: names("pd", "tikv"), tikv: names("tikv") }),
    after: sound({ pd: names("pd", "tikv", "tidb"), tikv: names("tikv", "tidb") }),
    verdict: "rolls any",
  },
  "a name that nobody has goes from the allow list": {
    before: sound({ pd: names("pd", "tikv", "old") }),
    after: sound({ pd: names("pd", "tikv") }),
    verdict: "rolls any",
  },
  "TiKV's name goes from PD's allow list": {
    before: sound({ pd: names("pd", "tikv") }),
    after: sound({ pd: names("pd", "tidb") }),
    verdict: "splits final",
  },
  "TiKV's own name goes from its allow list": {
    before: sound({ tikv: names("tikv", "tidb") }),
    after: sound({ tikv: names("tidb") }),
    verdict: "splits final",
  },
  "TiKV is renamed in its certificate and in all lists": {
    before: sound({ pd: names("pd", "tikv"), tikv: names("tikv") }),
    after: sound({ pd: names("pd", "store"), tikv: names("store"), files: tls({ "tikv.pem": store }) }),
    verdict: "splits: list=both any; certificate=new any; list=new any",
  },
  "TiKV is renamed in its certificate and in PD's list": {
    before: sound({ pd: names("pd", "tikv") }),
    after: sound({ pd: names("pd", "store"), files: tls({ "tikv.pem": store }) }),
    verdict: "splits: list=both any; certificate=new list=new tikv put-files + tikv restart > pd restart",
  },
  "TiKV is renamed in its certificate, and PD's list takes both": {
    before: sound({ pd: names("pd", "tikv") }),
    after: sound({ pd: names("pd", "tikv", "store"), files: tls({ "tikv.pem": store }) }),
    verdict: "rolls pd restart > tikv put-files + tikv restart",
  },
  "PD's certificate loses clientAuth": {
    before: sound(),
    after: sound({ files: tls({ "pd.pem": pdLeaf("A", "server only", { usages: ["serverAuth"] }) }) }),
    verdict: "splits final",
  },
  "TiKV's certificate loses serverAuth": {
    before: sound(),
    after: sound({ files: tls({ "tikv.pem": tikvLeaf("A", "client only", { usages: ["clientAuth"] }) }) }),
    verdict: "splits final",
  },
  "TiKV's certificate loses a name that is dialled": {
    before: sound(),
    after: sound({ files: tls({ "tikv.pem": tikvLeaf("A", "one name", { san: ["IP:10.0.1.1"] }) }) }),
    verdict: "splits final",
  },
  "PD's certificate loses a name that is dialled": {
    before: sound(),
    after: sound({ files: tls({ "pd.pem": pdLeaf("A", "two names", { san: ["IP:10.0.0.1", "IP:10.0.0.2"] }) }) }),
    verdict: "splits final",
  },
  "TLS is turned on": {
    before: sound({ pd: plainPd, tikv: plainTikv }),
    after: sound(),
    verdict:
      "full-stop, PD: ca=new client-urls=both clients=new pd restart > client switch; client-urls=new advertise-client=new peer-urls=new one-by-one",
  },
  "TLS is turned off": {
    before: sound(),
    after: sound({ pd: plainPd, tikv: plainTikv }),
    verdict:
      "full-stop, PD: client-urls=both advertise-client=new clients=new pd restart > client switch; ca=new client-urls=new peer-urls=new one-by-one",
  },
  "TLS is turned on for PD where no TiKV is committed": {
    before: onlyPd(sound({ pd: plainPd })),
    after: onlyPd(sound()),
    verdict:
      "splits: ca=new client-urls=both clients=new pd restart > client switch; client-urls=new advertise-client=new peer-urls=new one-by-one",
  },
  "TLS is turned on for TiKV alone": {
    before: sound({ pd: plainPd, tikv: plainTikv }),
    after: sound({ pd: plainPd }),
    verdict: "splits final",
  },
  "TLS is turned on where one TiKV configuration is all there is": {
    before: onlyTikv(sound({ tikv: plainTikv, tikvs: 1 })),
    after: onlyTikv(sound({ tikvs: 1 })),
    verdict: "full-stop",
  },
  "the client URL of one of three PDs becomes http": {
    before: sound(),
    after: sound({ pd: (index) => (index === 1 ? http("client", 1) : {}) }),
    verdict: "splits final",
  },
  "the peer URL of one of three PDs becomes http: it still dials the others": {
    before: sound(),
    after: sound({ pd: (index) => (index === 1 ? http("peer", 1) : {}) }),
    verdict: "rolls any",
  },
  "the peer URLs of all PDs become https: etcd stores http": {
    before: sound({ pd: (index) => http("peer", index) }),
    after: sound(),
    verdict: "splits: peer-urls=new one-by-one",
  },
  "TiKV moves to an address that its certificate names": {
    before: sound({ files: tls({ "tikv.pem": tikvLeaf("A", "wide", { san: ["IP:10.0.1.1", "IP:10.0.1.2", "IP:10.0.1.9"] }) }) }),
    after: sound({
      tikv: (index) => (index === 1 ? { addr: "10.0.1.9:20160" } : {}),
      files: tls({ "tikv.pem": tikvLeaf("A", "wide") }),
    }),
    verdict: "rolls any",
  },
  "TiKV moves to an address that its certificate does not name": {
    before: sound(),
    after: sound({ tikv: (index) => (index === 1 ? { addr: "10.0.1.9:20160" } : {}) }),
    verdict: "splits final",
  },
  "TiKV moves, and the new certificate names the new address only": {
    before: sound({ tikvs: 1 }),
    after: sound({
      tikvs: 1,
      tikv: () => ({ addr: "10.0.1.9:20160" }),
      files: tls({ "tikv.pem": tikvLeaf("A", "moved", { san: ["IP:10.0.1.9"] }) }),
    }),
    verdict: "rolls any",
  },
  "a configuration file moves": {
    before: sound(),
    after: { ...without(sound(), /tikv-2/), "prod/stores/tikv-2.toml": sound()["prod/tikv-2.toml"] as string },
    verdict: "nothing",
  },
  "the CA gets another path with the same content": {
    before: sound(),
    after: sound({
      pd: () => ({ ca: "/tls/root.pem" }),
      tikv: () => ({ ca: "/tls/root.pem" }),
      files: tls({ "root.pem": ca("A").pem }),
    }),
    verdict: "rolls any",
  },
  "the CA gets another path with another CA": {
    before: sound(),
    after: sound({
      pd: () => ({ ca: "/tls/root.pem" }),
      tikv: () => ({ ca: "/tls/root.pem" }),
      files: tls({ "root.pem": ca("B").pem }),
    }),
    verdict: "splits final",
  },
  "TiKV's CA file becomes DER: the running process aborts": {
    before: sound({ tikv: () => ({ ca: "/tls/tikv-ca.pem" }), files: tls({ "tikv-ca.pem": ca("A").pem }) }),
    after: sound({ tikv: () => ({ ca: "/tls/tikv-ca.pem" }), files: tls({ "tikv-ca.pem": ca("A").der }) }),
    verdict: "splits final",
  },
  "a TiKV is added": { before: sound({ tikvs: 1 }), after: sound(), verdict: "rolls any" },
  "a TiKV of another CA is added": {
    before: sound({ tikvs: 1 }),
    after: sound({ tikv: (index) => (index === 1 ? { cert: "/tls/odd.pem" } : {}), files: tls({ "odd.pem": tikvLeaf("B") }) }),
    verdict: "splits final",
  },
  "a TiKV is removed": { before: sound(), after: sound({ tikvs: 1 }), verdict: "rolls any" },
  "an environment is added": { before: {}, after: sound(), verdict: "added" },
  "an environment is deleted": { before: sound(), after: {}, verdict: "removed" },
  "no certificate is committed and an allow list is widened": {
    before: configs({ pd: names("pd", "tikv") }),
    after: configs({ pd: names("pd", "tikv", "tidb") }),
    verdict: "rolls any",
  },
  "no certificate is committed and an allow list is narrowed": {
    before: configs({ pd: names("pd", "tikv", "tidb") }),
    after: configs({ pd: names("pd", "tikv") }),
    verdict: "unknown",
  },
  "no certificate is committed and the path of the CA changes": {
    before: configs(),
    after: configs({ tikv: () => ({ ca: "/tls/other.pem" }) }),
    verdict: "unknown",
  },
  "no certificate is committed and TLS is turned on": {
    before: configs({ pd: plainPd, tikv: plainTikv }),
    after: configs(),
    verdict:
      "full-stop, PD: ca=new client-urls=both clients=new pd restart > client switch; client-urls=new advertise-client=new peer-urls=new one-by-one",
  },
  "no certificate is committed and a TiKV is added": { before: configs({ tikvs: 1 }), after: configs(), verdict: "rolls any" },
  "the CA file leaves the repository": { before: sound(), after: without(sound(), /ca\.pem/), verdict: "unknown" },
  "PD v8.3 gets a second allowed name": {
    version: "v8.3.0",
    before: sound({ pd: names("pd") }),
    after: sound({ pd: names("pd", "tikv") }),
    verdict: "splits final",
  },
  "a configuration that runs on several machines goes to another CA": {
    before: { "prod/tikv.toml": noAddress(sound()["prod/tikv-1.toml"]), ...material("A") },
    after: { "prod/tikv.toml": noAddress(sound()["prod/tikv-1.toml"]), ...material("B") },
    verdict: "splits: ca=both any; certificate=new any; ca=new any",
  },
  "a configuration that runs on several machines turns TLS on": {
    before: { "prod/tikv.toml": noAddress(sound({ tikv: plainTikv })["prod/tikv-1.toml"]) },
    after: { "prod/tikv.toml": noAddress(sound()["prod/tikv-1.toml"]), ...material("A") },
    verdict: "full-stop",
  },
  "a cluster that refuses itself is repaired": {
    before: sound({ files: tls({ "tikv.pem": tikvLeaf("B") }) }),
    after: sound(),
    verdict: "rolls any",
  },
};

test.each(Object.entries(cases))("%s", async (_, { before, after, verdict, ...settings }) => {
  const plan = await environmentPlanFor(before, after, settings);
  expect(inShort(plan.verdict)).toBe(verdict);
});
