import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { placeOnLoopback } from "../../src/prove/place.ts";
import { readAnswer, writeHello } from "../../src/prove/probe/hello.ts";
import { probe } from "../../src/prove/probe/probe.ts";
import type { Address } from "../../src/prove/stage/stage.ts";
import { type Offered, surveyAddress } from "../../src/prove/survey.ts";
import { cluster, tikvToml } from "../support/cluster.ts";
import { issue } from "../support/issue.ts";

const limits = { signal: new AbortController().signal, milliseconds: 5000 };
const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const hasNmap = has("nmap", "--version");
const hasTestssl = has("testssl", "--help");
const rsa = issue({ cn: "server", key: "rsa-2048", san: ["IP:127.0.0.1"] });

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

/** Starts `openssl s_server` with an RSA certificate and waits until it serves. */
async function openssl(...args: string[]): Promise<Address> {
  const folder = mkdtempSync(join(tmpdir(), "s-server-"));
  writeFileSync(join(folder, "cert.pem"), rsa.pem + rsa.keyPem);
  const { environment } = await cluster({ "tikv.toml": tikvToml() });
  const [placement] = await placeOnLoopback(environment.instances);
  const address = placement?.["tikv-grpc"];
  if (address === undefined) throw new Error("no address");
  const child = spawn(
    "openssl",
    ["s_server", "-accept", `127.0.0.1:${address.port}`, "-cert", join(folder, "cert.pem"), "-www", ...args],
    {
      stdio: "ignore",
    },
  );
  cleanups.push(async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    rmSync(folder, { recursive: true });
  });
  while (
    (
      await probe(
        { address, transport: "tls", speaks: "http", protocols: { min: "TLSv1", max: "TLSv1.3" }, ciphers: "ALL" },
        limits,
      )
    ).observed.kind === "inconclusive"
  )
    await sleep(50);
  return address;
}

async function surveyed(address: Address): Promise<Offered> {
  const found = await surveyAddress(address, limits);
  if (found === undefined) throw new Error("no TLS");
  return found;
}

const suitesOf = ({ suites }: Offered, protocol: string) =>
  suites.filter((suite) => suite.protocol === protocol).map(({ name }) => name);

describe("OpenSSL's own server", () => {
  test("is found to speak the one version that it is told to speak", async () => {
    for (const [flag, protocol] of [
      ["-tls1", "TLSv1"],
      ["-tls1_1", "TLSv1.1"],
      ["-tls1_2", "TLSv1.2"],
      ["-tls1_3", "TLSv1.3"],
    ] as const) {
      const found = await surveyed(await openssl(flag, "-cipher", "ALL:@SECLEVEL=0"));
      expect(found.protocols, flag).toEqual([protocol]);
    }
  });

  test("is found to have the suites that it is told to have, in its own order where it keeps one", async () => {
    const list = ["ECDHE-RSA-AES256-GCM-SHA384", "AES128-SHA", "DHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-CHACHA20-POLY1305"];
    const ordered = await surveyed(await openssl("-tls1_2", "-cipher", list.join(":"), "-serverpref"));
    expect(suitesOf(ordered, "TLSv1.2")).toEqual(list);
    expect(ordered.preference).toBe("server");
    const free = await surveyed(await openssl("-tls1_2", "-cipher", list.join(":")));
    expect(suitesOf(free, "TLSv1.2").toSorted()).toEqual(list.toSorted());
    expect(free.preference).toBe("client");
  });

  test("is found to have every suite that it can have with an RSA certificate, anonymous and without encryption", async () => {
    const said = spawnSync("openssl", ["ciphers", "-tls1_2", "-s", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"], {
      encoding: "utf8",
    }).stdout;
    const wanted = said
      .trim()
      .split(":")
      .filter((name) => !/ECDSA|DSS|PSK|SRP/.test(name));
    const found = await surveyed(await openssl("-tls1_2", "-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"));
    expect(suitesOf(found, "TLSv1.2").toSorted()).toEqual(wanted.toSorted());
  });

  test("is found to have the groups that it is told to have", async () => {
    for (const version of ["-tls1_2", "-tls1_3"]) {
      const { groups } = await surveyed(await openssl(version, "-groups", "P-384:X448"));
      expect(groups.toSorted(), version).toEqual(["P-384", "X448"]);
    }
  });

  test("is found to resume by tickets, by session ids or not at all", async () => {
    expect((await surveyed(await openssl("-tls1_2"))).resumption).toBe("tickets");
    expect((await surveyed(await openssl("-tls1_2", "-no_ticket"))).resumption).toBe("session-ids");
    expect((await surveyed(await openssl("-tls1_2", "-no_ticket", "-no_cache"))).resumption).toBe("none");
    expect((await surveyed(await openssl("-tls1_3"))).resumption).toBe("unknown");
  });

  test("presents its certificate byte for byte", async () => {
    const { presented } = await surveyed(await openssl("-tls1_2"));
    expect(presented?.map((der) => Buffer.from(der).toString("hex"))).toEqual([rsa.der.toString("hex")]);
  });
});

