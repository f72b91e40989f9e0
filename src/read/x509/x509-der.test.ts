import { type AsnType, type Constructed, fromBER } from "asn1js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { issue } from "../../../test/support/issue.ts";
import { type Der, DerError, decodeAll, decodeDer } from "./x509-der.ts";

interface Tree {
  readonly tag: number;
  readonly raw: string;
  readonly body: string;
  readonly children: readonly Tree[];
}

function treeOf(der: Der): Tree {
  return { tag: der.tag, raw: hex(der.raw), body: hex(der.body), children: der.children.map(treeOf) };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function own(bytes: Uint8Array): Tree | undefined {
  try {
    return treeOf(decodeDer(bytes));
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

class Refused extends Error {}

/**
 * What `asn1js` reads, where it is DER. It takes BER and universal types with long tags too, and lets an element reach beyond
 * the one that holds it: all are refused here. `undefined` when it refuses, `unsure` when it only refuses the text of a time, which is not the decoder's matter.
 */
function oracle(bytes: Uint8Array): Tree | undefined | "unsure" {
  try {
    const { offset, result } = fromBER(bytes, { maxDepth: 40, maxNodes: 200_000, parseEmbedded: false, copyInput: false });
    if (offset !== bytes.length) return undefined;
    return derTree(result);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    return "unsure";
  }
}

function derTree(node: AsnType): Tree {
  const raw = node.valueBeforeDecodeView;
  const body = raw.subarray(node.idBlock.blockLength + node.lenBlock.blockLength);
  const tag = raw[0] ?? 0;
  const nested: unknown = node.idBlock.isConstructed ? (node as Constructed).valueBlock.value : [];
  const isPartedString = tag >= 0x20 && tag < 0x40 && ![0x28, 0x2b, 0x30, 0x31].includes(tag);
  const isOddlyPrimitive = tag === 0x10 || tag === 0x11;
  if (node.lenBlock.isIndefiniteForm || !Array.isArray(nested) || isPartedString || isOddlyPrimitive) throw new Refused();
  if (tag === 0 || tag === 0x1f || body.length !== node.lenBlock.length) throw new Refused();
  const children = nested.map(derTree);
  const tiled = children.reduce((sum, child) => sum + child.raw.length / 2, 0);
  if (node.idBlock.isConstructed && tiled !== body.length) throw new Refused();
  return { tag, raw: hex(raw), body: hex(body), children };
}

function agree(bytes: Uint8Array): void {
  const expected = oracle(bytes);
  if (expected !== "unsure") expect(own(bytes), hex(bytes)).toEqual(expected);
}

const ca = issue({ cn: "ca", ca: true, key: "p-256" });
const samples = [
  ca,
  issue({ cn: "tikv", issuer: ca, ca: false, san: ["DNS:tikv-1.example", "IP:10.0.0.1", "URI:spiffe://example/tikv"] }),
].map(({ pem }) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64"));

test("certificates are read as asn1js reads them", () => {
  for (const sample of samples) {
    expect(own(sample)).toEqual(oracle(sample));
    expect(own(sample)?.children).toHaveLength(3);
  }
});

test("certificates with changed, missing and doubled bytes are read, or refused, as asn1js does", () => {
  const edit = fc.record({ at: fc.nat(600), drop: fc.nat(2), insert: fc.uint8Array({ maxLength: 2 }) });
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 2 }), (sample, edits) => {
      const bytes = [...sample];
      for (const { at, drop, insert } of edits) bytes.splice(at % bytes.length, drop, ...insert);
      agree(Uint8Array.from(bytes));
    }),
    { numRuns: 3000 },
  );
});

test("every change of one octet of the first hundred is read, or refused, as asn1js does", () => {
  const [sample = Buffer.alloc(0)] = samples;
  for (let at = 0; at < 100; at++) {
    for (const value of [0, 1, 0x10, 0x1f, 0x24, 0x30, 0x31, 0x3f, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xbf, 0xff]) {
      const bytes = Uint8Array.from(sample);
      bytes[at] = value;
      agree(bytes);
    }
  }
});

test("small random elements are read, or refused, as asn1js does", () => {
  const { element } = fc.letrec<{ element: Uint8Array }>((tie) => ({
    element: fc.oneof(
      { depthSize: "small" },
      fc.tuple(fc.nat(255), fc.uint8Array({ maxLength: 4 })).map(([tag, body]) => Uint8Array.from([tag, body.length, ...body])),
      fc
        .tuple(fc.constantFrom(0x30, 0x31, 0xa0, 0x24, 0x2c, 0x7f), fc.array(tie("element"), { maxLength: 3 }))
        .map(([tag, list]) => {
          const body = list.flatMap((child) => [...child]);
          return Uint8Array.from([tag, 0x82, body.length >> 8, body.length & 255, ...body]);
        }),
    ),
  }));
  fc.assert(fc.property(element, agree), { numRuns: 5000 });
});

test("an element that reaches beyond the one that holds it is refused", () => {
  expect(() => decodeDer(Uint8Array.of(0x30, 3, 4, 2, 1, 1, 1))).toThrow("it is no DER, or it is truncated");
});

test("an indefinite length, a string in parts and bytes behind the end are told", () => {
  expect(() => decodeDer(Uint8Array.of(0x30, 0x80, 0, 0))).toThrow("indefinite length");
  expect(() => decodeDer(Uint8Array.of(0x2c, 3, 0x0c, 1, 0x41))).toThrow("several parts");
  expect(() => decodeDer(Uint8Array.of(5, 0, 0))).toThrow("1 bytes follow its end");
  expect(() => decodeDer(new Uint8Array())).toThrow("it is empty");
});

test("nesting and the number of elements are limited", () => {
  const nested = (depth: number) => {
    let bytes = [5, 0];
    for (let level = 0; level < depth; level++) bytes = [0x30, bytes.length, ...bytes];
    return Uint8Array.from(bytes);
  };
  expect(own(nested(40))).toBeDefined();
  expect(own(nested(41))).toBeUndefined();
  const many = Uint8Array.from(
    { length: 5 + 2 * 200_000 },
    (_, index) => [0x30, 0x83, 6, 0x1a, 0x80][index] ?? (index % 2 ? 5 : 0),
  );
  expect(own(many)).toBeUndefined();
});

test("elements behind each other are read one by one", () => {
  expect(decodeAll(Uint8Array.of(2, 1, 7, 5, 0)).map(treeOf)).toEqual([
    { tag: 2, raw: "020107", body: "07", children: [] },
    { tag: 5, raw: "0500", body: "", children: [] },
  ]);
});
