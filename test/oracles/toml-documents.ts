/** Texts on which readers of TOML have been known to disagree, and mutations of real-looking ones. */
export const writtenDocuments: readonly string[] = [
  "",
  "\n\n",
  "# only a comment",
  "# a comment\r\n",
  "\uFEFF[security]\nca-path = 'x'\n",
  "a = 1 # \uFEFF in the middle",
  "\uFEFF\uFEFFa = 1",
  "a = 1\n\uFEFFb = 2",
  // Keys
  "a.b = 1",
  "a . b = 1",
  'a."b.c".d = 1',
  '"a.b" = 1',
  "'a b' = 1",
  '"" = 1',
  "'' = 1",
  '[""]\na = 1',
  "a.'' = 1",
  '"""a""" = 1',
  "'''a''' = 1",
  '["""a"""]',
  "= 1",
  "a",
  "a =",
  "a = # comment",
  "a =\n1",
  "a\n= 1",
  "a b = 1",
  "a: 1",
  "ä = 1",
  "a..b = 1",
  ".a = 1",
  "a. = 1",
  "1 = 2",
  "1.2 = 3",
  "- = 1",
  "true = false",
  "__proto__ = 1\nconstructor = 2",
  '"\\u0061" = 1\na = 2',
  "a = 1\na = 2",
  "a = 1\nA = 2",
  "a = 1 b = 2",
  "a = 1, b = 2",
  "a = 1;",
  "{",
  '{"a": 1}',
  "a = 1\n}",
  // Tables
  "[a]\n[a]",
  "[a]\nb = 1\n[a]\nc = 1",
  "[a.b]\n[a]",
  "[a]\n[a.b]\n[a]",
  "[a.b]\nc = 1\n[a]\nb = 1",
  "[a]\nb = 1\n[a.b]",
  "a = 1\n[a]",
  "a = 1\n[a.b]",
  "a = {}\n[a]",
  "a = {}\n[a.b]",
  "a = {b = 1}\n[a.b]",
  "a = {b = {}}\n[a.b.c]\nd = 1",
  "a = []\n[a]",
  "a = []\n[[a]]",
  "a = [{}]\n[[a]]",
  "a = [{}]\n[a.b]",
  "[[a]]\n[[a]]\n",
  "[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 1",
  "[[a]]\n[a]",
  "[a]\n[[a]]",
  "[a.b]\n[[a]]",
  "[[a.b]]\n[a]",
  "[a]\nb.c = 1\n[a.b]",
  "[a]\nb.c = 1\n[a.b.d]",
  "[a.b.c]\nz = 1\n[a]\nb.c.t = 2",
  "[a.b.c]\nz = 1\n[a]\nb.t = 2",
  "[a.b]\n[c]\n[a.d]",
  "[a]\nx = 1\n[b]\n[a.c]\ny = 1",
  "a.b = 1\na.c = 2",
  "a.b = 1\na = 2",
  "a = 1\na.b = 2",
  "a.b = 1\na = {c = 1}",
  "a.b = 1\na.b = 2",
  "a = {}\na.b = 2",
  "a = {b = 1}\na.c = 2",
  "a.b.c = 1\na.b = 2",
  "a.b = 1\n[[a]]",
  "a.b = 1\n[a]\nc = 1",
  "[a]\nb.c = 1\n[a.b]\nd = 1",
  "[[a.b]]\nc = 1\n[a]\nb.d = 1",
  "[a.b]\nc = 1\n[a]\nb = 1",
  "[a.b]\nc = 1\n[a]\nb.c = 1",
  "a = {b.c = 1, b = 2}",
  "a = {b = {c = 1}, b = {d = 2}}",
  "a = 1\n[b]\na.b = 1\n[b.a.c]",
  "a.b = 1\n[a]",
  "a.b = 1\n[a.c]",
  "a.b.c = 1\n[a.d]",
  "a.b = 1\nx = 1\na.c = 2",
  "[ a . b ]\nc = 1",
  "[a] # comment",
  "[a] b = 1",
  "[a]]",
  "[[a]",
  "[[a] ]",
  "[ [a]]",
  "[",
  "[]",
  "[[]]",
  "[a",
  "[a.]",
  "[.a]",
  "[a b]",
  "[a]\n\n\n[b]",
  "[a\n]",
  // Strings
  'a = "x',
  "a = 'x",
  'a = "x\ny"',
  'a = "\\e"',
  'a = "\\x41"',
  'a = "\\/"',
  'a = "\\\'"',
  'a = "\\u00e9\\U0001F600"',
  'a = "\\ud800"',
  'a = "\\U00110000"',
  'a = "\\u12"',
  'a = "\\"',
  'a = "C:\\tls\\ca.pem"',
  "a = 'C:\\tls'",
  'a = "tab\there"',
  "a = 'tab\there'",
  'a = "bell\u0007"',
  "a = 'bell\u0007'",
  'a = "delete\u007f"',
  "a = 'delete\u007f'",
  'a = "nul\u0000"',
  "a = 'nul\u0000'",
  'a = """x"""',
  'a = """\nx"""',
  'a = """\r\nx\r\ny"""',
  'a = """x\\\n   y"""',
  'a = """x\\  \n   y"""',
  'a = """x\\\r\n   y"""',
  'a = """x\\ y"""',
  'a = """x\\\n\n\n  y"""',
  'a = """\\\n"""',
  'a = """x""""',
  'a = """x"""""',
  'a = """x""""""',
  'a = """x"y""z"""',
  "a = '''x'''",
  "a = '''\nx\ny'''",
  "a = '''x''''",
  "a = '''x'''''",
  "a = '''x''y'''",
  "a = '''x",
  'a = """x',
  'a = """bell\u0007"""',
  'a = """nul\u0000"""',
  'a = """return\r"""',
  "a = '''return\r'''",
  'a = ""',
  "a = ''",
  'a = """"""',
  "a = x",
  "a = “x”",
  'a = "x"y',
  'a = "x" "y"',
  'a = "\u2028"',
  // Numbers
  "a = 0",
  "a = -0",
  "a = +0",
  "a = 007",
  "a = -01",
  "a = +1_000",
  "a = 1__0",
  "a = _1",
  "a = 1_",
  "a = 0_1",
  "a = 0x1F",
  "a = 0xdead_beef",
  "a = 0X1f",
  "a = 0o17",
  "a = 0b101",
  "a = 0b2",
  "a = 0x",
  "a = -0x1",
  "a = +0x1",
  "a = 9223372036854775807",
  "a = 9223372036854775808",
  "a = -9223372036854775808",
  "a = -9223372036854775809",
  "a = 0xffffffffffffffff",
  "a = 1.5",
  "a = 1.",
  "a = .5",
  "a = -.5",
  "a = +1.5",
  "a = 01.5",
  "a = 0.1_5",
  "a = 1_0.5",
  "a = 1._5",
  "a = 1e5",
  "a = 1E+5",
  "a = 1e-5",
  "a = 1e05",
  "a = 1e",
  "a = 1.e5",
  "a = 1.5e3.2",
  "a = 1e5_0",
  "a = 1e400",
  "a = 1e-400",
  "a = -1e400",
  "a = +0b1",
  "a = +0o7",
  "a = -0b1",
  "a = inf",
  "a = -inf",
  "a = +inf",
  "a = nan",
  "a = +nan",
  "a = Inf",
  "a = -",
  "a = +",
  "a = ++1",
  "a = 1 2",
  "a = 1a",
  "a = 8GiB",
  // Booleans
  "a = true",
  "a = True",
  "a = TRUE",
  "a = yes",
  "a = truee",
  // Times
  "a = 2026-11-24",
  "a = 2026-11-24T07:32:00Z",
  "a = 2026-11-24T07:32:00z",
  "a = 2026-11-24t07:32:00Z",
  "a = 2026-11-24 07:32:00Z",
  "a = 2026-11-24  07:32:00Z",
  "a = 2026-11-24T07:32:00",
  "a = 2026-11-24T07:32:00.123456",
  "a = 2026-11-24T07:32:00.",
  "a = 2026-11-24T07:32:00+08:00",
  "a = 2026-11-24T07:32:00-08:00",
  "a = 2026-11-24T07:32:00.5-08:00",
  "a = 2026-11-24T07:32",
  "a = 2026-11-24T07",
  "a = 07:32:00",
  "a = 07:32:00.5",
  "a = 07:32",
  "a = 25:00:00",
  "a = 2026-13-01",
  "a = 2026-02-30",
  "a = 2024-02-29",
  "a = 2025-02-29",
  "a = 2026-1-1",
  "a = 2026-11-24T24:00:00Z",
  "a = 2026-11-24T07:32:60Z",
  "a = 2026-11-24T07:32:00+24:00",
  "a = 2026-11-24T07:32:00Zx",
  "a = 2026-11-24 # a date, then a comment",
  "a = 2026-11-24 x",
  // Arrays
  "a = []",
  "a = [1, 2, 3]",
  "a = [1, 2, 3,]",
  "a = [1,, 2]",
  "a = [,]",
  "a = [,1]",
  "a = [1 2]",
  "a = [\n  1, # one\n  2 # two\n  ,\n]",
  "a = [1, 2.0]",
  'a = [1, "x"]',
  "a = [[1], [2]]",
  '\na = [[1], ["x"]]',
  "a = [[1], 2]",
  "a = [{b = 1}, {b = 2}]",
  "a = [{b = 1}, 2]",
  "a = [true, 1]",
  "a = [2026-11-24, 07:32:00]",
  "a = [1",
  "a = [1,",
  "a = [1\n",
  "a = ]",
  "a = [}",
  // Inline tables
  "a = {}",
  "a = { }",
  "a = {b = 1}",
  "a = {b = 1, c = 2}",
  "a = {b = 1,}",
  "a = {,}",
  "a = {b = 1,, c = 2}",
  "a = {b = 1 c = 2}",
  "a = {\n}",
  "a = {b = 1\n}",
  "a = {b = 1,\nc = 2}",
  "a = {\nb = 1}",
  "a = {b = [\n1,\n2]}",
  "a = {b = 1, b = 2}",
  "a = {b.c = 1}",
  "a = {b.c = 1, b.d = 2}",
  "a = {b = {}, b.d = 2}",
  "a = {b = 1, b.d = 2}",
  "a = {b = 1 # comment\n}",
  "a = {b = 1",
  "a = {b",
  "a = {",
  "a = {b = }",
  "a = {'b' = 1, \"c\" = 2}",
  'a = {b = """x\ny"""}',
  // Line ends and odd characters
  "a = 1\r\nb = 2\r\n",
  "a = 1\rb = 2",
  "a = 1\r",
  "# x\ry = 1",
  "a = 1\r\r\n",
  "\r",
  "a = [\r1]",
  "a\r= 1",
  "a = \r1",
  "# bell \u0007",
  "# nul \u0000",
  "# delete \u007f",
  "a = 1\u0000",
  "\u0000",
  "a = 1\u000b",
  "a = 1\u000c\n",
  "a\u00a0= 1",
  "a = 1\u2028b = 2",
  "\u001b[31m = 1",
];

