import { createGzip } from "node:zlib";
import { firstEventHeld, inBlocksOf, oneEventBehind, untilTheEnd } from "./buffers";
import type { Exchange, Rules } from "./middlebox";

const isStream = (head: { "content-type"?: string | undefined }) =>
  head["content-type"]?.startsWith("text/event-stream") === true;

export const buffersAll = (): Rules => ({ holdsHead: true, body: () => untilTheEnd() });

export const buffersBlocksOf = (bytes: number): Rules => ({ body: () => inBlocksOf(bytes) });

export const holdsFirstEvent = (): Rules => ({
  body: (_exchange, answer) => (isStream(answer.headers) ? firstEventHeld() : undefined),
});

export const isOneEventBehind = (): Rules => ({
  body: (_exchange, answer) => (isStream(answer.headers) ? oneEventBehind() : undefined),
});

/** Connections on which nothing has passed for so long, in either direction. */
export const killsIdle = (ms: number): Rules => ({
  connection(client) {
    client.setTimeout(ms, () => client.resetAndDestroy());
  },
});

/** Event streams, so long after they have opened. */
export const killsStreamsAfter = (ms: number): Rules => ({
  answered(exchange, answer) {
    if (isStream(answer.headers)) after(ms, exchange, exchange.cut);
    return false;
  },
});

/** Whatever it is waiting for: long polls too, as a gateway would, with a page of its own. */
export const cutsRequestsAfter = (ms: number): Rules => ({
  admit: (exchange) =>
    after(ms, exchange, () => {
      if (exchange.response.headersSent) exchange.cut();
      else say(exchange, 504, "<h1>504 Gateway Time-out</h1>");
    }),
});

function after(ms: number, { response }: Exchange, act: () => void): void {
  const timer = setTimeout(act, ms);
  response.on("close", () => clearTimeout(timer));
}

function say({ response }: Exchange, status: number, html: string): true {
  const length = Buffer.byteLength(html);
  response.writeHead(status, { "Content-Type": "text/html", "Content-Length": length });
  response.end(html);
  return true;
}

export const stripsLastEventId = (): Rules => ({
  asks(headers) {
    delete headers["last-event-id"];
  },
});

/** Whatever it is and whatever it says of transformations, and without a flush in between. */
export const gzipsAll = (): Rules => ({
  body({ request }, answer, head) {
    const takesIt = /\bgzip\b/.test(String(request.headers["accept-encoding"]));
    if (!takesIt || answer.headers["content-encoding"] !== undefined) return undefined;
    delete head["content-length"];
    head["content-encoding"] = "gzip";
    return createGzip();
  },
});

/** Event streams, known by their content type, are answered by the middlebox itself. */
export const blocksStreams = (how: "403" | "empty"): Rules => ({
  answered(exchange, answer) {
    if (!isStream(answer.headers)) return false;
    answer.destroy();
    return how === "403" ? say(exchange, 403, "<h1>Blocked</h1>") : say(exchange, 200, "");
  },
});

/** All others wait until one of these is over; none is kept for the next request. */
export function onlyConnections(most: number): Rules {
  const waiting: (() => void)[] = [];
  let busy = 0;
  const leave = () => {
    busy -= 1;
    waiting.shift()?.();
  };
  return {
    async admit({ response }) {
      const isGone = () => response.destroyed;
      if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      // One that has left meanwhile hands its turn on.
      if (isGone()) waiting.shift()?.();
      else {
        busy += 1;
        response.shouldKeepAlive = false;
        response.on("close", leave);
      }
    },
  };
}
