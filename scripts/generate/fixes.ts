import { readdirSync } from "node:fs";
import { catalogue } from "../../src/judge/catalogue.ts";
import { outputsOf } from "./output-of.ts";

/** `docs/fixes.md`: what `fix` does and does not do, and what it makes of every example that has mistakes. */
export async function fixesPage(): Promise<string> {
  const parts = [introduction, `## Rules with a fix\n\n${ruleTable()}`, withoutFix];
  const unfixed: string[] = [];
  for (const name of readdirSync("examples").sort()) {
    const path = `examples/${name}`;
    const { stdout, stderr } = await outputsOf(["fix", path, "--unsafe", "--policy", "strict"]);
    if (stdout === "") {
      if (stderr !== "Nothing to fix.\n") unfixed.push(`- \`${path}\`: ${stderr.split("\n")[0]?.toLowerCase()}`);
      continue;
    }
    const command = `tikv-tls-gate fix ${path} --unsafe --policy strict`;
    parts.push(`## Before and after: ${path}\n\n\`${command}\`\n\n\`\`\`diff\n${stdout}\`\`\`\n\n\`\`\`text\n${stderr}\`\`\``);
  }
  parts.push(`## Examples in which there is nothing that follows from the files\n\n${unfixed.join("\n")}`);
  return `${parts.join("\n\n")}\n`;
}

function ruleTable(): string {
  const rows = catalogue
    .filter(({ meta }) => (meta().fixes ?? []).length > 0)
    .map(({ id, meta }) => `| [${id}](rules/${id}.md#automatic-fix) | ${meta().title} | ${(meta().fixes ?? []).join(", ")} |`);
  return `| rule | finds | fixes |\n| --- | --- | --- |\n${rows.join("\n")}`;
}

const introduction = `# Fixes

    tikv-tls-gate fix [PATH]                 shows what it would change, as a diff for git apply
    tikv-tls-gate fix [PATH] --write         changes the files
    tikv-tls-gate fix [PATH] --unsafe        also what a person has to decide

The page of each rule shows its example before and after its fix, and below are the examples that have mistakes; the \`fix\` of a finding in the [JSON report](report.md) holds the
same edits, place by place.

## Safe and unsafe

A fix is **safe** when the state that the files describe afterwards locks nobody out who could connect before, and weakens no channel:
a key that the program does not read, a value with which it does not start, a usage that a certificate needs. It is **unsafe** when a person
has to decide it:

- it turns TLS on, or a scheme from http to https, in a cluster that can run as it stands: clients and peers have to follow, and TiKV needs a full stop;
- it changes a list of allowed names: who is not in the files (TiDB, a scraper, an operator's client) is kept out by it, or a name is let in;
- it is a guess: the nearest key, the file with the most similar name;
- it speaks to something outside of the cluster, of which no file says whether it answers TLS.

Neither kind knows what runs today. \`tikv-tls-gate plan --base HEAD\` shows how a fix rolls out, and in which order, before it is merged.

## What is promised

- Every result is judged by the whole gate before it is shown. A fix is taken back when its finding would stay, when a channel would be
  weaker, a handshake broken, a configuration no longer read, or a new finding would be there from \`warning\` on.
- One exception: what a mistake has hidden may come to light, when it is less than what is gone and stops nothing. A server whose
  certificate key was misspelt was not asked for its allowed names; and when production gets better, staging is behind.
- What belongs together is made together: three misspelt keys of one cluster, and the URLs that have to follow.
- Bytes outside of an edit stay as they are: comments, quotes, indentation, carriage returns, a byte-order mark, a missing last line end. New
  lines take the style of their neighbours. Where the text is not plainly what the program reads (an escape, a template, a quoted
  scalar around TOML, a byte that is no UTF-8) there is no edit.
- A second run changes nothing.
- With \`--write\` each file is replaced in one step, with its mode; never through a link, never outside of PATH, and not at all when a
  file changed meanwhile.
- The names in a diff are those from the root of the checkout. Asked for elsewhere, it says so to git (\`diff --git\`), so that \`git apply\` takes it in the same
  folder; git passes over files that do not lie below. Without git the names are those from where you stand.
- Waived findings are left alone.

Exit status: 0 when there is nothing to change (or everything is changed) and nothing left at or above \`--fail-on\`, 1 otherwise, 2 when the files
could not be judged or written.`;

const withoutFix = `## Rules without one, and why

- \`cert/\`, \`trust/\` (but for a list that lacks a name), \`key/\`: certificates and keys are issued, not edited; a committed key has to be
  replaced wherever it is trusted.
- \`config/tls-off\`, \`config/tls-incomplete\`, \`config/https-without-certificate\`, \`config/client-certificate-not-required\`,
  \`config/dashboard-tls-incomplete\`: where the certificates lie on the server stands in no file.
- \`config/receiver-plaintext\`, \`config/status-address-exposed\`: the program has no TLS there; to switch a feature off, or to cut a scraper
  off, is no correction.
- \`config/secret-inline\`: the secret is known already, and has to be changed where it opens something.
- \`config/path-relative\`, \`config/overridden\`, \`deploy/setting-dropped\`, \`deploy/secret-not-issued\`, \`deploy/certificate-unused\`,
  \`deploy/insecure-client\`: what was meant is not in the files.
- \`config/allow-list-version\`: another version of the program is the answer.
- \`config/key-ambiguous\`, \`deploy/duplicate-object\`: which of two is meant is not in the files.
- \`config/syntax\`, \`config/template\`: what cannot be read cannot be judged after the change.
- \`env/\`, \`rollout/\`: they compare; what they find is fixed in the setting itself, by the rule about it.
- \`handshake/\`: they report what was seen on the wire; what is wrong in the files is fixed by the rule about it.
- \`policy/\`: the gate does not change its own configuration.`;
