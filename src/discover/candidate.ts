import { fileName } from "../text/span.ts";

/**
 * Why a file is worth reading, judged by its name alone:
 * `config` and `certificate` are always read, and missed when they cannot be; `form` is read to see whether it speaks of
 * PD, TiKV or certificates, or holds PEM; `key-search` to see whether it holds PEM; `skip` is not opened.
 */
export type Candidate = "config" | "certificate" | "form" | "key-search" | "skip";

const certificateSuffixes = new Set(
  "pem crt cert cer ca-bundle der key p7b p7c p8 pk8 p12 pfx jks keystore truststore csr crl".split(" "),
);

/** Compressed, compiled, drawn or recorded: never a configuration, and no PEM can stand in it. */
const binarySuffixes = new Set(
  `png jpg jpeg gif ico bmp webp tif tiff psd svgz pdf zip gz tgz tar bz2 xz zst lz4 br 7z rar jar war ear class so dylib dll
  exe o a obj lib bin wasm pyc pyo rlib rmeta woff woff2 ttf otf eot mp3 mp4 m4a mov avi webm ogg flac wav sqlite sqlite3 db
  parquet avro orc npy npz pkl iso dmg img deb rpm apk msi pack idx sst snap pb xls xlsx doc docx ppt pptx`.split(/\s+/),
);

/** Source code, documents and lock files: keys in them are examples of libraries and pages, not what a server uses. */
const sourceSuffixes = new Set(
  `go rs js mjs cjs ts mts cts jsx tsx vue svelte py pyi ipynb java kt kts scala groovy clj c h cc cpp cxx hpp hh m mm cs fs vb
  rb php pl pm lua r jl dart swift ex exs erl hrl hs ml mli nim zig v sv vhd asm s sql proto thrift graphql css scss sass less
  html htm xhtml svg map md mdx markdown rst adoc asciidoc tex bib diff patch lock sum csv tsv log po pot snapshot`.split(/\s+/),
);

/** Configurations of other tools, by their fixed names. */
const foreignNames = new Set(
  `cargo.toml pyproject.toml rustfmt.toml .rustfmt.toml clippy.toml .clippy.toml rust-toolchain.toml deny.toml book.toml
  netlify.toml wrangler.toml fly.toml taplo.toml .taplo.toml uv.toml poetry.toml pipfile gopkg.toml .gitleaks.toml
  .golangci.toml cross.toml nextest.toml typos.toml _typos.toml package.json package-lock.json tsconfig.json`.split(/\s+/),
);

/** Suffixes of templates: `tikv.toml.j2`. */
const wrapping = new Set("tpl tmpl template j2 jinja jinja2 erb gotmpl in".split(" "));

/** `tikv.conf`, `pd-0.cfg` */
const namedConfig = /tikv|(?:^|[^a-z])pd(?:[^a-z]|$)/;
const configSuffixes = new Set(["conf", "cfg", "config"]);

/** What is done with a file of this path. */
export function candidateOf(path: string): Candidate {
  const name = fileName(path).toLowerCase();
  if (foreignNames.has(name)) return "skip";
  const plain = unwrapped(name);
  const dot = plain.lastIndexOf(".");
  const suffix = dot === -1 ? "" : plain.slice(dot + 1);
  if (suffix === "toml" || (configSuffixes.has(suffix) && namedConfig.test(plain.slice(0, dot)))) return "config";
  if (certificateSuffixes.has(suffix)) return "certificate";
  if (binarySuffixes.has(suffix) || sourceSuffixes.has(suffix)) return "skip";
  return formSuffixes.has(suffix) || suffix === plain.slice(1) || dot === -1 ? "form" : "key-search";
}

function unwrapped(name: string): string {
  let end = name.length;
  for (
    let dot = name.lastIndexOf(".");
    dot !== -1 && wrapping.has(name.slice(dot + 1, end));
    dot = name.lastIndexOf(".", end - 1)
  ) {
    end = dot;
  }
  return name.slice(0, end);
}

/** Does this file lie in the drop-in folder of a unit of PD or TiKV: `tikv-20160.service.d/limits.conf`? */
function isServerDropIn(path: string): boolean {
  const folders = path.toLowerCase().split("/").slice(0, -1);
  return folders.some((folder) => folder.endsWith(".service.d") && /pd|tikv/.test(folder));
}

/** What deployments are written in; scripts, inventories and environment files often have no suffix. */
const formSuffixes = new Set(
  "yaml yml json jsonnet libsonnet tf ini inventory cfg cnf conf config ext env service sh bash ksh zsh ash".split(" "),
);

/** Files that speak of a cluster by their name: what compose, Kustomize and tidb-ansible read whatever is in it. */
const tellingName =
  /^(?:kustomization(?:\.ya?ml)?|(?:docker-)?compose\b.*\.ya?ml|\.env|.*\.env|(?:pd|tikv|tidb)(?:[-_.].*)?|all\.ya?ml|hosts(?:\.ini)?|inventory(?:\.ini)?)$/;

/** Is the name of a `form` file enough to keep it? */
export function isTellingPath(path: string): boolean {
  return tellingName.test(fileName(path).toLowerCase()) || isServerDropIn(path);
}

/**
 * What a text of a form has when it matters: the programs and their settings, the tools that deploy them, Secrets, and
 * requests for certificates. Searched in the bytes as Latin-1; without alternatives that begin alike, so that it is fast.
 */
export const tellingText =
  /tikv|TiKV|Tikv|TIKV|pingcap|tidb|TiDB|Tidb|pd-server|pd_servers|run_pd|(?:client|peer)-urls|cacert-path|cert-manager\.io|argoproj\.io|toolkit\.fluxcd\.io|(?:^|[\n"' {,])kind["']?: *["']?(?:[A-Za-z]*Secret|List|Kustomization|ConfigMap)\b|tlsCluster|(?:^|[\n ])op: *(?:add|replace|remove)\b|"(?:algo|signing)"|subjectAltName|fieldPaths|apiVersion: *builtin\b|distinguished_name|basicConstraints|:2379/;
