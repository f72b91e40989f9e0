import type { Environment } from "../model/environments/environment.ts";
import { offerOf } from "../model/handshake/handshake.ts";
import { type Offer, type Port, portName, portsOf, postureOf } from "../model/handshake/offer.ts";
import type { Instance } from "../model/instances/instance.ts";
import { codeSpan, forMarkdown, singleLine } from "../text/safe.ts";
import { addressByHand, commandByHand, filesByHand, word } from "./by-hand.ts";

/** One thing to do by hand: a command and what the answer means. */
interface Step {
  readonly say: string;
  readonly command: string;
  readonly expect: string;
}

/** The verification of a real environment by hand, as Markdown: filled in with its addresses and the answers to expect. */
export function runbookOf(environment: Environment): string {
  const { name, instances } = environment;
  const sections = instances.flatMap((instance) => portsOf(instance).map((port) => portSection(instance, port)));
  const parts = [
    `# Verify the TLS of ${forMarkdown(name)} by hand`,
    "Run the commands where the named files are at hand (on a machine of the cluster, or with a client's own files). Words in capitals are to be filled in: the files do not say them. OpenSSL 1.1.1 or newer; `curl` and `nc` as they come.",
    "## 1. Logs",
    ...logSteps(instances).map(stepText),
    "## 2. Every port",
    ...sections,
    "## 3. A client",
    ...clientSteps(instances).map(stepText),
    "## 4. Between the components",
    ...betweenSteps(instances).map(stepText),
  ];
  return `${parts.join("\n\n")}\n`;
}

function stepText({ say, command, expect }: Step): string {
  return `${say}\n\n${fence(command)}\n\n${expect}`;
}

/** A fence that no value can close: it is longer than every row of backticks in the text. */
function fence(command: string): string {
  const lines = command.split("\n").map(singleLine);
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)));
  const mark = "`".repeat(longest + 1);
  return `${mark}sh\n${lines.join("\n")}\n${mark}`;
}

function portSection(instance: Instance, port: Port): string {
  const offer = offerOf({ instance, port });
  const title = `### ${forMarkdown(instance.name)}, ${portName[port]} (${codeSpan(addressByHand(instance, port))})`;
  const posture = offer === undefined ? "unknown" : postureOf(offer);
  const steps = offer === undefined ? [] : portSteps(instance, port, offer);
  return [title, `The files say: ${postureWords[posture]}.`, ...steps.map(stepText)].join("\n\n");
}

const postureWords = {
  plaintext: "plaintext, every client is served and can be eavesdropped on",
  tls: "TLS, no client certificate is requested",
  mtls: "mutual TLS, every certificate of the CA is let in",
  "mtls-identity": "mutual TLS, and only the listed names are let in",
  unknown: "nothing certain; the answers below show what it is",
} as const;

function portSteps(instance: Instance, port: Port, offer: Offer): readonly Step[] {
  const isSecured = offer.transport === "tls";
  const asksForCertificates = offer.check.kind === "certificate";
  return [
    {
      say: "The right client:",
      command: commandByHand(instance, port, isSecured || offer.transport === "unknown" ? "right-client" : "plaintext"),
      expect: isSecured ? servedText(port) : "An answer: the port serves plaintext.",
    },
    ...(isSecured && asksForCertificates
      ? [
          {
            say: "The same without a certificate:",
            command: commandByHand(instance, port, "no-certificate"),
            expect: anonymousText(port),
          },
        ]
      : []),
    ...(isSecured
      ? [
          {
            say: "Without TLS:",
            command: commandByHand(instance, port, "plaintext"),
            expect: "No answer: the connection is closed with not a byte sent. Any answer means that the port serves plaintext.",
          },
          {
            say: "An old version of TLS (OpenSSL needs its security level lowered to offer it):",
            command: `openssl s_client -connect ${word(addressByHand(instance, port))} -tls1_1 -cipher DEFAULT@SECLEVEL=0 </dev/null`,
            expect: "`no protocols available`, an alert `protocol version` or a closed connection; never a `Server certificate`.",
          },
        ]
      : []),
  ];
}

function servedText(port: Port): string {
  if (port === "tikv-grpc")
    return "`ALPN protocol: h2`, `Verify return code: 0 (ok)`, and the connection stays open until OpenSSL ends it. TLS 1.3 shows only after the handshake whether the client is let in: TiKV closes at once when not, and sends no alert.";
  if (port === "pd-peer") return 'An answer such as `{"etcdserver":"3.5.15","etcdcluster":"3.5.0"}`.';
  if (port === "pd-client") return 'An answer such as `{"version":"v8.5.3"}`.';
  return "An answer with the versions of TiKV.";
}

function anonymousText(port: Port): string {
  return port === "tikv-grpc"
    ? "The connection is closed without an alert, in TLS 1.3 after `Verify return code`: look into the log, where it says `peer did not return a certificate`."
    : "A refusal: `alert certificate required` (TLS 1.3) or `handshake failure` (TLS 1.2). Any answer means that anybody is served.";
}

