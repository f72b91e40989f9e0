import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256Text } from "./sha256.ts";

const nodes = (text: string) => createHash("sha256").update(text).digest("hex");

test("the digests of the standard's examples", () => {
  expect(sha256Text("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256Text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
});

test("a text of any length up to four blocks has the digest that OpenSSL gives it", () => {
  for (let length = 0; length <= 256; length++) expect(sha256Text("x".repeat(length))).toBe(nodes("x".repeat(length)));
});

test("any text, also with half a surrogate pair, has the digest that OpenSSL gives it", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => sha256Text(text) === nodes(text)));
  expect(sha256Text("a\ud800b")).toBe(nodes("a\ud800b"));
});
