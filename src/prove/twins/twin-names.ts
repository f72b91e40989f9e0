import type { Certificate } from "../../model/certificates/certificate.ts";
import { coversHost } from "../../model/certificates/host-name.ts";
import { parseIp } from "../../model/certificates/ip-address.ts";
import { type Der, decodeDer } from "../../read/x509/x509-der.ts";
import { der, sequence } from "./der-writer.ts";

/** Whether a certificate is to name a host by the rules of the two programs; undefined: as it happens. */
export interface Coverage {
  readonly go?: boolean | undefined;
  readonly grpc?: boolean | undefined;
}

/** A change of a subjectAltName: entries (DER GeneralNames) that go and that come. */
export interface NameEdit {
  readonly without: readonly Uint8Array[];
  readonly added: readonly Uint8Array[];
}

const ipTag = 0x87;
const dnsTag = 0x82;

/**
 * The change after which a certificate names an address as the rules of both programs are to see it. Go looks at IP names
 * alone and takes ::ffff:a.b.c.d for a.b.c.d; gRPC core compares the text of the address with every name.
 */
export function editFor(certificate: Certificate, address: string, wanted: Coverage): NameEdit | undefined {
  const has = { go: coversHost(certificate, address, "go"), grpc: coversHost(certificate, address, "grpc") };
  const want = { go: wanted.go ?? has.go, grpc: wanted.grpc ?? has.grpc };
  if (want.go === has.go && want.grpc === has.grpc) return undefined;
  const bytes = parseIp(address);
  if (bytes === undefined) return undefined;
  const mapped = bytes.length === 4 ? Uint8Array.of(...new Array<number>(10).fill(0), 255, 255, ...bytes) : undefined;
  const forms = [der(ipTag, bytes), ...(mapped ? [der(ipTag, mapped)] : [])];
  const asText = [dnsTag, 0x86, 0x81].map((tag) => der(tag, Buffer.from(address, "latin1")));
  const added =
    want.go && want.grpc
      ? [der(ipTag, bytes)]
      : want.go
        ? [der(ipTag, mapped ?? bytes)]
        : want.grpc
          ? [der(dnsTag, Buffer.from(address, "latin1"))]
          : [];
  return { without: [...forms, ...asText], added };
}

/** Addresses and a name that nobody has (RFC 5737, RFC 3849, RFC 2606): they stand where a name was taken out. */
const nowhere: Readonly<Record<number, Uint8Array>> = {
  4: der(ipTag, Uint8Array.of(192, 0, 2, 1)),
  16: der(ipTag, Uint8Array.of(0x20, 1, 0x0d, 0xb8, ...new Array<number>(11).fill(0), 1)),
};

const subjectAltName = Buffer.from("0603551d11", "hex");
const nameConstraints = Buffer.from("0603551d1e", "hex");

/** The list of extensions with a changed subjectAltName; one is added where there is none and something comes. */
export function editNames(extensions: readonly Der[], edits: readonly NameEdit[]): readonly Uint8Array[] {
  if (edits.length === 0) return extensions.map(({ raw }) => raw);
  const isNames = (extension: Der) => extension.children[0] !== undefined && subjectAltName.equals(extension.children[0].raw);
  const added = uniqueBytes(edits.flatMap((edit) => edit.added));
  if (!extensions.some(isNames)) {
    const more = added.length === 0 ? [] : [sequence(subjectAltName, der(0x04, sequence(...added)))];
    return [...extensions.map(({ raw }) => raw), ...more];
  }
  const gone = edits.flatMap((edit) => edit.without.map((name) => Buffer.from(name)));
  return extensions.map((extension) => {
    const value = extension.children.at(-1);
    if (!isNames(extension) || value === undefined) return extension.raw;
    const kept = decodeDer(value.body).children.map((name) => {
      if (!gone.some((other) => other.equals(name.raw))) return name.raw;
      return name.tag === ipTag ? (nowhere[name.body.length] ?? name.raw) : der(name.tag, Buffer.from("removed.invalid"));
    });
    const fresh = added.filter((name) => !kept.some((other) => Buffer.compare(other, name) === 0));
    return withValue(extension, sequence(...kept, ...fresh));
  });
}