describe("judged by others", () => {
  test.skipIf(!hasNmap)(
    `nmap finds the same suites in the same versions${hasNmap ? "" : " (skipped: no nmap)"}`,
    async () => {
      const address = await openssl("-cipher", "ALL:!ARIA:!CAMELLIA:@SECLEVEL=0", "-min_protocol", "TLSv1");
      const ours = await surveyed(address);
      const run = spawnSync("nmap", ["-Pn", "-n", "-p", String(address.port), "--script", "+ssl-enum-ciphers", "127.0.0.1"], {
        encoding: "utf8",
      });
      const count = (protocol: string) => {
        const part = run.stdout.split(`${protocol}: `)[1]?.split("compressors")[0] ?? "";
        return part.match(/TLS_\S+/g)?.length ?? 0;
      };
      for (const [ourName, theirs] of [
        ["TLSv1", "TLSv1.0"],
        ["TLSv1.1", "TLSv1.1"],
        ["TLSv1.2", "TLSv1.2"],
      ] as const) {
        expect(suitesOf(ours, ourName).length, run.stdout).toBe(count(theirs));
      }
    },
    120_000,
  );

  test.skipIf(!hasTestssl)(
    `testssl.sh finds the same suites by the same names${hasTestssl ? "" : " (skipped: no testssl.sh)"}`,
    async () => {
      const address = await openssl(
        "-cipher",
        "ECDHE+AESGCM:AES128-SHA:DHE+CHACHA20:ADH-AES128-SHA:@SECLEVEL=0",
        "-min_protocol",
        "TLSv1.2",
      );
      const ours = await surveyed(address);
      const folder = mkdtempSync(join(tmpdir(), "testssl-"));
      cleanups.push(() => rmSync(folder, { recursive: true }));
      const file = join(folder, "out.json");
      spawnSync("testssl", [
        "--quiet",
        "--warnings",
        "batch",
        "--color",
        "0",
        "-E",
        "--jsonfile",
        file,
        `127.0.0.1:${address.port}`,
      ]);
      const entries = JSON.parse(readFileSync(file, "utf8")) as { id: string; finding: string }[];
      const theirs = entries.flatMap(({ id, finding }) => {
        const [, version] = /^cipher-(tls1_[23])_/.exec(id) ?? [];
        // `TLS 1.2   xc030   ECDHE-RSA-AES256-GCM-SHA384 ...`
        const [, name] = /\sx[0-9a-f]+\s+(\S+)/.exec(finding) ?? [];
        return version === undefined || name === undefined ? [] : [`${version} ${name}`];
      });
      const wanted = ours.suites.map(({ protocol, name }) => `${protocol === "TLSv1.2" ? "tls1_2" : "tls1_3"} ${name}`);
      expect(theirs.toSorted()).toEqual(wanted.toSorted());
    },
    240_000,
  );
});

describe("a server that is none", () => {
  const behaviours: Record<string, (socket: Socket) => void> = {
    "is silent": () => {},
    "says a banner": (socket) => socket.write("220 mail\r\n"),
    closes: (socket) => socket.destroy(),
    "chooses what was not offered": (socket) =>
      socket.write(Buffer.from(`160303002a020000260303${"00".repeat(32)}00ffff00`, "hex")),
  };
  test.each(Object.entries(behaviours))("that %s offers nothing", async (_name, behave) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      behave(socket);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    cleanups.push(() => server.close());
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await surveyAddress({ host: "127.0.0.1", port }, { ...limits, milliseconds: 300 })).toBeUndefined();
  });

  test("no bytes make the reader of answers throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), fc.integer({ min: 0, max: 2 }), (bytes, isOver, kind) => {
        const heads = ["", "160303", `160303012c0200012803${"03".repeat(34)}`];
        readAnswer(Buffer.concat([Buffer.from(heads[kind] ?? "", "hex"), bytes]), isOver);
      }),
      { numRuns: 2000 },
    );
  });

  test("a hello of every version is a whole record", () => {
    for (const version of [0x0300, 0x0301, 0x0302, 0x0303, 0x0304]) {
      const hello = writeHello({ version, suites: [0x1301], groups: [23], serverName: "pd.prod.svc" });
      expect(hello.length).toBe(5 + hello.readUInt16BE(3));
    }
  });
});
