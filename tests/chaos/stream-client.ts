import { type IncomingMessage, request } from "node:http";
import { createSseParser, type SseEvent } from "../support/sse";
import { type Observer, readAgain } from "./observer";
import type { ReceiptNews } from "./receipt-trail";

/** Without a sign of life for so much longer than a heartbeat the connection counts as dead. */
const graceMs = 2_000;
const answerWithinMs = 5_000;
/** A reader who lost its stream, until the next one's first event. */
const lost = new WeakMap<Observer, { app: string; at: number }>();

/** One stream from its first byte to its end, however it ends; true when it had begun. */
export function followStream(observer: Observer): Promise<boolean> {
  const { caller, session, stop } = observer;
  const { url, name } = caller.endpoint();
  return new Promise((resolve) => {
    let begun = false;
    let timer: NodeJS.Timeout | undefined;
    const from = Date.now();
    const asked = request(`${url}/api/v1/sessions/${session}/events`, {
      agent: false,
      headers: { ...caller.headers(), "Last-Event-ID": observer.position() },
    });
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener("abort", end);
      asked.destroy();
      if (begun && !lost.has(observer)) lost.set(observer, { app: name, at: Date.now() });
      resolve(begun);
    };
    const expectWithin = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(end, ms);
    };
    stop.addEventListener("abort", end);
    expectWithin(answerWithinMs);
    asked.on("error", end);
    asked.on("close", end);
    asked.on("response", (response) => {
      if (response.statusCode !== 200) {
        caller.journal.noteTrouble({
          ...{ app: name, from, at: Date.now(), what: `${response.statusCode ?? 0} events` },
        });
        if (response.statusCode === 500) caller.journal.noteWrong(`500 from ${name}: a stream`);
        end();
        return;
      }
      readStream(observer, response, { app: name, end, expectWithin }).then(
        end,
        (error: unknown) => {
          if (!isCut(error)) caller.journal.noteWrong(`${observer.name}: ${String(error)}`);
          end();
        },
      );
      begun = true;
    });
    asked.end();
  });
}

function isCut(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}

async function readStream(
  observer: Observer,
  response: IncomingMessage,
  { app, end, expectWithin }: { app: string; end: () => void; expectWithin: (ms: number) => void },
): Promise<void> {
  const openSince = Date.now();
  const parser = createSseParser();
  let aliveMs = answerWithinMs;
  for await (const bytes of response) {
    for (const event of parser.feed(bytes as Buffer)) {
      if (event.type === "hello") aliveMs = Number(event.data["heartbeatMs"]) + graceMs;
      if (event.type === "reset") {
        await readAgain(observer, String(event.data["reason"]));
        // The stream goes on from its own head; the history may be ahead of it by now.
        end();
        return;
      }
      note(observer, event, { app, openSince });
    }
    expectWithin(aliveMs);
  }
}

function note(
  observer: Observer,
  event: SseEvent,
  stream: { app: string; openSince: number },
): void {
  const { caller, session } = observer;
  if (event.type === "hello") noteLive(observer);
  if (event.type === "receipt.changed") observer.hearReceipt(event.data as ReceiptNews);
  const { seq, id } = event.data;
  if (event.type === "hello" || typeof seq !== "number" || event.id === undefined) return;
  observer.take({ seq, id: typeof id === "string" ? id : null }, event.id);
  caller.journal.ways.noteArrival(session, seq, { at: Date.now(), ...stream });
}

function noteLive(observer: Observer): void {
  const since = lost.get(observer);
  lost.delete(observer);
  if (!since) return;
  observer.caller.journal.reconnects.push({
    ...{ app: since.app, lostAt: since.at, liveAt: Date.now() },
  });
}