/** As a cluster would have them. */
export const realLooking: readonly string[] = [
  `# TiKV
log-level = "info"

[server]
addr = "0.0.0.0:20160"
advertise-addr = "tikv-0.prod.svc:20160"
labels = { zone = "a", host = "h1" }

[pd]
endpoints = ["https://pd-0:2379", 'https://pd-1:2379']

[storage]
reserve-space = "5GiB"
[storage.block-cache]
capacity = "8GiB"

[security]
ca-path = "/etc/tikv/tls/ca.pem"
cert-path = "/etc/tikv/tls/tikv.pem"
key-path = "/etc/tikv/tls/tikv-key.pem"
cert-allowed-cn = [
  "tidb", # the SQL layer
  "pd",
]
`,
  `name = "pd-0"
client-urls = "https://0.0.0.0:2379"
advertise-client-urls = "https://pd-0.prod.svc:2379"
initial-cluster = "pd-0=https://pd-0.prod.svc:2380,pd-1=https://pd-1.prod.svc:2380"
lease = 3
tick-interval = "500ms"

[security]
cacert-path = "/tls/ca.pem"
cert-path = "/tls/pd.pem"
key-path = "/tls/pd.key"
cert-allowed-cn = ["pd", "tikv", "tidb"]

[schedule]
low-space-ratio = 0.8
enable-one-way-merge = false
[[schedule.schedulers-v2]]
type = "balance-region"
args = []
[[schedule.schedulers-v2]]
type = "balance-leader"
[schedule.schedulers-payload]

[pd-server]
metric-storage = """
https://prometheus:9090"""
`,
];

