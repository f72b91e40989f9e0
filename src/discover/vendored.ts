/** Folders whose content is not the repository's own, by name alone. */
const always = new Set([
  ".git", // the repository itself
  ".hg",
  ".svn",
  "node_modules", // npm packages: their test certificates and configs are not deployed
  "bower_components",
  ".terraform", // downloaded modules and providers
  ".venv", // Python environments and caches
  "__pycache__",
  ".tox",
  ".nox",
  ".gradle",
]);

/** Folders that are somebody else's code or build output only beside the file of a tool that makes them. */
const beside: Readonly<Record<string, readonly string[]>> = {
  vendor: ["go.mod", "composer.json", "Gemfile", "Cargo.toml"],
  target: ["Cargo.toml", "pom.xml", "build.sbt"],
};

/** Is this folder left out? `siblings` are the names beside it. */
export function isVendored(name: string, siblings: ReadonlySet<string>): boolean {
  if (always.has(name)) return true;
  return Object.hasOwn(beside, name) && (beside[name] ?? []).some((sibling) => siblings.has(sibling));
}
