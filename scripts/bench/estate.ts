import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Issued, issue } from "../../test/support/issue.ts";

/**
 * Writes a repository of many environments: in each one CA, nineteen leaves and twenty configurations of PD and TiKV, sound but for the
 * certificates' lifetime. Returns the paths of the configurations and of the certificates.
 */
export function writeEstate(root: string, environments: number): { readonly configs: string[]; readonly certificates: string[] } {
  const configs: string[] = [];
  const certificates: string[] = [];
  const write = (list: string[], path: string, text: string) => {
    writeFileSync(join(root, path), text);
    list.push(path);
  };
  for (let site = 0; site < environments; site++) {
    const folder = `clusters/site${site}/prod`;
    mkdirSync(join(root, folder, "tls"), { recursive: true });
    const ca = issue({ cn: `site ${site} CA`, ca: true, key: "p-256", until: "2046-01-01" });
    write(certificates, `${folder}/tls/ca.pem`, ca.pem);
    for (let number = 1; number <= 20; number++) {
      const component = number <= 5 ? "pd" : "tikv";
      const name = `${component}-${number}`;
      const host = `${name}.site${site}.example`;
      if (number < 20) write(certificates, `${folder}/tls/${name}.pem`, leaf(ca, component, host));
      const text = component === "pd" ? pdConfig(name, host, number, site) : tikvConfig(name, host, number, site);
      write(configs, `${folder}/${name}.toml`, text);
    }
  }
  return { configs, certificates };
}

function leaf(issuer: Issued, cn: string, host: string): string {
  return issue({ cn, issuer, ca: false, san: [`DNS:${host}`], until: "2036-01-01" }).pem;
}

function pdConfig(name: string, host: string, number: number, site: number): string {
  return `name = "${name}"
client-urls = "https://10.0.${site % 256}.${number}:2379"
peer-urls = "https://10.0.${site % 256}.${number}:2380"
advertise-client-urls = "https://${host}:2379"
advertise-peer-urls = "https://${host}:2380"

[security]
cacert-path = "/etc/tikv/tls/ca.pem"
cert-path = "/etc/tikv/tls/${name}.pem"
key-path = "/etc/tikv/tls/${name}-key.pem"
cert-allowed-cn = ["pd", "tikv", "tidb"]
`;
}

function tikvConfig(name: string, host: string, number: number, site: number): string {
  return `[server]
addr = "10.0.${site % 256}.${number}:20160"
advertise-addr = "${host}:20160"
status-addr = "10.0.${site % 256}.${number}:20180"

[pd]
endpoints = ["pd-1.site${site}.example:2379", "pd-2.site${site}.example:2379", "pd-3.site${site}.example:2379"]

[security]
ca-path = "/etc/tikv/tls/ca.pem"
cert-path = "/etc/tikv/tls/${name}.pem"
key-path = "/etc/tikv/tls/${name}-key.pem"
cert-allowed-cn = ["tikv", "pd", "tidb", "prometheus"]
`;
}
