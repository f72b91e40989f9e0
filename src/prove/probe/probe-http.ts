import type { Line } from "./probe-connection.ts";

export type HttpAnswer =
  | {
      readonly kind: "status";
      readonly status: number;
      /** A plaintext answer of a TLS server: `Client sent an HTTP request to an HTTPS server` and its like. */
      readonly wantsTls: boolean;
    }
  | { readonly kind: "other"; readonly starts: Buffer };

/** Asks by HTTP/1.1 and reads the status line; undefined when none comes. */
export async function askHttp(line: Line, path: string, host: string): Promise<HttpAnswer | undefined> {
  line.say(Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: tikv-tls-gate\r\nConnection: close\r\n\r\n`));
  const first = await line.hear(readStatus);
  if (first?.kind !== "status" || first.status !== 400) return first;
  const wantsTls = await line.hear((heard, isOver) =>
    /HTTPS/.test(heard.toString("latin1")) ? true : isOver ? false : undefined,
  );
  return { ...first, wantsTls: wantsTls === true };
}

function readStatus(heard: Buffer): HttpAnswer | undefined {
  const text = heard.subarray(0, 200).toString("latin1");
  const status = /^HTTP\/1\.[01] (\d{3})[ \r\n]/.exec(text)?.[1];
  if (status !== undefined) return { kind: "status", status: Number(status), wantsTls: false };
  const begins = "HTTP/1.";
  const isOther = !begins.startsWith(text.slice(0, begins.length)) || text.length > 20;
  return isOther && heard.length > 0 ? { kind: "other", starts: heard } : undefined;
}
