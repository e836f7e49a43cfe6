import { connect, createServer, type Socket } from "node:net";

/** Ways in which a network fails. */
export type TcpProxy = {
  /** http://127.0.0.1:<port> */
  readonly url: string;
  /** Ends every open connection in good order. */
  cut(): void;
  /** Ends them without a word (RST). */
  reset(): void;
  /** Nothing passes on what is open now, for ever, and neither side is told. */
  swallow(): void;
  /** Nothing passes for so long; then everything that was held. */
  stall(ms: number): void;
  close(): Promise<void>;
};

type Pair = { client: Socket; server: Socket; swallowed: boolean };

/** Stands between clients and one app process, which may be down. */
export function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  const each = (act: (pair: Pair) => void): void => {
    for (const pair of [...pairs]) act(pair);
  };
  const server = createServer((client) => {
    const pair: Pair = { client, server: connect(targetPort, "127.0.0.1"), swallowed: false };
    pairs.add(pair);
    join(pair, () => pairs.delete(pair));
  });
  const destroy = ({ client, server }: Pair): void => {
    client.destroy();
    server.destroy();
  };
  const proxy = (url: string): TcpProxy => ({
    url,
    cut() {
      each(destroy);
    },
    reset() {
      each((pair) => {
        pair.client.resetAndDestroy();
        pair.server.resetAndDestroy();
      });
    },
    swallow() {
      each((pair) => {
        pair.swallowed = true;
      });
    },
    stall(ms) {
      each(({ client, server }) => {
        for (const socket of [client, server]) socket.pause();
        setTimeout(() => {
          for (const socket of [client, server]) socket.resume();
        }, ms).unref();
      });
    },
    close() {
      each(destroy);
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      resolve(proxy(`http://127.0.0.1:${String(port)}`));
    });
  });
}

function join(pair: Pair, left: () => void): void {
  const { client, server } = pair;
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    from.on("data", (bytes) => {
      if (!pair.swallowed) to.write(bytes);
    });
    from.on("error", () => undefined);
    from.on("close", () => {
      // Where nothing passes, the other side doesn't hear of the end either.
      if (!pair.swallowed) to.destroy();
      if (from.destroyed && to.destroyed) left();
    });
  }
}
