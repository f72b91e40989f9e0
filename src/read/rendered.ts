import { environmentWord } from "../model/environments/environment-word.ts";
import type { InstanceDraft, Reading } from "../model/instances/draft.ts";
import type { RepoPath } from "../text/span.ts";

/**
 * What was read, without the templates in whose place rendered files are judged. A template gives way to rendered files that have all
 * of its components, and that are of its environment when its path says one; keys and certificates in it stay.
 */
export function withoutRenderedTemplates(reading: Reading, rendered: ReadonlySet<RepoPath>): Reading {
  const results = reading.instances.filter(({ path }) => rendered.has(path));
  if (results.length === 0) return reading;
  const templates = reading.problems
    .filter(({ kind, at }) => kind === "template" && !rendered.has(at.path))
    .map(({ at }) => at.path);
  const drafts = new Map<RepoPath, InstanceDraft[]>(templates.map((path) => [path, []]));
  for (const draft of reading.instances) drafts.get(draft.path)?.push(draft);
  const replaced = new Set(templates.filter((path) => isReplaced(path, drafts.get(path) ?? [], results)));
  const stays = (path: RepoPath) => !replaced.has(path);
  return {
    ...reading,
    instances: reading.instances.filter(({ path }) => stays(path)),
    problems: reading.problems.filter(({ kind, at }) => kind !== "template" || stays(at.path)),
    requests: reading.requests?.filter(({ at }) => stays(at.path)),
    secrets: reading.secrets?.filter(({ at }) => stays(at.path)),
    objects: reading.objects?.filter(({ at }) => stays(at.path)),
    insecureClients: reading.insecureClients?.filter(({ at }) => stays(at.path)),
  };
}

function isReplaced(path: RepoPath, drafts: readonly InstanceDraft[], results: readonly InstanceDraft[]): boolean {
  const word = wordOf(path);
  const alike = word === undefined ? results : results.filter((result) => wordOfDraft(result) === word);
  return alike.length > 0 && drafts.every(({ component }) => alike.some((result) => result.component === component));
}

function wordOfDraft({ path, environment }: InstanceDraft): string | undefined {
  const told = [environment?.label, environment?.namespace].map((text) =>
    text === undefined ? undefined : environmentWord(text),
  );
  return told.find((word) => word !== undefined)?.id ?? wordOf(path);
}

/** The environment that the nearest part of a path names. */
function wordOf(path: RepoPath): string | undefined {
  return path.split("/").reduce<string | undefined>((nearest, part) => environmentWord(part)?.id ?? nearest, undefined);
}
