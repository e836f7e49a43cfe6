import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import { createGunzip } from "node:zlib";
import { listen, type Middlebox } from "./middlebox";

type Stream = { write(text: string): void; end(): void; isGone(): boolean };
export type StubApp = Middlebox & {
  /** The request that came last, and the answer that is open to it; checks of health aren't counted. */
  last(): IncomingMessage;
  stream(): Stream;
};

/** `/stream` and `…/events` open and go on as the test says, `/never` waits, all else is answered at once. */
export async function startStubApp(): Promise<StubApp> {
  let last: IncomingMessage | undefined;
  let open: ServerResponse | undefined;
  const server = createServer((request, response) => {
    // A proxy asks this whenever it likes, between two lines of a test too.
    if (request.url === "/healthz") return void response.end("ok");
    last = request;
    open = response;
    if (request.url === "/never") return;
    const isStream = /\/(?:stream|events)$/.test(request.url ?? "");
    const type = isStream ? "text/event-stream" : "text/plain";
    response.writeHead(200, { "Content-Type": type }).flushHeaders();
    if (!isStream) response.end("at once");
  });
  const given = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("Nobody has asked the app");
    return value;
  };
  return {
    ...(await listen(server)),
    last: () => given(last),
    stream() {
      const answer = given(open);
      return {
        write: (text) => void answer.write(text),
        end: () => void answer.end(),
        isGone: () => answer.destroyed,
      };
    },
  };
}

export type Answer = {
  status: number;
  version: string;
  headers: IncomingMessage["headers"];
  /** What has come so far; grows. */
  text(): string;
  /** How it ended; undefined until then. */
  end(): "whole" | "cut" | undefined;
};

/** What a client gets: the head once it is there, then what comes. Rejects when cut before that. */
export function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => resolve(follow(response))).on(
      "error",
      reject,
    );
  });
}

export function follow(response: IncomingMessage): Answer {
  let text = "";
  let end: "whole" | "cut" | undefined;
  const zipped = response.headers["content-encoding"] === "gzip";
  const body = zipped ? response.pipe(createGunzip()) : response;
  body.on("data", (bytes: Buffer) => (text += bytes.toString()));
  body.on("end", () => (end ??= "whole"));
  response.on("error", () => (end ??= "cut"));
  const { statusCode: status = 0, httpVersion: version, headers } = response;
  return { status, version, headers, text: () => text, end: () => end };
}
