import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SmallProxy {
  /** http://127.0.0.1:<port>, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export type Misdeed =
  /** Hands an answer on when it is complete. */
  | "buffers everything"
  /** Answers for the server wherever it would send an event stream. */
  | "blocks event streams"
  /** Does so for GET alone. */
  | "blocks event streams by GET"
  /** Hides from browsers that our pages are personal, as Safari overlooks it by itself. */
  | "strips Cache-Control";

/** A reverse proxy between a test's browser and the server, which does one thing wrong. */
export async function startProxy(target: string, misdeed: Misdeed): Promise<SmallProxy> {
  const server = createServer((req, res) => {
    const asked = request(`${target}${req.url ?? ""}`, {
      ...{ method: req.method, headers: { ...req.headers, via: "1.1 small-proxy" }, agent: false },
    });
    asked.on("response", (answer) => {
      handOn(misdeed, req, answer, res);
    });
    asked.on("error", () => res.destroy());
    res.on("close", () => asked.destroy());
    req.pipe(asked);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

function handOn(
  misdeed: Misdeed,
  req: IncomingMessage,
  answer: IncomingMessage,
  res: ServerResponse,
): void {
  const isStream = answer.headers["content-type"] === "text/event-stream";
  const blocked =
    misdeed === "blocks event streams" ||
    (misdeed === "blocks event streams by GET" && req.method === "GET");
  if (misdeed === "strips Cache-Control") delete answer.headers["cache-control"];
  if (isStream && blocked) {
    answer.destroy();
    res.writeHead(403, { "Content-Type": "text/html" }).end("<h1>Blocked by policy</h1>");
  } else if (misdeed === "buffers everything") handOnWhole(answer, res);
  else {
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
  }
}

function handOnWhole(answer: IncomingMessage, res: ServerResponse): void {
  const chunks: Buffer[] = [];
  answer.on("data", (chunk: Buffer) => chunks.push(chunk));
  answer.on("error", () => res.destroy());
  answer.on("end", () => {
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    res.end(Buffer.concat(chunks));
  });
}
