import { bad, type Finding, formatMs, good, limited } from "./findings";
import type { StreamMeasure } from "./measurements";

/** As the chat judges its own stream: `hello` and the event after it, within so long. */
export const patienceMs = 3_000;
/** Ticks that come closer together than this share of how they were sent came in a lump. */
const lumpShare = 0.4;
const leastSpreadMs = 500;

/** Whether the chat could live on it. */
export function carriesLive(stream: StreamMeasure | undefined): boolean {
  return stream !== undefined && problemOf(stream) === null;
}

export type StreamProblem = "refused" | "changed" | "held" | "lump" | "slow" | "cut";

/** What keeps a stream from being live; null when nothing does. */
export function problemOf(stream: StreamMeasure): StreamProblem | null {
  if (stream.helloMs === null) return silenceOf(stream);
  if (isLump(stream)) return "lump";
  if (stream.nextMs === null || stream.nextMs > patienceMs) return "slow";
  return stream.ended === "cut" ? "cut" : null;
}

function silenceOf({ status, contentType, ended }: StreamMeasure): StreamProblem {
  if (status !== null && (status < 200 || status > 299)) return "refused";
  if (contentType !== null && !/^text\/event-stream\b/i.test(contentType)) return "changed";
  return ended === "cut" ? "refused" : "held";
}

function isLump({ sentSpreadMs, spreadMs }: StreamMeasure): boolean {
  return sentSpreadMs >= leastSpreadMs && spreadMs < sentSpreadMs * lumpShare;
}

/** `name`: e.g. "The event stream". */
export function judgeStream(name: string, stream: StreamMeasure): Finding {
  const problem = problemOf(stream);
  return problem === null ? live(stream) : problems[problem](name, stream);
}

function live({ helloMs, received, encoding }: StreamMeasure): Finding {
  const found = `It opened in ${formatMs(helloMs ?? 0)}, and ${received} events came one by one.`;
  if (!isCompressed(encoding)) return good(found);
  return limited(
    `${found} Something on the way compresses it (${String(encoding)}).`,
    "It works now; compression may hold events back later.",
  );
}

export function isCompressed(encoding: string | null): boolean {
  return encoding !== null && !/^(identity)?$/i.test(encoding);
}

const problems: Record<StreamProblem, (name: string, stream: StreamMeasure) => Finding> = {
  refused: (name, { status }) =>
    bad(
      status !== null && status > 299
        ? `${name} was refused with status ${status}.`
        : `${name} was cut off before it began.`,
      "Something between this browser and Deskside blocks this kind of answer.",
    ),
  changed: (name, { contentType }) =>
    bad(
      `${name} came as ${contentType ?? "another type"} and not as text/event-stream.`,
      "A proxy on the way replaces or rewrites the answer, so the browser can't use it.",
    ),
  held: (name) =>
    bad(
      `${name} was asked for, and nothing came.`,
      "A proxy or a virus scanner holds the answer back until it is complete, which a stream never is.",
    ),
  lump: (name, { received, sentSpreadMs, spreadMs }) =>
    bad(
      `${name}: ${received} events that were sent over ${formatMs(sentSpreadMs)} arrived within ${formatMs(spreadMs)}.`,
      "A proxy on the way buffers: it collects what is sent and hands it on later, in a lump.",
    ),
  slow: (name, { nextMs }) =>
    bad(
      nextMs === null
        ? `${name} began, and then nothing more came.`
        : `${name} needed ${formatMs(nextMs)} for its first two events.`,
      "That is too late to chat by; the network holds events back.",
    ),
  cut: (name, { received, expected }) =>
    limited(
      `${name} was cut off after ${received} of ${expected} events.`,
      "Something on the way ends connections early. Deskside reconnects and loses nothing, but it may fall back.",
    ),
};
