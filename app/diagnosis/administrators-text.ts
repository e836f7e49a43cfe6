import type { Arrival } from "./arrival";
import { gradeWords } from "./findings";
import { hopsOf, leastHeldMs } from "./judge-steps";
import { isCompressed, problemOf, type StreamProblem } from "./judge-stream";
import type { Measurements, StreamMeasure } from "./measurements";
import { steps } from "./steps";
import { judgeNetwork } from "./verdict";

type Report = {
  /** E.g. https://desk.example.com */
  origin: string;
  /** ISO 8601. */
  at: string;
  browser: string;
};

/** What to send to those who run the network: what was found, and what to change. */
export function administratorsText(measured: Measurements, report: Report): string {
  const { title, text } = judgeNetwork(measured);
  const found = steps.flatMap(({ title: name, judge }) => {
    const finding = judge(measured);
    return finding ? [`- ${name} – ${gradeWords[finding.grade]}. ${finding.found}`] : [];
  });
  return join([
    `Network test for ${report.origin} (Deskside, live-chat training)`,
    `Made ${report.at} from a browser on your network.`,
    "",
    `Result: ${title}. ${text}`,
    "",
    ...found,
    "",
    ...askedFor(measured, report.origin),
    "",
    `Browser: ${report.browser}`,
  ]);
}

function askedFor(measured: Measurements, origin: string): string[] {
  const wishes = wishesOf(measured);
  if (wishes.length === 0) return ["Nothing needs to be changed."];
  return [`What would help, for ${origin} alone:`, ...wishes.map((wish) => `- ${wish}`), "", plain];
}

const plain =
  "It is ordinary HTTP: no WebSockets, no other ports. The answers carry Cache-Control: no-store, no-transform and X-Accel-Buffering: no.";

const wishes = {
  unbuffered:
    "Hand on answers of the type text/event-stream as they come: no response buffering, no scanning of the whole answer first (paths /api/v1/events and /api/v1/sessions/*/events).",
  unblocked:
    "Allow answers of the type text/event-stream (paths /api/v1/events and /api/v1/sessions/*/events), by GET and by POST.",
  uncompressed: "Don't compress or rewrite answers of the type text/event-stream.",
  patient: "Let an answer take its time: idle time-outs of 60 s or more (30 s at the least).",
  connections: "Allow at least six connections at once from a browser.",
  headers: "Leave the request headers Last-Event-ID and Idempotency-Key in place.",
  etag: "Leave ETag and If-None-Match in place.",
};

function wishesOf(measured: Measurements): string[] {
  const { stream, longPoll, connections, shortPoll } = measured;
  const headers = steps.find(({ name }) => name === "headers")?.judge(measured);
  return [
    ...(stream ? streamWishes(stream) : []),
    ...(isCutEarly(stream, longPoll) ? [wishes.patient] : []),
    ...(connections && connections.atOnce < 3 ? [wishes.connections] : []),
    ...(headers?.grade === "limited" ? [wishes.headers] : []),
    ...(shortPoll?.first === 200 && shortPoll.second !== 304 ? [wishes.etag] : []),
  ];
}

function streamWishes(stream: StreamMeasure): string[] {
  const problem = problemOf(stream);
  const byProblem: Record<StreamProblem, string[]> = {
    refused: [wishes.unblocked],
    changed: [wishes.unblocked],
    held: [wishes.unbuffered],
    lump: [wishes.unbuffered],
    slow: [wishes.unbuffered],
    cut: [],
  };
  return [
    ...(problem ? byProblem[problem] : []),
    ...(isCompressed(stream.encoding) ? [wishes.uncompressed] : []),
  ];
}

function isCutEarly(stream: Measurements["stream"], longPoll: Measurements["longPoll"]): boolean {
  if (stream && problemOf(stream) === "cut") return true;
  return longPoll !== undefined && (longPoll.status !== 200 || longPoll.tookMs < leastHeldMs);
}

/** Without scripts only the request itself can be looked at; the rest is what the network has to allow. */
export function administratorsTextBySight(
  arrived: Arrival,
  { origin, at, browser }: Report,
): string {
  return join([
    `Network requirements of ${origin} (Deskside, live-chat training)`,
    `Written ${at}; the browser runs no scripts, so the network was not tested.`,
    "",
    `What arrived: ${hopsOf(arrived)} HTTP ${arrived.httpVersion} over ${arrived.scheme}.`,
    "",
    `What live chat needs, for ${origin} alone:`,
    ...[wishes.unbuffered, wishes.uncompressed, wishes.patient].map((wish) => `- ${wish}`),
    ...[wishes.connections, wishes.headers].map((wish) => `- ${wish}`),
    "",
    plain,
    "",
    `Browser: ${browser}`,
  ]);
}

function join(lines: readonly string[]): string {
  return `${lines.join("\n").trim()}\n`;
}
