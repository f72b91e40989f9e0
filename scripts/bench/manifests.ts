import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Manifests of the repository that have nothing to do with TiKV. */
const others = 1997;

/**
 * Writes a repository of 2,000 manifests: Deployments, Services and ConfigMaps of other programs, and three that matter, a TidbCluster,
 * its Issuer and a Certificate. Returns the paths of all.
 */
export function writeManifests(root: string): readonly string[] {
  const paths: string[] = [];
  const write = (path: string, text: string) => {
    writeFileSync(join(root, path), text);
    paths.push(path);
  };
  for (let number = 0; number < others; number++) {
    const folder = `apps/app-${number % 200}`;
    mkdirSync(join(root, folder), { recursive: true });
    write(`${folder}/part-${number}.yaml`, manifest(`app-${number}`, number));
  }
  mkdirSync(join(root, "database"), { recursive: true });
  for (const [name, text] of Object.entries(database)) write(`database/${name}.yaml`, text);
  return paths;
}

function manifest(name: string, number: number): string {
  const settings = Array.from({ length: 20 }, (_, index) => `  setting-${index}: "value ${number * index}"`).join("\n");
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
  labels: {app.kubernetes.io/name: ${name}, app.kubernetes.io/part-of: shop}
spec:
  replicas: ${(number % 5) + 1}
  selector: {matchLabels: {app.kubernetes.io/name: ${name}}}
  template:
    metadata: {labels: {app.kubernetes.io/name: ${name}}}
    spec:
      containers:
        - name: main
          image: registry.example/${name}:1.${number}.0
          ports: [{containerPort: 8080, name: http}]
          envFrom: [{configMapRef: {name: ${name}}}]
          readinessProbe: {httpGet: {path: /ready, port: http}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: shop}
data:
${settings}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {app.kubernetes.io/name: ${name}}
  ports: [{port: 80, targetPort: http}]
`;
}

const database: Readonly<Record<string, string>> = {
  cluster: `apiVersion: pingcap.com/v1alpha1
kind: TidbCluster
metadata: {name: db, namespace: prod}
spec:
  version: v8.5.0
  tlsCluster: {enabled: true}
  pd: {baseImage: pingcap/pd, replicas: 3, config: ""}
  tikv: {baseImage: pingcap/tikv, replicas: 3, config: ""}
`,
  issuer: `apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: db-issuer, namespace: prod}
spec: {ca: {secretName: db-ca-secret}}
`,
  certificate: `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: db-pd-cluster-secret, namespace: prod}
spec:
  secretName: db-pd-cluster-secret
  duration: 8760h
  commonName: TiDB
  usages: [client auth, server auth]
  dnsNames: [db-pd, db-pd.prod, db-pd.prod.svc, "*.db-pd-peer", "*.db-pd-peer.prod", "*.db-pd-peer.prod.svc"]
  ipAddresses: ["127.0.0.1", "::1"]
  issuerRef: {name: db-issuer, kind: Issuer, group: cert-manager.io}
`,
};
