import { expect, test } from "vitest";
import { volumeWords } from "./volume.ts";

test.each([
  ["./tls:/tls", { source: "./tls", target: "/tls" }],
  ["./tls:/tls:ro", { source: "./tls", target: "/tls" }],
  ["C:\\tls:/tls", { source: "C:\\tls", target: "/tls" }],
  ["${TLS:-./tls}:/tls:ro,Z", { source: "${TLS:-./tls}", target: "/tls" }],
  ["./tls:${TLS:-/tls}", { source: "./tls", target: "${TLS:-/tls}" }],
  ["$(…)/tls:/tls", { source: "$(…)/tls", target: "/tls" }],
  ["${TLS:/tls", { source: "${TLS", target: "/tls" }],
])("%s mounts", (text, words) => expect(volumeWords(text)).toEqual(words));

test.each(["/tls", "", ":/tls", "./tls:", "a:b:/c", "a:b:c:d", "${TLS:-./tls}"])("%j names nothing of the host", (text) =>
  expect(volumeWords(text)).toBeUndefined(),
);
