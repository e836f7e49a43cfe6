import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { createServer, request as ask, type ServerResponse } from "node:http";
import type { Server, Socket } from "node:net";
import { PassThrough, type Transform } from "node:stream";

/** A client's request and what goes back to it. */
export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Ends it without a word (RST). */
  cut(): void;
};

/** What one middlebox does to what passes; all that isn't said here passes as it is. */
export type Rules = {
  connection?(client: Socket): void;
  /** Before the app is asked; it is asked once this has resolved. */
  admit?(exchange: Exchange): Promise<void> | void;
  /** What the app is asked. */
  asks?(headers: IncomingHttpHeaders): void;
  /** What it has answered, before any of it goes on; true when the middlebox has answered itself. */
  answered?(exchange: Exchange, answer: IncomingMessage): boolean | undefined;
  /** What its body goes through; the head may be changed. */
  body?(
    exchange: Exchange,
    answer: IncomingMessage,
    head: IncomingHttpHeaders,
  ): Transform | undefined;
  /** The head doesn't go ahead of the body. */
  holdsHead?: boolean;
};

export type Middlebox = {
  /** http://127.0.0.1:<port> */
  readonly url: string;
  /** Ends every connection that is open. */
  cut(): void;
  stop(): Promise<void>;
};

/** An HTTP proxy that does to its clients what the rules say. */
export function startMiddlebox(appUrl: string, rules: Rules): Promise<Middlebox> {
  const server = createServer((request, response) => {
    const cut = () => {
      request.socket.resetAndDestroy();
    };
    void pass(appUrl, rules, { request, response, cut });
  });
  // What is idle is closed by the rules, and by nothing else.
  Object.assign(server, { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  if (rules.connection) server.on("connection", rules.connection);
  return listen(server);
}

async function pass(appUrl: string, rules: Rules, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  await rules.admit?.(exchange);
  if (response.destroyed || response.headersSent) return;
  const { method, url = "/" } = request;
  const headers = { ...request.headers };
  rules.asks?.(headers);
  const asked = ask(new URL(url, appUrl), { method, headers, agent: false } as object);
  asked.on("response", (answer) => {
    answer.on("error", exchange.cut);
    if (rules.answered?.(exchange, answer) !== true) goOn(rules, exchange, answer);
  });
  asked.on("error", exchange.cut);
  response.on("close", () => asked.destroy());
  request.pipe(asked);
}

const hopByHop = ["connection", "keep-alive", "transfer-encoding"];

function goOn(rules: Rules, exchange: Exchange, answer: IncomingMessage): void {
  const { request, response } = exchange;
  const head = { ...answer.headers };
  for (const name of hopByHop) Reflect.deleteProperty(head, name);
  const status = answer.statusCode ?? 502;
  const hasBody = request.method !== "HEAD" && status !== 204 && status !== 304;
  const through = (hasBody && rules.body?.(exchange, answer, head)) || new PassThrough();
  response.writeHead(status, head as OutgoingHttpHeaders);
  if (!rules.holdsHead) response.flushHeaders();
  answer.pipe(through).pipe(response);
}

/** On a free port of 127.0.0.1; knows the connections that are open. */
export function listen(server: Server): Promise<Middlebox> {
  const clients = new Set<Socket>();
  server.on("connection", (client: Socket) => {
    clients.add(client);
    client.on("error", () => undefined);
    client.on("close", () => clients.delete(client));
  });
  const cut = () => {
    for (const client of clients) client.resetAndDestroy();
  };
  const stop = () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    cut();
    return closed;
  };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      resolve({ url: `http://127.0.0.1:${String(port)}`, cut, stop });
    });
  });
}