function withValue(extension: Der, value: Uint8Array): Uint8Array {
  return sequence(...extension.children.slice(0, -1).map(({ raw }) => raw), der(0x04, value));
}

function uniqueBytes(list: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(list.map((bytes) => [Buffer.from(bytes).toString("hex"), bytes])).values()];
}

/** Does a CA's constraints refuse an address? */
export function refusesAddress({ nameConstraints: constraints }: Certificate, address: string): boolean {
  const bytes = parseIp(address);
  if (constraints === undefined || bytes === undefined) return false;
  const inside = (range: string) => isInside(bytes, range);
  const { permitted, excluded } = constraints;
  return (permitted.ip.length > 0 && !permitted.ip.some(inside)) || excluded.ip.some(inside);
}

function isInside(address: Uint8Array, range: string): boolean {
  const [base = "", prefix = ""] = range.split("/");
  const start = parseIp(base);
  return start?.length === address.length && bitsOf(start).slice(0, Number(prefix)) === bitsOf(address).slice(0, Number(prefix));
}

function bitsOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
}

/** The list of extensions with name constraints that let these addresses pass, and everything else as before. */
export function widenConstraints(extensions: readonly Der[], addresses: readonly string[]): readonly Uint8Array[] {
  return extensions.map((extension) => {
    const [id, value] = [extension.children[0], extension.children.at(-1)];
    if (id === undefined || value === undefined || addresses.length === 0 || !nameConstraints.equals(id.raw))
      return extension.raw;
    const wanted = addresses.flatMap((address) => parseIp(address) ?? []);
    const lists = decodeDer(value.body).children.map((list) => {
      if (list.tag === 0xa0) return der(0xa0, ...permitting(list.children, wanted));
      if (list.tag === 0xa1)
        return der(
          0xa1,
          ...wanted.reduce(
            (subtrees, address) => subtrees.flatMap((one) => cutOut(one, address)),
            list.children.map(({ raw }) => raw),
          ),
        );
      return list.raw;
    });
    return withValue(extension, sequence(...lists.filter((list) => list[1] !== 0)));
  });
}

function permitting(subtrees: readonly Der[], addresses: readonly Uint8Array[]): readonly Uint8Array[] {
  const raw = subtrees.map((subtree) => subtree.raw);
  if (!subtrees.some((subtree) => subtree.children[0]?.tag === ipTag)) return raw;
  return [...raw, ...addresses.map((address) => subtreeOf(bitsOf(address), address.length * 8, address.length))];
}

/** A range without one address: all its halves, quarters and so on in which the address is not. */
function cutOut(subtree: Uint8Array, address: Uint8Array): readonly Uint8Array[] {
  const name = decodeDer(subtree).children[0];
  if (name?.tag !== ipTag || name.body.length !== address.length * 2) return [subtree];
  const mask = bitsOf(name.body.subarray(address.length));
  const length = mask.indexOf("0") === -1 ? mask.length : mask.indexOf("0");
  const bits = bitsOf(address);
  if (bitsOf(name.body.subarray(0, address.length)).slice(0, length) !== bits.slice(0, length)) return [subtree];
  return Array.from({ length: bits.length - length }, (_, index) => {
    const at = length + index;
    const other = bits.slice(0, at) + (bits[at] === "0" ? "1" : "0");
    return subtreeOf(other, at + 1, address.length);
  });
}

/** GeneralSubtree of the addresses that begin with some bits. */
function subtreeOf(bits: string, prefix: number, octets: number): Buffer {
  const text = bits.slice(0, prefix).padEnd(octets * 8, "0") + "1".repeat(prefix).padEnd(octets * 8, "0");
  const bytes = Uint8Array.from({ length: octets * 2 }, (_, index) => Number.parseInt(text.slice(index * 8, index * 8 + 8), 2));
  return sequence(der(ipTag, bytes));
}
