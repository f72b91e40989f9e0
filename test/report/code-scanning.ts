/**
 * GitHub's rules for SARIF (docs.github.com: SARIF support for code scanning): what it requires, what it refuses, and its
 * limits. Returns what is wrong. It also refuses property names that SARIF 2.1.0 does not have where this program writes
 * objects.
 */
export function codeScanningProblems(text: string): readonly string[] {
  const problems: string[] = [];
  const check = (isRight: boolean, problem: string) => {
    if (!isRight) problems.push(problem);
  };
  const log = objectOf(JSON.parse(text));
  check(log["version"] === "2.1.0", "version is not 2.1.0");
  check(isText(log["$schema"]), "$schema is missing");
  known(log, "log", ["$schema", "version", "runs"], check);
  const runs = listOf(log["runs"]);
  check(runs.length >= 1 && runs.length <= 20, `${runs.length} runs`);
  check(Buffer.byteLength(text) > 0, "empty");
  for (const run of runs.map(objectOf)) {
    known(run, "run", ["tool", "columnKind", "invocations", "results", "properties"], check);
    const driver = objectOf(objectOf(run["tool"])["driver"]);
    known(driver, "driver", ["name", "version", "semanticVersion", "informationUri", "rules"], check);
    check(isText(driver["name"]), "tool.driver.name is missing");
    const rules = listOf(driver["rules"]).map(objectOf);
    const results = run["results"];
    check(Array.isArray(results), "results is not a list");
    check(rules.length <= 25_000, `${rules.length} rules`);
    check(listOf(results).length <= 25_000, `${listOf(results).length} results`);
    check(new Set(rules.map((rule) => rule["id"])).size === rules.length, "a rule stands twice");
    for (const rule of rules) checkRule(rule, check);
    for (const result of listOf(results).map(objectOf)) checkResult(result, rules, check);
  }
  return problems;
}

type Check = (isRight: boolean, problem: string) => void;
type Fields = Readonly<Record<string, unknown>>;

function checkRule(rule: Fields, check: Check): void {
  const id = String(rule["id"]);
  known(
    rule,
    "rule",
    ["id", "name", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration", "properties"],
    check,
  );
  check(isText(rule["id"]), "a rule without an id");
  for (const key of ["shortDescription", "fullDescription"]) {
    const text = objectOf(rule[key])["text"];
    check(isText(text) && text.length <= 1024, `${id}: ${key}.text is missing or longer than 1,024 characters`);
  }
  check(isText(objectOf(rule["help"])["text"]), `${id}: help.text is missing`);
  check(isText(objectOf(rule["help"])["markdown"]), `${id}: help.markdown is missing`);
  if (rule["helpUri"] !== undefined) check(URL.canParse(String(rule["helpUri"])), `${id}: helpUri is no URI`);
  const properties = objectOf(rule["properties"]);
  check(["very-high", "high", "medium", "low"].includes(String(properties["precision"])), `${id}: precision`);
  const score = properties["security-severity"];
  check(typeof score === "string" && Number(score) > 0 && Number(score) <= 10, `${id}: security-severity`);
  const tags = listOf(properties["tags"]);
  check(tags.length <= 20 && new Set(tags).size === tags.length, `${id}: ${tags.length} tags, or one twice`);
  check(tags.includes("security"), `${id}: not tagged as security`);
}

function checkResult(result: Fields, rules: readonly Fields[], check: Check): void {
  const keys = ["ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations", "partialFingerprints"];
  known(result, "result", [...keys, "suppressions", "fixes", "properties"], check);
  check(isText(objectOf(result["message"])["text"]), "a result without a message");
  check(["error", "warning", "note"].includes(String(result["level"])), `level ${result["level"]}`);
  const rule = rules[Number(result["ruleIndex"])];
  check(rule !== undefined && rule["id"] === result["ruleId"], `ruleIndex of ${result["ruleId"]}`);
  const fingerprints = objectOf(result["partialFingerprints"]);
  check(!("primaryLocationLineHash" in fingerprints), "primaryLocationLineHash is upload-sarif's own");
  check(Object.values(fingerprints).length > 0 && Object.values(fingerprints).every(isText), "no fingerprint");
  const locations = listOf(result["locations"]).map(objectOf);
  const related = listOf(result["relatedLocations"]).map(objectOf);
  check(locations.length === 1, `${locations.length} locations`);
  check(related.length <= 1000, `${related.length} related locations`);
  for (const location of [...locations, ...related]) checkPlace(objectOf(location["physicalLocation"]), "region", check);
  for (const fix of listOf(result["fixes"]).map(objectOf)) {
    const changes = listOf(fix["artifactChanges"]).map(objectOf);
    check(changes.length > 0, "a fix without changes");
    for (const change of changes) {
      const replacements = listOf(change["replacements"]).map(objectOf);
      check(replacements.length > 0, "a change without replacements");
      for (const replacement of replacements) checkPlace({ ...change, ...replacement }, "deletedRegion", check);
    }
  }
}

function checkPlace(place: Fields, regionKey: string, check: Check): void {
  const uri = objectOf(place["artifactLocation"])["uri"];
  check(isText(uri) && /^(?:[\w.~!$&+,;=@/-]|%[0-9A-Fa-f]{2})+$/.test(uri) && !/^\/|^\w+:/.test(uri), `uri ${uri}`);
  const region = objectOf(place[regionKey]);
  const numbers = ["startLine", "startColumn", "endLine", "endColumn"].map((key) => region[key]);
  check(
    numbers.every((number) => Number.isInteger(number) && Number(number) >= 1),
    `region ${JSON.stringify(region)}`,
  );
  const [startLine = 0, startColumn = 0, endLine = 0, endColumn = 0] = numbers.map(Number);
  check(endLine > startLine || (endLine === startLine && endColumn >= startColumn), `region ends before it starts`);
}

function known(fields: Fields, name: string, keys: readonly string[], check: Check): void {
  for (const key of Object.keys(fields)) check(keys.includes(key), `${name} has no ${key}`);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function objectOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
