import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { createSseParser, type SseEvent } from "./sse";

const patienceMs = 15_000;

export type OpenStream = {
  status: number;
  headers: IncomingMessage["headers"];
  /** Everything that has arrived; grows. */
  events: readonly SseEvent[];
  /** Durable events alone. */
  durable(): SseEvent[];
  /** The first event, past or coming, that fits. Throws when none comes in 15 s or the stream is malformed. */
  find(fits: (event: SseEvent) => boolean): Promise<SseEvent>;
  /** Resolves when the durable event with this seq has arrived. */
  reach(seq: number): Promise<void>;
  /** Resolves when the server has ended the stream in good order. */
  ended: Promise<void>;
  retry(): number | undefined;
  padding(): number;
  /** Takes nothing more from the socket, until `resume`. */
  pause(): void;
  resume(): void;
  /** The client leaves; resolves when the connection is gone. */
  close(): Promise<void>;
};

export type StreamRequest = {
  method: string;
  headers: Record<string, string>;
  body?: string;
};

/** Opens a stream over a connection of its own and reads it strictly. */
export function openStream(url: string, { method, headers, body }: StreamRequest) {
  return new Promise<OpenStream>((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (response) => {
      resolve(follow(asked, response));
    });
    asked.once("error", reject);
    asked.end(body);
  });
}

function follow(asked: ClientRequest, response: IncomingMessage): OpenStream {
  const parser = createSseParser();
  const events: SseEvent[] = [];
  const waiting = new Set<() => void>();
  let failure: unknown;
  const tell = () => {
    for (const look of waiting) look();
  };
  const fail = (error: unknown) => {
    failure ??= error;
    tell();
  };
  const isStream = /^text\/event-stream/.test(response.headers["content-type"] ?? "");
  response.on("data", (bytes: Buffer) => {
    if (!isStream) return;
    try {
      events.push(...parser.feed(bytes));
    } catch (error) {
      fail(error);
    }
    tell();
  });
  const ended = new Promise<void>((resolve, reject) => {
    response.once("end", () => {
      try {
        parser.end();
        resolve();
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    response.once("error", reject);
  });
  ended.then(() => fail(new Error("the stream has ended")), fail);
  const closed = new Promise<void>((resolve) => response.once("close", resolve));
  asked.on("error", fail);

  function find(fits: (event: SseEvent) => boolean): Promise<SseEvent> {
    return new Promise((resolve, reject) => {
      const done = (act: () => void) => {
        clearTimeout(timer);
        waiting.delete(look);
        act();
      };
      const look = () => {
        const found = events.find(fits);
        if (found) done(() => resolve(found));
        else if (failure !== undefined) done(() => reject(asError(failure)));
      };
      const timer = setTimeout(() => {
        const seen = events.map(({ id, type }) => `${type} ${id ?? ""}`).join(", ");
        done(() => reject(new Error(`what was waited for didn't come; came: ${seen}`)));
      }, patienceMs);
      waiting.add(look);
      look();
    });
  }

  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    durable: () => events.filter(({ data }) => "seq" in data),
    find,
    async reach(seq) {
      await find(({ data }) => data["seq"] === seq);
    },
    ended,
    retry: parser.retry,
    padding: parser.padding,
    pause: () => response.pause(),
    resume: () => response.resume(),
    close() {
      asked.destroy();
      return closed;
    },
  };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