const insertions = [
  "[",
  "]",
  "{",
  "}",
  '"',
  "'",
  "=",
  ".",
  ",",
  "#",
  "\n",
  "\r",
  "\\",
  " ",
  "\t",
  "0",
  "-",
  "+",
  "_",
  "a",
  "[a]\n",
];

/** Real-looking texts with one to three places damaged, always the same for a seed. */
export function damagedDocuments(seed: number, count: number): string[] {
  const next = numbers(seed);
  return Array.from({ length: count }, () => {
    let text = realLooking[next(realLooking.length)] as string;
    for (let damages = 1 + next(3); damages > 0; damages--) {
      const at = next(text.length + 1);
      const kind = next(4);
      if (kind === 0) text = text.slice(0, at) + text.slice(at + 1 + next(3));
      else if (kind === 1) text = text.slice(0, at) + insertions[next(insertions.length)] + text.slice(at);
      else if (kind === 2) text = text.slice(0, at) + insertions[next(insertions.length)] + text.slice(at + 1);
      else text = text.slice(0, Math.max(at, 20));
    }
    return text;
  });
}

/** Numbers from 0 to below a bound: the 32-bit generator of Park and Miller. */
export function numbers(seed: number): (bound: number) => number {
  let state = (seed % 2147483646) + 1;
  return (bound) => {
    state = Number((BigInt(state) * 48271n) % 2147483647n);
    return state % bound;
  };
}
