/** Why this tag cannot be released: one sentence for each reason. */
export function mistakesOf(tag: string, version: string, changelog: string): readonly string[] {
  const mistakes: string[] = [];
  if (tag !== `v${version}`) mistakes.push(`the tag is ${tag}, but package.json says ${version}`);
  const heading = changelog.split("\n").find((line) => line.startsWith(`## ${version}`));
  if (heading === undefined) mistakes.push(`CHANGELOG.md has no section for ${version}`);
  else if (!/^## \S+ \(\d{4}-\d\d-\d\d\)$/.test(heading)) mistakes.push(`CHANGELOG.md gives ${version} no date: ${heading}`);
  return mistakes;
}

/** The section of a version in CHANGELOG.md, without its heading. */
export function notesOf(version: string, changelog: string): string {
  const sections = changelog.split(/^(?=## )/m);
  const section = sections.find((each) => each.startsWith(`## ${version} `)) ?? "";
  return section.slice(section.indexOf("\n") + 1).trim();
}

/** A page in which every place that names the gate's commit names this one: `uses:` (with its version), pre-commit, docker; npx its version. */
export function pinned(page: string, { commit, version }: { readonly commit: string; readonly version: string }): string {
  const gate = "tikv-tls-gate/tikv-tls-gate";
  const any = "(?:FULL_COMMIT_SHA|[0-9a-f]{40})\\b";
  return page
    .replaceAll(new RegExp(`(\\buses: ${gate}(?:/[\\w./-]+)?)@${any}.*$`, "gm"), `$1@${commit} # v${version}`)
    .replaceAll(new RegExp(`(\\brepo: https://github.com/${gate}\\n +rev: )${any}`, "g"), `$1${commit}`)
    .replaceAll(new RegExp(`(github\\.com/${gate}\\.git#)${any}`, "g"), `$1${commit}`)
    .replaceAll(/(\bnpx --yes tikv-tls-gate)@\d+\.\d+\.\d+/g, `$1@${version}`);
}
