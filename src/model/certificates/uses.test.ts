import { expect, test } from "vitest";
import { issue, testTime } from "../../../test/support/issue.ts";
import { readFiles } from "../../read/read.ts";
import { sourceFile } from "../../read/source-file.ts";
import type { RepoPath } from "../../text/span.ts";
import { buildModel } from "../build.ts";
import { filesToJudge, presentedCertificates } from "./uses.ts";

const ca = issue({ cn: "root", ca: true });
const leaf = issue({ cn: "pd", issuer: ca });
const config = `name = "pd-0"
[security]
cacert-path = "/tls/ca.pem"
cert-path = "/tls/pd.pem"
key-path = "/tls/pd.key"
`;

async function modelOf(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([path, text]) => sourceFile(path as RepoPath, new TextEncoder().encode(text)));
  return buildModel(await readFiles(files), {}, testTime);
}

test("a file is judged once, in the environment where it lies, whether or not a configuration names it", async () => {
  const model = await modelOf({ "prod/pd.toml": config, "prod/pd.pem": leaf.pem, "prod/spare.pem": leaf.pem });
  expect(filesToJudge(model).map(({ file, environment, uses }) => [file.path, environment.name, uses.length])).toEqual([
    ["prod/pd.pem", "prod", 1],
    ["prod/spare.pem", "prod", 0],
  ]);
});

test("a file that lies among the files of one environment and is named by another belongs to the one that names it", async () => {
  const compose =
    "services:\n  pd:\n    image: pingcap/pd\n    command: --config=/conf/pd-tls.toml\n    volumes: [./conf:/conf]\n";
  const tls = config.replaceAll("/tls/", "/conf/tls/");
  const files = { "conf/pd.toml": "", "conf/pd-tls.toml": tls, "conf/tls/pd.pem": leaf.pem, "conf/tls/pd-old.pem": leaf.pem };
  const model = await modelOf({ ...files, "docker-compose-tls.yaml": compose });
  expect(filesToJudge(model).map(({ file, environment }) => [file.path, environment.name])).toEqual([
    ["conf/tls/pd-old.pem", "default"],
    ["conf/tls/pd.pem", "tls"],
  ]);
});

test("of several that name a file, the highest tier has it, and of these the one where it lies", async () => {
  const tls = (path: string) => config.replaceAll("/tls/", path);
  const environments = async (...names: readonly string[]) => {
    const configs = Object.fromEntries(names.map((name) => [`${name}/pd.toml`, tls("../dev/")]));
    const model = await modelOf({ ...configs, "dev/pd.pem": leaf.pem });
    return filesToJudge(model).map(({ environment, uses }) => [environment.name, uses.length]);
  };
  expect(await environments("dev", "prod")).toEqual([["prod", 2]]);
  expect(await environments("dev", "test")).toEqual([["dev", 2]]);
});

test("certificates of other programs are left alone", async () => {
  const model = await modelOf({ "prod/pd.toml": config, "prod/pd.pem": leaf.pem, "web/site.pem": leaf.pem });
  expect(filesToJudge(model).map(({ file }) => file.path)).toEqual(["prod/pd.pem"]);
});

test("the first certificate of a file is presented, the others are sent along; a CA file presents none", async () => {
  const model = await modelOf({ "prod/pd.toml": config, "prod/pd.pem": leaf.keyPem + leaf.pem + ca.pem, "prod/ca.pem": ca.pem });
  const presented = presentedCertificates(model);
  expect(presented).toHaveLength(1);
  expect(presented[0]?.leaf.subject.text).toBe("CN=pd");
  expect(presented[0]?.sent.map(({ subject }) => subject.text)).toEqual(["CN=root"]);
  expect(presented[0]?.presenters.map(({ instance }) => instance.name)).toEqual(["pd-0"]);
});
