import type { LineReader, ReportRule } from "../../src/report/options.ts";
import type { Report, ReportChannel, ReportFinding } from "../../src/report/report.ts";

/** Files of the sample, by path; what `lineOf` reads. */
const sampleFiles: Readonly<Record<string, string>> = {
  "deploy/prod/tikv.toml": [
    "[security]",
    'ca-path = "/tls/ca.pem"',
    'server-cert-path = "/tls/tikv.pem"',
    '\tcert-allowed-cn = ["pd", "名前"] # note',
  ].join("\n"),
  "deploy/prod/tls/tikv.key": "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n",
  "deploy/dev/pd.toml": '[security]\ncacert-path = "/tls/ca.pem"\n',
};

export const sampleLineOf: LineReader = (path, line) => sampleFiles[path]?.split("\n")[line - 1];

export const sampleRules: readonly ReportRule[] = [
  {
    id: "config/unknown-key",
    title: "A key that this version does not know",
    why: "The program ignores the key, so that the protection that it names is not there.",
    fix: "Rename the key.",
    threats: ["eavesdropping"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-319"],
  },
  {
    id: "cert/expires-soon",
    title: "A certificate expires soon",
    why: "After its end no peer accepts it, and the cluster falls apart.",
    fix: "Reissue it.",
    threats: ["outage"],
    controls: ["CWE-298"],
  },
  {
    id: "key/committed",
    title: "A private key is in the repository",
    why: "Whoever reads the repository can pose as the server.",
    fix: "Take it out and reissue the certificate.",
    threats: ["impersonation", "man-in-the-middle"],
    controls: ["CWE-321"],
  },
];

export const sampleFinding: ReportFinding = {
  rule: "config/unknown-key",
  severity: "error",
  message: "TiKV v8.5 does not know security.server-cert-path and ignores it: this server listens in plaintext",
  help: "rename it to cert-path",
  path: "deploy/prod/tikv.toml",
  line: 3,
  column: 1,
  endLine: 3,
  endColumn: 17,
  environment: "prod",
  component: "tikv",
  channels: ["client-tikv", "tikv-tikv"],
  threats: ["eavesdropping"],
  controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-319"],
  related: [],
  fix: {
    description: "rename the key to cert-path",
    safety: "safe",
    edits: [{ path: "deploy/prod/tikv.toml", line: 3, column: 1, endLine: 3, endColumn: 17, text: "cert-path" }],
  },
  fingerprint: "a".repeat(64),
  waiver: null,
};

const expiring: ReportFinding = {
  ...sampleFinding,
  rule: "cert/expires-soon",
  severity: "warning",
  message: "tikv-0's certificate expires on 2026-12-20, in 26 days; policy strict asks for 45",
  help: "replace the key file first, the certificate file last",
  path: "deploy/prod/tls/tikv.pem",
  line: 1,
  endLine: 11,
  endColumn: 26,
  channels: [],
  threats: ["outage"],
  controls: ["CWE-298"],
  related: [{ path: "deploy/prod/tikv.toml", line: 2, column: 11, endLine: 2, endColumn: 24, message: "the CA that issued it" }],
  fix: null,
  fingerprint: "b".repeat(64),
};

const committed: ReportFinding = {
  ...expiring,
  rule: "key/committed",
  severity: "error",
  message: "an unencrypted private key that unlocks the certificate of tikv-0",
  help: "take it out of the repository and reissue the certificate",
  path: "deploy/prod/tls/tikv.key",
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 28,
  related: [],
  fingerprint: "c".repeat(64),
  threats: ["impersonation", "man-in-the-middle"],
  controls: ["CWE-321"],
};

const waived: ReportFinding = {
  ...expiring,
  path: "deploy/dev/tls/pd.pem",
  environment: "dev",
  component: "pd",
  related: [],
  fingerprint: "d".repeat(64),
  waiver: { reason: "replaced by the new issuer in December", owner: "@storage-team", until: "2026-12-31" },
};

const channel: ReportChannel = {
  id: "client-tikv",
  from: "client",
  to: "tikv-0",
  posture: "plaintext",
  handshake: "succeeds",
  reason: null,
  detail: "tikv-0 listens in plaintext",
  evidence: [{ path: "deploy/prod/tikv.toml", line: 1 }],
};

/** A report as a run makes it: two environments, each kind of finding once. */
export const sampleReport: Report = {
  schemaVersion: 1,
  tool: { name: "tikv-tls-gate", version: "0.1.0" },
  now: "2026-11-24T00:00:00Z",
  policy: { name: "strict", source: "bundled" },
  configFile: ".github/tikv-tls-gate.yml",
  conclusion: "failure",
  failOn: "error",
  counts: { error: 2, warning: 1, note: 0, waived: 1 },
  assumptions: ["No file names a version: judged as v8.5.7, the newest release that is known"],
  environments: [
    {
      name: "dev",
      tier: "development",
      instances: [{ component: "pd", name: "pd-0", path: "deploy/dev/pd.toml" }],
      channels: [{ ...channel, id: "client-pd", to: "pd-0", posture: "mtls", detail: "" }],
    },
    {
      name: "prod",
      tier: "production",
      instances: [
        { component: "pd", name: "pd-0", path: "deploy/prod/pd.toml" },
        { component: "tikv", name: "tikv-0", path: "deploy/prod/tikv.toml" },
      ],
      channels: [
        { ...channel, id: "client-pd", to: "pd-0", posture: "mtls-identity", detail: "" },
        {
          ...channel,
          id: "tikv-pd",
          from: "tikv-0",
          to: "pd-0",
          posture: "mtls-identity",
          handshake: "fails",
          reason: "client-not-allowed",
          detail: "pd-0 does not list the common name tikv",
        },
        { ...channel, id: "tikv-pd", from: "tikv-1", to: "pd-0", posture: "mtls-identity" },
        channel,
        { ...channel, id: "status-tikv", posture: "unknown", handshake: "unknown", detail: "status-addr is a placeholder" },
      ],
    },
  ],
  certificates: [
    {
      path: "deploy/prod/tls/tikv.pem",
      line: 1,
      subject: "CN=tikv",
      issuer: "CN=ca",
      notBefore: "2026-01-01T00:00:00Z",
      notAfter: "2026-12-20T00:00:00Z",
      sha256: "e".repeat(64),
      key: "P-256",
      signature: "ECDSA with SHA-256",
      roles: ["tikv client", "tikv server"],
    },
  ],
  findings: [committed, sampleFinding, expiring, waived].sort((a, b) => (a.severity < b.severity ? -1 : 1)),
};

/** What a handshake test of its environment prod would add. */
export const sampleProofs: NonNullable<Report["proofs"]> = [
  {
    environment: "prod",
    engine: "process",
    parts: [
      { instance: "pd-0", program: "pd-server v8.5.3", isReal: true },
      { instance: "tikv-0", program: "a model of TiKV in this program", isReal: false },
    ],
    trials: [
      {
        channel: "client-pd",
        from: "client",
        to: "pd-0",
        port: "pd-client",
        attempt: "right-client",
        predicted: "succeeds",
        prediction: "both sides prove themselves, and the client's name is allowed",
        observed: "accepted",
        observation: "served over TLSv1.3 TLS_AES_128_GCM_SHA256 (HTTP 200)",
        agrees: true,
        command: "curl --http1.1 --cacert /tls/ca.pem https://pd-0:2379/pd/api/v1/version",
      },
      {
        channel: "client-pd",
        from: "client",
        to: "pd-0",
        port: "pd-client",
        attempt: "no-certificate",
        predicted: "fails",
        prediction: "client has no certificate and the client port of pd-0 demands one",
        observed: "accepted",
        observation: "served over TLSv1.3 (HTTP 200)",
        agrees: false,
        command: "curl --http1.1 --cacert /tls/ca.pem https://pd-0:2379/pd/api/v1/version",
      },
    ],
    surveys: [
      {
        instance: "pd-0",
        port: "pd-client",
        protocols: ["TLSv1.2", "TLSv1.3"],
        askedProtocols: ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"],
        suites: [{ protocol: "TLSv1.3", name: "TLS_AES_128_GCM_SHA256" }],
        groups: ["X25519", "P-256"],
        resumption: "tickets",
        presentsTwin: true,
        command: "openssl s_client -connect pd-0:2379",
      },
    ],
    notes: ["The certificate of tikv-0 is not in the repository: a stand-in serves."],
    rewrites: ["pd-0: client-urls https://pd-0:2379 -> https://127.0.0.1:20001"],
    milliseconds: 4200,
  },
];
