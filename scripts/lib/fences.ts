import { globSync } from "node:fs";

/** A folder below `src/`, or a single module, without the rooms that lie in it: what its modules may import beside their own room. */
export interface Room {
  /** Rooms by their names, and folders and single modules of rooms. */
  readonly may: readonly string[];
  /** Packages and `node:` modules. */
  readonly packages?: readonly string[];
  /** Its modules do not import each other. */
  readonly isApart?: true;
  /** The linter does not look at what is generated. */
  readonly isGenerated?: true;
  /** What the linter says. */
  readonly because: string;
}

const pure = "does no I/O";
const anyNode = ["node:*", "node:*/*"];

/** What the pipeline joins. */
const ofThePipeline: readonly string[] = [
  "text",
  "facts",
  "model",
  "read",
  "rollout",
  "judge",
  "judge/catalogue",
  "config",
  "fix",
  "discover",
  "github",
  "report",
  "report/assemble.ts",
];

/**
 * Who may import whom. The linter's overrides are made of this (`npm run generate`), and `npm run check:fences` plants every
 * direction that is not here.
 */
export const rooms: Readonly<Record<string, Room>> = {
  // digest.ts loads node:crypto when the first digest is asked for.
  text: { may: [], packages: ["node:crypto", "node:module"], because: "text/ stands on nothing" },
  facts: { may: ["text", "facts/generated"], because: "facts/ may import text/ only" },
  "facts/generated": { may: ["facts"], isGenerated: true, because: "facts/ alone reads what was imported from the programs" },
  model: { may: ["text", "facts"], because: `model/ may import text/ and facts/ only, and ${pure}` },
  read: {
    may: ["text", "facts", "model"],
    packages: ["yaml", "node:buffer", "node:crypto"],
    because: `read/ may import text/, facts/ and model/ only, and ${pure}`,
  },
  rollout: { may: ["text", "facts", "model"], because: "rollout/ may import text/, facts/ and model/ only" },
  judge: {
    may: ["text", "facts", "model", "rollout"],
    because: `judge/ may import text/, facts/, model/ and rollout/ only, knows no single rule, and ${pure}`,
  },
  "judge/rules": {
    may: [
      "text",
      "facts",
      "model",
      "judge/rule.ts",
      "judge/changes.ts",
      "judge/waivers.ts",
      "judge/certificates",
      "judge/channels",
      "judge/settings",
    ],
    isApart: true,
    because: "a rule may import text/, facts/, model/, judge/rule.ts and the readers beside it, never another rule or the judge",
  },
  "judge/catalogue": {
    may: ["judge/rules", "judge/rule.ts"],
    isGenerated: true,
    because: "the catalogue lists the rules",
  },
  "judge/catalogue.ts": { may: ["judge/catalogue", "judge/rule.ts"], because: "the catalogue lists the rules" },
  config: {
    may: ["text", "schemas", "model", "judge", "../policies"],
    packages: ["yaml"],
    because: `config/ may import text/, schemas/, model/, judge/ and policies/ only, and ${pure}`,
  },
  report: {
    may: [
      "text",
      "model/channels/channel.ts",
      "model/environments/environment.ts",
      "model/handshake/outcome.ts",
      "model/instances/instance.ts",
    ],
    because: "a reporter sees the report's type only",
  },
  "report/assemble.ts": {
    may: ["text", "model", "judge", "report"],
    because: "what makes the report sees the findings and the model",
  },
  fix: {
    may: ["text", "judge/rule.ts", "report/report.ts"],
    because: "fix/ may import text/ and the types of a rule's fix and of the report only",
  },
  discover: {
    may: ["text", "model", "read/source-file.ts"],
    packages: anyNode,
    because: "discover/ may import text/, model/ and read/source-file.ts only",
  },
  prove: {
    may: ["text", "facts", "model", "read", "discover"],
    packages: ["smol-toml", ...anyNode],
    because: "prove/ may import text/, facts/, model/, read/ and discover/ only",
  },
  github: {
    may: ["text", "discover"],
    packages: ["@actions/core", "@actions/github/lib/utils", "@octokit/plugin-retry", "@octokit/plugin-throttling"],
    because: "github/ knows GitHub alone: what is said there is rendered in report/ and joined in action/",
  },
  gate: {
    may: ofThePipeline,
    because: "gate/ is the pipeline: it knows no command, no action and no handshake test, and reads through discover/ alone",
  },
  cli: {
    may: [...ofThePipeline, "judge/catalogue.ts", "prove", "gate"],
    packages: anyNode,
    because: "cli/ is a door: it does not know the action",
  },
  action: {
    may: ["text", "model", "config", "discover", "prove", "github", "report", "gate", "cli"],
    packages: ["node:fs", "node:path"],
    because: "action/ is a door: what it does is done in gate/, github/ and report/",
  },
};

