import type { TableNode } from "../../../model/instances/config-tree.ts";
import { type CertificateRequest, plainDeployment, statusPortOfPods } from "../../../model/instances/deployment.ts";
import type { InstanceDraft } from "../../../model/instances/draft.ts";
import { type Component, materialKeys } from "../../../model/instances/instance.ts";
import { absent, known, type Stated } from "../../../model/instances/setting.ts";
import type { RepoPath, Span } from "../../../text/span.ts";
import { emptyConfig } from "../../kubernetes/operators/config-text.ts";
import { Generated, joinParts, schemePart } from "../../kubernetes/operators/generated.ts";
import { type TlsSwitch, tlsSwitchAt } from "../../kubernetes/operators/tls-switch.ts";
import { nodeAt } from "../../nodes.ts";

const folder = "/etc/pki/cluster-tls";
const files = { ca: "ca.pem", certificate: "cert.pem", key: "key.pem" } as const;
const day = 24 * 60 * 60 * 1000;

/** The switch of KubeBlocks' TiDB cluster chart; undefined where the values are no such. */
export function kubeblocksSwitch(values: TableNode): TlsSwitch | undefined {
  const extra = nodeAt(values, "extra");
  if (extra?.kind !== "table") return undefined;
  const entry = extra.entries.get("enableTLSBetweenComponents");
  return entry && tlsSwitchAt(values, ["extra", "enableTLSBetweenComponents"], entry.keySpan);
}

/** PD and TiKV of a KubeBlocks cluster (kubeblocks-addons: addons/tidb/config/*.toml.tpl, scripts/pd_start.sh). */
export function kubeblocksDrafts(path: RepoPath, tls: TlsSwitch): readonly InstanceDraft[] {
  return (["pd", "tikv"] as const).map((component) => {
    const generated = settingsOf(component, tls);
    return {
      component,
      form: "helm-values",
      path,
      at: tls.at,
      config: emptyConfig(tls.at),
      overrides: generated.overrides,
      unknownOverrides: generated.unknownOverrides,
      name: component,
      deployment: {
        ...plainDeployment("KubeBlocks"),
        turnOnTls: "set extra.enableTLSBetweenComponents to true",
        shieldStatusPort: statusPortOfPods,
      },
    };
  });
}

function settingsOf(component: Component, tls: TlsSwitch): Generated {
  const generated = new Generated();
  const { at } = tls;
  const hidden = { because: "KubeBlocks names the pods by the release" };
  if (component === "pd") {
    const scheme = schemePart(tls);
    generated.set("client-urls", joinParts(scheme, "://0.0.0.0:2379"), at);
    generated.set("peer-urls", joinParts(scheme, "://0.0.0.0:2380"), at);
    generated.set("advertise-client-urls", hidden, at);
    generated.set("advertise-peer-urls", hidden, at);
  } else {
    generated.set("server.addr", { text: "0.0.0.0:20160" }, at);
    generated.set("server.advertise-addr", hidden, at);
    generated.set("server.status-addr", { text: "0.0.0.0:20180" }, at);
    generated.set("pd.endpoints", hidden, at);
  }
  for (const name of ["ca", "certificate", "key"] as const) {
    const key = `security.${materialKeys[component][name]}`;
    if (tls.kind === "on") generated.set(key, { text: `${folder}/${files[name]}` }, at);
    if (tls.kind === "unknown") generated.set(key, { because: tls.because }, at);
  }
  return generated;
}

/**
 * The one certificate that the chart makes for all components when TLS is on, and its CA: sprig's genCA and
 * genSignedCert with 36500 days (kubeblocks-addons: addons-cluster/tidb/templates/components-tls-secret.yaml).
 */
export function kubeblocksRequests(tls: TlsSwitch): readonly CertificateRequest[] {
  if (tls.kind !== "on") return [];
  const { at } = tls;
  const base: Omit<CertificateRequest, "name" | "isCa" | "usages"> = {
    at,
    namespace: undefined,
    secretName: hidden(at),
    commonName: hidden(at),
    dnsNames: hidden(at),
    ipAddresses: hidden(at),
    defaultUsages: ["serverAuth", "clientAuth"],
    lifetime: known(36_500 * day, at, "form"),
    defaultLifetime: undefined,
    renewBefore: undefined,
    keyAlgorithm: known("rsa", at, "form"),
    keyBits: known(2048, at, "form"),
    hash: known("sha256", at, "form"),
    issuer: absent,
  };
  return [
    { ...base, name: "the CA that KubeBlocks makes", isCa: known(true, at, "form"), usages: absent },
    { ...base, name: "the certificate that KubeBlocks makes", isCa: known(false, at, "form"), usages: absent },
  ];
}

function hidden(span: Span): Stated<never> {
  return { kind: "unknown", because: "KubeBlocks makes it from the name of the release", span };
}
