import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A forward proxy on loopback that knows one address for every name. */
export interface ForwardProxy {
  readonly address: string;
  /** What it was asked to connect to, with the credentials that it was given. */
  readonly asked: readonly string[];
  close(): void;
}

/** `port`: where every tunnel leads, on loopback; undefined refuses all. */
export async function forwardProxy(port: number | undefined): Promise<ForwardProxy> {
  const asked: string[] = [];
  const server = createServer((_, response) => void response.writeHead(405).end());
  server.on("connect", (request, socket) => {
    const credentials = /^Basic (.+)$/.exec(request.headers["proxy-authorization"] ?? "")?.[1] ?? "";
    asked.push(`${Buffer.from(credentials, "base64")} ${request.url}`.trim());
    socket.on("error", () => socket.destroy());
    if (port === undefined) return void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const upstream = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close: () => void server.close() };
}
