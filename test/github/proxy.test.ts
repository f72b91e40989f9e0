import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { ActionStep } from "../support/action-step.ts";
import { type ForwardProxy, forwardProxy } from "../support/forward-proxy.ts";
import { pullRequestPayload } from "../support/github-events.ts";
import { type GithubServer, githubServer } from "../support/github-server.ts";
import { issue } from "../support/issue.ts";
import { changedRepository, plainTikvTexts, soundTexts } from "../support/pull-request.ts";

// An enterprise's network: the API has a name that only the proxy knows, and a certificate of the enterprise's own CA.
const validity = { from: "2020-01-01T00:00:00Z", until: "2040-01-01T00:00:00Z" };
const ca = issue({ cn: "enterprise CA", ca: true, ...validity });
const certificate = issue({ cn: "ghe", issuer: ca, san: ["DNS:github.enterprise.test"], usages: ["serverAuth"], ...validity });
const change = changedRepository(soundTexts(), plainTikvTexts());
const folder = mkdtempSync(join(tmpdir(), "tikv-tls-gate-proxy-"));
const workspace = join(folder, "workspace");
cpSync(change.repository.folder, workspace, { recursive: true, filter: (path) => !/[/\\]\.git([/\\]|$)/.test(path) });
writeFileSync(join(folder, "ca.pem"), ca.pem);

let server: GithubServer;
let step: ActionStep;
const open: { close?(): void; remove?(): void }[] = [
  change.repository,
  { remove: () => rmSync(folder, { recursive: true, force: true }) },
];

beforeEach(async () => {
  server = await githubServer({ key: certificate.keyPem, cert: certificate.pem });
  server.repository = change.repository;
  server.head = change.head;
  step = new ActionStep(server);
  open.push(server, step);
});
afterAll(() => {
  for (const one of open) {
    one.close?.();
    one.remove?.();
  }
});

async function run(environment: Readonly<Record<string, string>>) {
  return step.run(workspace, {
    event: "pull_request",
    payload: pullRequestPayload(change),
    inputs: { comment: "always" },
    environment: {
      GITHUB_API_URL: "https://github.enterprise.test/api/v3",
      GITHUB_GRAPHQL_URL: "https://github.enterprise.test/api/graphql",
      NODE_EXTRA_CA_CERTS: join(folder, "ca.pem"),
      ...environment,
    },
  });
}

async function proxyTo(port: number | undefined): Promise<ForwardProxy> {
  const proxy = await forwardProxy(port);
  open.push(proxy);
  return proxy;
}

test("an enterprise server is asked through the proxy of HTTPS_PROXY, with its credentials: base and comment", async () => {
  const proxy = await proxyTo(server.port);
  const { status, summary, warnings } = await run({ HTTPS_PROXY: proxy.address.replace("//", "//user:pass@") });
  expect(status).toBe(1);
  expect(summary).toContain(`against ${change.base.slice(0, 12)}`);
  expect(warnings).toEqual([]);
  expect(server.comments).toHaveLength(1);
  expect(new Set(proxy.asked)).toEqual(new Set(["user:pass github.enterprise.test:443"]));
});

test("NO_PROXY names whom to ask directly: a name that nobody knows then is no base", async () => {
  const proxy = await proxyTo(server.port);
  const { status, summary } = await run({ HTTPS_PROXY: proxy.address, NO_PROXY: ".enterprise.test" });
  expect(status).toBe(1);
  expect(summary).toContain("policy/base-missing");
  expect([proxy.asked, server.requests]).toEqual([[], []]);
});

test("a proxy that refuses is no base, and the log does not name its password", async () => {
  const proxy = await proxyTo(undefined);
  const { status, summary, log } = await run({ HTTPS_PROXY: proxy.address.replace("//", "//user:hunter2@") });
  expect(status).toBe(1);
  expect(summary).toContain("policy/base-missing");
  expect(proxy.asked.length).toBeGreaterThan(0);
  expect(`${log}${summary}`).not.toContain("hunter2");
  expect(server.requests).toEqual([]);
});
