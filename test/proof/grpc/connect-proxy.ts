import { createServer, connect as dial, type Socket } from "node:net";

/**
 * An HTTP CONNECT proxy that leads every host to this machine. gRPC core asks it for the host that TiKV dials, and holds the
 * certificate against that host as it does behind a resolver: no override of the name is needed, which TiKV does not have.
 */
export async function connectProxy(): Promise<{ readonly address: string } & AsyncDisposable> {
  const open = new Set<Socket>();
  const track = (socket: Socket) => {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => open.delete(socket));
    // The other side hears of it by its own end.
    socket.on("error", () => socket.destroy());
  };
  const server = createServer((client) => {
    track(client);
    let head = "";
    client.on("data", function read(chunk) {
      head += chunk.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      client.off("data", read);
      const port = Number(/^CONNECT \S+:(\d+) HTTP/.exec(head)?.[1]);
      const target = dial(port, "127.0.0.1", () => {
        client.write("HTTP/1.0 200 OK\r\n\r\n");
        client.pipe(target);
        target.pipe(client);
      });
      track(target);
      target.on("close", () => client.destroy());
      client.on("close", () => target.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    address: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