export const fencedRooms: readonly string[] = Object.keys(rooms).filter((name) => rooms[name]?.isGenerated !== true);

export interface Override {
  readonly includes: readonly string[];
  readonly linter: unknown;
}

/** The linter's rules for every room: what is not allowed is refused. One for each depth, since a room looks different from each. */
export function fenceOverrides(): readonly Override[] {
  return fencedRooms.flatMap((name) => depthsOf(name).map((depth) => override(name, depth)));
}

function override(name: string, depth: number): Override {
  const options = { patterns: [{ group: patternsOf(name, depth), message: roomOf(name).because }] };
  const style = { noRestrictedImports: { level: "error", options } };
  const own = isModule(name) ? `src/${name}` : `src/${name}${"/*".repeat(depth - levelsOf(name))}/*.ts`;
  const inner = roomsIn(name).map((room) => `!src/${room}${isModule(room) ? "" : "/**"}`);
  return { includes: [own, ...inner, "!**/*.test.ts"], linter: { rules: { style } } };
}

/** The last that matches wins, as in a .gitignore: nothing; its own room; what it may import, without the rooms in it. */
function patternsOf(name: string, depth: number): readonly string[] {
  const { may, packages = [], isApart } = roomOf(name);
  const seen = (path: string) => `${relativeTo(name, depth, path)}${isModule(path) ? "" : "/**"}`;
  const own = isApart === true || isModule(name) ? [] : ["!./**", ...(depth > levelsOf(name) ? ["!../**"] : [])];
  const outside = `${"../".repeat(isModule(name) ? 1 : depth - levelsOf(name) + 1)}**`;
  const hidden = [name, ...may].flatMap(roomsIn).filter((room) => !may.includes(room) && room !== name);
  const folders = may.filter((path) => !isModule(path));
  const modules = may.filter(isModule);
  return [
    "**",
    ...own,
    outside,
    ...folders.map((path) => `!${seen(path)}`),
    ...hidden.map(seen),
    ...[...modules, ...folders.filter((path) => hidden.some((room) => path.startsWith(`${room}/`)))].map(
      (path) => `!${seen(path)}`,
    ),
    ...packages.map((one) => `!${one}`),
  ];
}

/** As a module of the room at that depth writes the path. */
function relativeTo(name: string, depth: number, path: string): string {
  const [outer] = name.split("/") as [string];
  if (path !== outer && !path.startsWith(`${outer}/`)) return `${"../".repeat(depth)}${path}`;
  const inside = path.slice(outer.length + 1);
  const up = depth === 1 ? "./" : "../".repeat(depth - 1);
  return inside === "" ? up.slice(0, -1) : `${up}${inside}`;
}

function isModule(path: string): boolean {
  return path.endsWith(".ts");
}

/** How many folders below `src/` a module lies, or a folder counts itself. */
function levelsOf(path: string): number {
  return path.split("/").length - (isModule(path) ? 1 : 0);
}

function roomsIn(name: string): readonly string[] {
  return Object.keys(rooms).filter((other) => other.startsWith(`${name}/`));
}

function roomOf(name: string): Room {
  const room = rooms[name];
  if (room === undefined) throw new Error(`there is no room ${name}`);
  return room;
}

/** The room of a module below `src/`; undefined for the doors and the generated schemas. */
export function roomAt(path: string): string | undefined {
  const all = Object.keys(rooms).filter((name) => name === path || path.startsWith(`${name}/`));
  return all.sort((a, b) => b.length - a.length)[0];
}

/** The modules below `src/` that are no tests. */
export function modulePaths(): readonly string[] {
  return globSync("src/**/*.ts")
    .filter((path) => !path.endsWith(".test.ts"))
    .map((path) => path.slice("src/".length))
    .sort();
}

/** At which depths a room has modules. */
export function depthsOf(name: string): readonly number[] {
  const own = modulePaths().filter((path) => roomAt(path) === name);
  return [...new Set(own.map(levelsOf))].sort((a, b) => a - b);
}

/** May one module import the other? Both below `src/`. */
export function isAllowed(from: string, to: string): boolean {
  const [room, target] = [roomAt(from), roomAt(to)];
  if (room === undefined) return true;
  const { may, isApart } = roomOf(room);
  if (room === target) return isApart !== true;
  return may.some((path) => path === to || path === target || (rooms[path] === undefined && to.startsWith(`${path}/`)));
}
