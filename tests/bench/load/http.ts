import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Reader, ReaderSink } from "./client";
import { createSseReader } from "./sse-reader";

export type Answer = { status: number; headers: IncomingMessage["headers"]; text: string };
export type Send = { method?: string; headers?: Record<string, string | number>; body?: string };
export type Http = {
  send(path: string, options?: Send): Promise<Answer>;
  close(): void;
};

/** Requests over kept connections, as many as are in flight. */
export function createHttp(url: string): Http {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true });
  return {
    send: (path, { method = "GET", headers = {}, body }: Send = {}) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
        const all = { ...headers, ...length };
        const sent = request({ hostname, port, path, method, agent, headers: all }, (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => (text += chunk));
          response.on("end", () => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
          });
          response.on("error", reject);
        });
        sent.on("error", reject);
        sent.end(body);
      }),
    close: () => {
      agent.destroy();
    },
  };
}

type Stream = { url: string; headers: Record<string, string>; marker: string; sink: ReaderSink };

const longestTries = 200;

/** One reader of an event stream, on a connection of its own. */
export async function openSse({ url, headers, marker, sink }: Stream): Promise<Reader> {
  let cursor = "";
  let open: ClientRequest | undefined;

  /** Resolves with null once live, else with the seconds after which to come again. */
  const connect = (): Promise<number | null> =>
    new Promise((resolve, reject) => {
      const resume: Record<string, string> = cursor === "" ? {} : { "Last-Event-ID": cursor };
      const epoch = (): string => cursor.slice(0, cursor.indexOf(":") + 1);
      open = request(url, { agent: false, headers: { ...headers, ...resume } }, (response) => {
        if (response.statusCode !== 200) {
          response.resume();
          resolve(Number(response.headers["retry-after"] ?? 0));
          return;
        }
        const read = createSseReader(marker, {
          hello(at) {
            cursor = at;
            resolve(null);
          },
          event(seq, number) {
            cursor = `${epoch()}${String(seq)}`;
            sink.see(seq, number);
          },
          reset: sink.reset,
        });
        response.on("data", read).on("error", () => undefined);
      });
      open.on("error", reject).end();
    });

  /** A server with its hands full says when to come again; a refused connection doesn't. */
  async function persist(): Promise<void> {
    for (let tries = 0; tries < longestTries; tries += 1) {
      const retryAfterSeconds = await connect().catch(() => 0.1);
      if (retryAfterSeconds === null) return;
      await delay(retryAfterSeconds * 1_000 || 100);
    }
    throw new Error(`${url} opened no stream in ${String(longestTries)} tries`);
  }

  await persist();
  return { cut: () => open?.destroy(), resume: persist };
}
