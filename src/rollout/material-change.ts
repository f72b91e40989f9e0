import type { PemBlock, PemFile } from "../model/certificates/certificate.ts";
import type { Material } from "../model/instances/instance.ts";

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

/** Is the file behind an unchanged path another one? What left the repository, or came into it, may be. */
export function isReplaced(before: Material, after: Material): boolean {
  if (before.kind === "absent" || after.kind === "absent") return false;
  if (before.path === undefined || before.path.value !== after.path?.value) return false;
  return before.kind === "seen" && after.kind === "seen" ? !hasSameContent(before.file, after.file) : before.kind !== after.kind;
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
