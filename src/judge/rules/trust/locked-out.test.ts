import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import type { RepoPath } from "../../../text/span.ts";
import { lockedOut } from "./locked-out.ts";

const ca = issue({ cn: "ca", ca: true });
const material = {
  "prod/tls/ca.pem": ca.pem,
  "prod/tls/pd.pem": issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] }).pem,
  "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] }).pem,
  "prod/tls/other.pem": issue({ cn: "other", issuer: ca, san: ["IP:10.0.0.2", "IP:10.0.1.2"] }).pem,
  "prod/tls/nameless.pem": issue({ organization: "x", issuer: ca, san: ["IP:10.0.1.1"] }).pem,
};
const mark = (toml: string) => toml.replace(/(?<=cert-allowed-cn = )\[.*\]/, "«$&»");
const second = { name: "pd-1", cert: "/tls/other.pem", client: "https://10.0.0.2:2379", peer: "https://10.0.0.2:2380" };
const environment = (clients: Record<string, RepoPath>) => ({
  environments: [{ name: "prod", tier: "production" as const, include: ["prod/**"], mounts: [], clients }],
});

testRule(lockedOut, {
  valid: {
    "everybody is on the list": {
      files: { ...material, "prod/pd.toml": pdToml({ list: ["pd", "tikv"] }), "prod/tikv.toml": tikvToml({ list: ["tikv"] }) },
    },
    "PD does not enforce a single name on its client port": {
      files: { ...material, "prod/pd.toml": pdToml({ list: ["pd"] }), "prod/tikv.toml": tikvToml() },
    },
    "PD's own name: trust/self-refused speaks": { files: { ...material, "prod/pd.toml": pdToml({ list: ["x", "y"] }) } },
    "the certificate is not in the repository": {
      files: { "prod/tls/ca.pem": ca.pem, "prod/tikv.toml": tikvToml({ list: ["x"] }) },
    },
    "master takes a part of the name": {
      files: { ...material, "prod/tikv.toml": tikvToml({ list: ["tik"] }) },
      version: "master",
    },
  },
  invalid: {
    "TiKV's own kind": {
      files: { ...material, "prod/tikv.toml": mark(tikvToml({ list: ["tidb"] })) },
      says: "the allow list of tikv refuses its own kind, whose certificate has the common name tikv",
      helps: "add tikv to the list",
      related: ["the certificate of tikv"],
    },
    "a certificate without a common name": {
      files: { ...material, "prod/tikv.toml": mark(tikvToml({ list: ["tidb"], cert: "/tls/nameless.pem" })) },
      says: "the allow list of tikv refuses its own kind, whose certificate has no common name",
      helps: "issue the certificate with a common name, and add that to the list",
    },
    "TiKV at PD's client port, for two names": {
      files: { ...material, "prod/pd.toml": mark(pdToml({ list: ["pd", "tidb"] })), "prod/tikv.toml": tikvToml() },
      says: "the allow list of pd-0 refuses tikv, whose certificate has the common name tikv",
    },
    "several at one list": {
      files: {
        ...material,
        "prod/pd.toml": mark(pdToml({ list: ["pd", "tidb"] })),
        "prod/tikv-0.toml": tikvToml(),
        "prod/tikv-1.toml": tikvToml({ addr: "10.0.1.2:20160", cert: "/tls/other.pem" }),
      },
      says: "the allow list of pd-0 refuses tikv-0, whose certificate has the common name tikv, and 1 more",
      helps: "add tikv and other to the list",
    },
    "another PD, in both directions, is one finding for each list": {
      files: {
        ...material,
        "prod/pd-0.toml": mark(pdToml({ list: ["pd"] })),
        "prod/pd-1.toml": mark(pdToml({ ...second, list: ["other"] })),
      },
      says: [
        "the allow list of pd-0 refuses pd-1, whose certificate has the common name other",
        "the allow list of pd-1 refuses pd-0, whose certificate has the common name pd",
      ],
    },
    "up to v8.3 there is room for one name": {
      files: { ...material, "prod/pd-0.toml": mark(pdToml({ list: ["pd"] })), "prod/pd-1.toml": pdToml(second) },
      version: "v8.3.0",
      says: "the allow list of pd-0 refuses pd-1, whose certificate has the common name other",
      helps: "give all certificates one common name: PD v8.3.0 takes a single one in cert-allowed-cn",
    },
    "a declared client": {
      files: { ...material, "prod/tikv.toml": mark(tikvToml({ list: ["tikv"] })) },
      scope: environment({ ca: "prod/tls/ca.pem" as RepoPath, certificate: "prod/tls/other.pem" as RepoPath }),
      says: "the allow list of tikv refuses client, whose certificate has the common name other",
    },
  },
});
