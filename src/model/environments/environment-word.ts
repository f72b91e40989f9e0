import { digits, withoutTrailing } from "../../text/cut.ts";
import type { Tier } from "./environment.ts";

/** A word in a folder or file name that says which environment this is. */
export interface EnvironmentWord {
  /** The same for all spellings of one environment: `production` for `prod`, `prd`, `生产`. */
  readonly id: string;
  readonly tier: Tier;
  /** As the user wrote it. */
  readonly text: string;
  /** What stands beside it in the name, without words for components, certificates and numbered machines: `eu` of `tikv-prod-eu`. */
  readonly rest: string;
  /** The name without such words: `prod` of `tikv-prod`, `prod-eu` of `tikv-1.prod.eu`. */
  readonly name: string;
}

const spellings: readonly (readonly [Tier, string, ...string[]])[] = [
  ["production", "production", "prod", "prd", "生产"],
  ["production", "live"],
  ["staging", "staging", "stage", "stg"],
  ["staging", "uat"],
  ["staging", "preproduction", "preprod", "pre", "预发"],
  ["development", "development", "dev", "nonprod", "nonproduction", "开发"],
  ["development", "local"],
  ["development", "docker", "dockerfile", "dockerfiles"],
  ["development", "github"],
  ["development", "hack"],
  ["development", "playground"],
  ["development", "sandbox"],
  ["development", "demo"],
  ["development", "lab", "labs"],
  ["development", "单机"],
  ["development", "test", "tests", "testing", "testdata", "测试"],
  ["development", "qa"],
  ["development", "ci"],
  ["development", "e2e"],
  ["development", "fixture", "fixtures"],
  ["development", "example", "examples", "sample", "samples"],
  ["development", "benchmark"],
];

const words = new Map(spellings.flatMap(([tier, id, ...others]) => [id, ...others].map((text) => [text, { id, tier }] as const)));
/** Words of a script without blanks: they stand inside longer names (`01.生产集群`). */
const unspaced = [...words].filter(([text]) => /[^\0-\u007f]/.test(text));
const strictestFirst: readonly Tier[] = ["production", "staging", "development"];

/** Folders that show or test something: each is a case of its own, and no deployment of the cluster beside it. */
const illustrations = new Set(
  "tests testdata test-data fixture fixtures example examples sample samples benchmark lab labs e2e".split(" "),
);

/** Does the word stand for an example or a test case? `test` alone may well be an environment. */
export function isIllustration(word: EnvironmentWord): boolean {
  return illustrations.has(word.text.toLowerCase()) || illustrations.has(word.name.toLowerCase());
}

/** Words that say what a file or folder holds and not which cluster it belongs to. */
const transparent = new Set(
  "pd tikv conf config configs etc tls ssl cert certs certificate certificates pki pem secret secrets key keys security node nodes host hosts server servers store stores script scripts bin".split(
    " ",
  ),
);
const machine = /^(?:.*[-_])?(?:pd|tikv|store|node|host|server|instance|member|replica)s?[-_]?\d+$/;

/** Is this a folder that does not separate clusters: of a component, of certificates, of one machine? */
export function isTransparent(segment: string): boolean {
  const name = segment.toLowerCase();
  return transparent.has(name) || isMachine(name);
}

/** Is this the name of one machine: `pd-0`, `tikv1`, `10.0.1.5`, `kv3.db.example.com`, `2`? */
export function isMachine(segment: string): boolean {
  const name = segment.toLowerCase();
  if (machine.test(name) || /^\d+$/.test(name) || /^(?:ip-)?\d{1,3}(?:[.-]\d{1,3}){3}$/.test(name)) return true;
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z][a-z0-9-]*$/.test(name);
}

const known = new Map<string, EnvironmentWord | undefined>();

/** Names are the user's own, and are not kept without end. */
const mostKept = 10_000;

/** The environment's word in one name; of several the strictest. Whole words only: `latest` holds no `test`. */
export function environmentWord(segment: string): EnvironmentWord | undefined {
  // The folders of a tree have few names, and each file asks for those above it.
  if (known.has(segment)) return known.get(segment);
  const word = findWord(segment);
  if (known.size < mostKept) known.set(segment, word);
  return word;
}

function findWord(segment: string): EnvironmentWord | undefined {
  const raw = joinQualified(segment.split(/[\s._-]+/).flatMap(inWords));
  const found = raw.flatMap((text, index) => {
    const word = lookUp(text.toLowerCase());
    return word === undefined ? [] : [{ ...word, text, index }];
  });
  found.sort((a, b) => strictestFirst.indexOf(a.tier) - strictestFirst.indexOf(b.tier) || a.index - b.index);
  const [best] = found;
  if (best === undefined) return undefined;
  const isWhole = words.has(best.text.toLowerCase().replace(/[._-]/g, ""));
  const kept = raw.filter((_, index) => !isSilent(raw, index));
  const others = kept.filter((token) => !(isWhole && token === best.text));
  const name = kept.length === raw.length ? segment : kept.join("-");
  return { id: best.id, tier: best.tier, text: best.text, rest: others.join("-").toLowerCase(), name };
}

/** The words of `manualTestEnv`, where one of them is known; a name like `TiDB` stays whole. */
function inWords(token: string): readonly string[] {
  if (token === "") return [];
  if (lookUp(token.toLowerCase()) !== undefined) return [token];
  const parts = token.split(/(?<=[a-z0-9])(?=[A-Z])/);
  return parts.some((part) => lookUp(part.toLowerCase()) !== undefined) ? parts : [token];
}

function lookUp(token: string): { readonly id: string; readonly tier: Tier } | undefined {
  const whole = words.get(token.replace(/[._-]/g, "")) ?? words.get(withoutTrailing(token, digits));
  return whole ?? unspaced.find(([text]) => token.includes(text))?.[1];
}

/** `pre-prod` and `non-prod` are words of their own, and not production. */
function joinQualified(tokens: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const token of tokens) {
    const last = joined[joined.length - 1];
    if (last !== undefined && /^(?:pre|non)$/i.test(last) && /^(?:prod|production)$/i.test(token)) {
      joined[joined.length - 1] = `${last}-${token}`;
    } else joined.push(token);
  }
  return joined;
}

function isSilent(tokens: readonly string[], index: number): boolean {
  const token = (tokens[index] as string).toLowerCase();
  if (isTransparent(token) && !/^\d+$/.test(token)) return true;
  const before = tokens[index - 1]?.toLowerCase();
  return /^\d+$/.test(token) && before !== undefined && transparent.has(before);
}
