import type { PemBlock, PemFile } from "../model/certificates/certificate.ts";
import type { Material, MaterialName, Security } from "../model/instances/instance.ts";

/** How a piece of material changes. */
export type MaterialChange =
  | "same"
  /** The path stays and the file behind it is another. */
  | "content"
  /** It was unset, or is. */
  | "set-or-unset"
  /** Another path, and the same content behind it. */
  | "path"
  /** Another path with another content. */
  | "path-and-content"
  /** The files do not show what is behind one of the paths. */
  | "unseen";

export function materialChange(before: Material, after: Material): MaterialChange {
  if (before.kind === "absent" || after.kind === "absent") return before.kind === after.kind ? "same" : "set-or-unset";
  const isSamePath = before.path !== undefined && before.path.value === after.path?.value;
  if (before.kind === "unseen" && after.kind === "unseen") {
    const isSame = isSamePath || (before.path === undefined && after.path === undefined && before.because === after.because);
    return isSame ? "same" : "unseen";
  }
  if (before.kind === "unseen" || after.kind === "unseen") return "unseen";
  const isSameContent = hasSameContent(before.file, after.file);
  if (isSamePath) return isSameContent ? "same" : "content";
  return isSameContent ? "path" : "path-and-content";
}

/** How a CA file changes: the same CAs in another order are the same. */
export function trustChange(before: Material, after: Material): MaterialChange {
  const change = materialChange(before, after);
  if (change !== "content" && change !== "path-and-content") return change;
  if (!isSameTrust(before, after)) return change;
  return change === "content" ? "same" : "path";
}

/** How one of the three pieces of material changes. */
export function changeOf(name: MaterialName, before: Security, after: Security): MaterialChange {
  return (name === "ca" ? trustChange : materialChange)(before[name], after[name]);
}

/** Is the file behind an unchanged path another one? What left the repository, or came into it, may be. */
export function isReplaced(name: MaterialName, { [name]: before }: Security, { [name]: after }: Security): boolean {
  if (before.kind === "absent" || after.kind === "absent") return false;
  if (before.path === undefined || before.path.value !== after.path?.value) return false;
  if (before.kind !== "seen" || after.kind !== "seen") return before.kind !== after.kind;
  return name === "ca" ? !isSameTrust(before, after) : !hasSameContent(before.file, after.file);
}

/**
 * Do two CA files hold the same certificates? Their order says nothing, unless several bear one name: then it may decide
 * which of them a program tries.
 */
export function isSameTrust(a: Material, b: Material): boolean {
  if (a.kind !== "seen" || b.kind !== "seen") return a.kind === b.kind;
  if (hasSameContent(a.file, b.file)) return true;
  const [own, other] = [certificatesOf(a.file), certificatesOf(b.file)];
  if (own === undefined || other === undefined || own.size !== other.size) return false;
  const names = new Set(own.values());
  return names.size === own.size && [...own.keys()].every((sha256) => other.has(sha256));
}

/** Fingerprint -> name of the certificates of a file that holds nothing else; undefined where something else counts. */
export function certificatesOf(file: PemFile): ReadonlyMap<string, string> | undefined {
  const { format, startsWithByteOrderMark, hasNul, hasIndentedBlock } = file;
  if (format !== "pem" || startsWithByteOrderMark || hasNul || hasIndentedBlock) return undefined;
  const found = new Map<string, string>();
  for (const block of file.blocks) {
    if (block.kind !== "certificate") return undefined;
    found.set(block.certificate.sha256, block.certificate.subject.text);
  }
  return found;
}

/** Do two files hold the same, as far as a program can tell? */
export function hasSameContent(a: PemFile, b: PemFile): boolean {
  return a === b || contentOf(a) === contentOf(b);
}

const contents = new WeakMap<PemFile, string>();

function contentOf(file: PemFile): string {
  let content = contents.get(file);
  if (content === undefined) {
    const { format, startsWithByteOrderMark, hasNul, hasIndentedBlock } = file;
    content = [format, startsWithByteOrderMark, hasNul, hasIndentedBlock, ...file.blocks.map(blockOf)].join("\n");
    contents.set(file, content);
  }
  return content;
}

function blockOf(block: PemBlock): string {
  switch (block.kind) {
    case "certificate":
      return `${block.label} ${block.certificate.sha256}`;
    case "private-key":
      return `${block.label} ${block.key.encrypted} ${block.key.publicKey?.spki ?? ""}`;
    case "broken":
      return `broken ${block.label} ${block.level} ${block.because}`;
    case "other":
      return `other ${block.label}`;
    default:
      return block satisfies never;
  }
}
