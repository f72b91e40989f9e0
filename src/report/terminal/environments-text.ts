import { singleLine } from "../../text/safe.ts";
import type { Report, ReportEnvironment } from "../report.ts";

/** Each environment with what says its tier, its files, and why they are in it; then which of its instances are one cluster. */
export function environmentsText(report: Report): string {
  const texts = report.environments.map((environment) => linesOf(environment, report).map(singleLine).join("\n"));
  return `${texts.join("\n\n")}\n`;
}

function linesOf(environment: ReportEnvironment, report: Report): readonly string[] {
  const { name, tier, instances, clusters = [] } = environment;
  const certificates = report.certificates.filter(({ environments }) => environments?.includes(name) === true);
  const byPath = new Map<string, string[]>();
  for (const { path, name: instance } of instances) byPath.set(path, [...(byPath.get(path) ?? []), instance]);
  return [
    `${name}: ${tier}, ${reasonOf(environment)}`,
    ...[...byPath].map(([path, names]) => `  ${path}: ${names.join(", ")}${whyThere(path, environment)}`),
    ...[...new Set(certificates.map(({ path }) => path))].map(
      (path) => `  ${path}: certificates, named by a configuration or beside one`,
    ),
    ...clusters.map((names, index) => `  cluster ${index + 1}: ${names.join(", ")}`),
  ];
}

function reasonOf({ tierFrom }: ReportEnvironment): string {
  if (tierFrom === undefined || tierFrom === "assumed") return "assumed since no name says it";
  return `as ${tierFrom} says`;
}

/** In whose name the file is there. */
function whyThere(path: string, { tierFrom = "" }: ReportEnvironment): string {
  if (tierFrom === "the config file") return " (the config file includes it)";
  const word = /^the word (.*)$/.exec(tierFrom)?.[1];
  if (word === undefined) return " (no name on its path says an environment: its folder counts)";
  const part = path.split("/").find((segment) => segment.toLowerCase().includes(word.toLowerCase()));
  return part === undefined ? ` (its labels, namespace or overlay say ${word})` : ` (the word ${word} in ${part})`;
}
