import { setTimeout as delay } from "node:timers/promises";
import { streamHeaders } from "~/conversation/stream/stream-answer.server";
import { openTestStream } from "~/diagnosis/open-test-stream.server";
import { readArrival } from "~/diagnosis/read-arrival.server";
import { createTurnstile, type Turnstile } from "~/diagnosis/turnstile.server";
import type { Services } from "~/services.server";
import { type Answer, type ApiCall, begin, hasAlready, headerOf } from "./api-call.server";
import { type Operation, publicOperation } from "./operation.server";
import * as schemas from "./schemas";
import { waitMsOf } from "./stream-door.server";

const streamPath = "/diagnose/stream";
/** The same for everyone: what is tested is whether it comes back. */
const testEtag = '"diagnose"';

/**
 * What the page `/diagnose` tests a network with. For anyone, since whoever runs the network
 * has no account; bounded in time, and in number by address.
 */
export function diagnosisOperations(services: Services): Operation[] {
  const turnstile = createTurnstile();
  return [
    streamByGet(services, turnstile),
    streamByPost(services, turnstile),
    wait(services, turnstile),
    arrival(services),
  ];
}

function streamByGet(services: Services, turnstile: Turnstile): Operation {
  return publicOperation(
    services,
    {
      method: "get",
      path: streamPath,
      summary: "A test stream: hello, a tick at once and then every half second, end",
      query: schemas.testStreamQuery,
      answers: { 200: null },
    },
    ({ query, call }) => stream(services, turnstile, call, query.ticks),
  );
}

function streamByPost(services: Services, turnstile: Turnstile): Operation {
  return publicOperation(
    services,
    {
      method: "post",
      path: streamPath,
      summary: "The same test stream, for middleboxes that hold back GET",
      body: schemas.testStreamBody,
      answers: { 200: null },
    },
    ({ body, call }) => stream(services, turnstile, call, body.ticks),
  );
}

async function stream(
  { limits }: Services,
  turnstile: Turnstile,
  call: ApiCall,
  ticks: number | undefined,
): Promise<Answer | null> {
  if (call.method === "HEAD") return { status: 200, headers: streamHeaders };
  await limits.spend("diagnosis", call.caller());
  stayUntilClosed(turnstile, call);
  if (call.res.closed) return null;
  begin(call, 200, streamHeaders);
  openTestStream(call.res, { lastEventId: headerOf(call, "last-event-id") ?? null, ticks });
  return null;
}

function stayUntilClosed(turnstile: Turnstile, { res, caller }: ApiCall): void {
  const leave = turnstile.enter(caller());
  res.on("close", leave);
  if (res.closed) leave();
}

function wait(services: Services, turnstile: Turnstile): Operation {
  return publicOperation(
    services,
    {
      method: "get",
      path: "/diagnose/wait",
      summary: "Answers after so many seconds, as the long poll does when nothing happens",
      query: schemas.testWaitQuery,
      answers: { 200: schemas.testWaitAnswer, 304: null },
    },
    async ({ query, call }) => {
      await services.limits.spend("diagnosis", call.caller());
      stayUntilClosed(turnstile, call);
      const startedAt = performance.now();
      const waitMs = waitMsOf(query.seconds);
      if (call.method !== "HEAD") await whileThere(call, waitMs);
      const headers = { ETag: testEtag };
      if (hasAlready(call, testEtag)) return { status: 304, headers };
      const waitedMs = Math.round(performance.now() - startedAt);
      const serverTime = services.clock.now().toISOString();
      return { status: 200, headers, body: { waitedMs, serverTime } };
    },
  );
}

/** Resolves after so long, or as soon as the caller has gone. */
async function whileThere({ res }: ApiCall, ms: number): Promise<void> {
  const gone = new AbortController();
  res.on("close", () => {
    gone.abort();
  });
  if (ms > 0 && !res.closed) await delay(ms, undefined, { signal: gone.signal }).catch(() => null);
}

function arrival(services: Services): Operation {
  return publicOperation(
    services,
    {
      method: "get",
      path: "/diagnose/arrival",
      summary: "What arrived of this request: HTTP version, proxies, the headers that chats need",
      answers: { 200: schemas.arrivalAnswer },
    },
    async ({ call }) => {
      await services.limits.spend("diagnosis", call.caller());
      const arrived = readArrival({
        httpVersion: call.req.httpVersion,
        origin: call.origin(),
        header: (name) => headerOf(call, name),
      });
      const serverTime = services.clock.now().toISOString();
      return { status: 200, body: { arrival: arrived, serverTime } };
    },
  );
}