function logSteps(instances: readonly Instance[]): readonly Step[] {
  const has = (component: Instance["component"]) => instances.some((instance) => instance.component === component);
  return [
    ...(has("pd")
      ? [
          {
            say: "On every PD, who was refused and why:",
            command: `grep -F 'rejected connection' pd.log | tail`,
            expect:
              "Nothing new. `tls: client didn't provide a certificate`: a client without one; `certificate signed by unknown authority`: one of another CA; `tls: first record does not look like a TLS handshake`: plaintext. With two or more names in cert-allowed-cn each start logs one `remote error: tls: bad certificate` of PD's own gateway, which is harmless.",
          },
          {
            say: "On every PD, whether certificates are set and not used:",
            command: `grep -E 'scheme is http or unix while key and cert files are present|undefined item' pd.log`,
            expect:
              "Nothing. The first means plaintext in spite of the certificates, the second a key of the file that PD does not know.",
          },
          {
            say: "On every PD, that it came up:",
            command: `grep -F 'PD leader is ready to serve' pd.log | tail -1`,
            expect: "One line on the leader.",
          },
        ]
      : []),
    ...(has("tikv")
      ? [
          {
            say: "On every TiKV, who was refused and why:",
            command: `grep -E 'Handshake failed with fatal error|Common name check fail' tikv.log | tail`,
            expect:
              "Nothing new. `peer did not return a certificate`: a client without one; `certificate verify failed`: another CA, an expired certificate or one that is not for clients; `wrong version number` or `http request`: plaintext; `Common name check fail`: a name that is not in cert-allowed-cn.",
          },
          {
            say: "On every TiKV, whether its own files serve:",
            command: `grep -E 'Invalid private key|Invalid cert chain file|Could not load any root certificate|PD failed to respond|should be all configured' tikv.log | tail`,
            expect: "Nothing new.",
          },
        ]
      : []),
  ];
}

function clientSteps(instances: readonly Instance[]): readonly Step[] {
  const pd = instances.find((instance) => instance.component === "pd");
  const tikv = instances.find((instance) => instance.component === "tikv");
  return [...(pd === undefined ? [] : [pdCtlStep(pd)]), ...(tikv === undefined ? [] : [tikvCtlStep(tikv)])];
}

function pdCtlStep(pd: Instance): Step {
  const offer = offerOf({ instance: pd, port: "pd-client" });
  const files = filesByHand(pd);
  const isSecured = offer?.transport !== "plaintext";
  const url = `${isSecured ? "https" : "http"}://${addressByHand(pd, "pd-client")}`;
  const options = isSecured ? ` --cacert ${word(files.ca)} --cert ${word(files.certificate)} --key ${word(files.key)}` : "";
  return {
    say: "With PD's own tool:",
    command: `pd-ctl -u ${word(url)}${options} health`,
    expect:
      "JSON with every member healthy, exit status 0. `certificate required`: no client certificate was given; `unknown certificate authority`: one of another CA; `EOF`: one side speaks TLS and the other does not.",
  };
}

function tikvCtlStep(tikv: Instance): Step {
  const offer = offerOf({ instance: tikv, port: "tikv-grpc" });
  const files = filesByHand(tikv);
  const isSecured = offer?.transport !== "plaintext";
  const options = isSecured
    ? `--ca-path ${word(files.ca)} --cert-path ${word(files.certificate)} --key-path ${word(files.key)} `
    : "";
  return {
    say: "With TiKV's own tool:",
    command: `tikv-ctl ${options}--host ${word(addressByHand(tikv, "tikv-grpc"))} metrics`,
    expect:
      "Metrics. `UNAVAILABLE` means that the two sides do not agree on TLS, the CA or the name; the log of TiKV says which.",
  };
}

function betweenSteps(instances: readonly Instance[]): readonly Step[] {
  const pds = instances.filter((instance) => instance.component === "pd");
  const tikvs = instances.filter((instance) => instance.component === "tikv");
  const [pd] = pds;
  const [tikv] = tikvs;
  const steps: Step[] = [];
  if (pd !== undefined) {
    const offer = offerOf({ instance: pd, port: "pd-client" });
    const command = (path: string) =>
      commandByHand(pd, "pd-client", offer?.transport === "plaintext" ? "plaintext" : "right-client").replace(
        "/pd/api/v1/version",
        path,
      );
    steps.push(
      {
        say: "PD to PD: every member sees every other, by its peer port:",
        command: command("/pd/api/v1/health"),
        expect: 'Every member with `"health":true`. A member that others cannot reach is missing or false.',
      },
      {
        say: "TiKV to PD: every store sends its heartbeats:",
        command: command("/pd/api/v1/stores"),
        expect: 'Every store with `"state_name":"Up"` and a `last_heartbeat_ts` of the last minute.',
      },
    );
  }
  if (tikv !== undefined && tikvs.length > 0) {
    steps.push({
      say: "TiKV to TiKV: each store connects to the others by the addresses that they advertise (on every TiKV):",
      command: `grep -E 'connection established|wait connect timeout' tikv.log | tail`,
      expect:
        "`connection established` for every other store, and no `wait connect timeout` after it: that is a store which cannot be reached, or which does not let this one in.",
    });
  }
  if (pd !== undefined && tikv !== undefined) {
    steps.push({
      say: "The certificate of one instance as the client of the other (run on TiKV's machine):",
      command: `openssl s_client -connect ${word(addressByHand(pd, "pd-client"))} -alpn h2 ${filesText(tikv)} </dev/null`,
      expect: "`Verify return code: 0 (ok)`, `ALPN protocol: h2`, and no alert.",
    });
  }
  return steps;
}

function filesText(instance: Instance): string {
  const files = filesByHand(instance);
  return `-CAfile ${word(files.ca)} -cert ${word(files.certificate)} -key ${word(files.key)}`;
}
