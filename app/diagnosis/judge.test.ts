import { describe, expect, test } from "vitest";
import { administratorsText, administratorsTextBySight } from "./administrators-text";
import type { Arrival } from "./arrival";
import type { Measurements, StreamMeasure } from "./measurements";
import { testHeader } from "./measurements";
import { steps } from "./steps";
import { judgeNetwork } from "./verdict";

const liveStream: StreamMeasure = {
  ...{ helloMs: 40, nextMs: 45, received: 7, expected: 7, sentSpreadMs: 3_000, spreadMs: 3_010 },
  ...{ ended: "whole", status: 200, contentType: "text/event-stream", encoding: null },
};
const silentStream: StreamMeasure = {
  ...{ ...liveStream, helloMs: null, nextMs: null, received: 0, sentSpreadMs: 0, spreadMs: 0 },
  ...{ ended: "silent", status: null, contentType: null },
};
const lump: StreamMeasure = { ...liveStream, helloMs: 3_050, nextMs: 3_051, spreadMs: 4 };
const arrived: Arrival = {
  ...{ httpVersion: "1.1", scheme: "https", via: [], forwardedFor: 0, cookies: true },
  ...{ acceptsCompression: true, lastEventId: testHeader, idempotencyKey: testHeader },
};
const arrival = {
  ...{ arrived, scheme: "https", protocol: "h2", skewMs: 120, requestIdCame: true },
};
const browser = {
  ...{ localStorage: true, indexedDb: true, webLocks: true, broadcastChannel: true },
  ...{ cookies: true, secureContext: true },
};
const open: Measurements = {
  reach: { status: 200, roundTripsMs: [31, 24, 28] },
  ...{ arrival, stream: liveStream, streamedPost: liveStream, browser, memory: null },
  longPoll: { askedMs: 10_000, tookMs: 10_030, status: 200 },
  shortPoll: { first: 200, second: 304 },
  connections: { asked: 4, atOnce: 4 },
};
const network = (changes: Measurements): Measurements => ({ ...open, ...changes });
const findingOf = (name: string, measured: Measurements) =>
  steps.find((step) => step.name === name)?.judge(measured) ?? expect.fail();
const report = { origin: "https://desk.example.com", at: "2026-11-25T12:00:00Z", browser: "B/1" };
const textFor = (changes: Measurements) => administratorsText(network(changes), report);

describe("the verdict", () => {
  test.each<[string, Measurements, string, string]>([
    ["all of it", {}, "eventSource", "good"],
    ["a streamed POST alone", { stream: silentStream }, "fetchStream", "good"],
    ["no streams", { stream: lump, streamedPost: silentStream }, "longPoll", "limited"],
    [
      "no streams, and polls cut after 4 s",
      {
        ...{ stream: lump, streamedPost: lump },
        longPoll: { askedMs: 10_000, tookMs: 4_000, status: 0 },
      },
      ...(["longPoll", "limited"] as const),
    ],
    [
      "only short answers",
      {
        ...{ stream: silentStream, streamedPost: silentStream },
        longPoll: { askedMs: 10_000, tookMs: 300, status: 504 },
      },
      ...(["shortPoll", "limited"] as const),
    ],
    [
      "only pages",
      {
        ...{ stream: silentStream, streamedPost: silentStream },
        longPoll: { askedMs: 10_000, tookMs: 3, status: 403 },
        shortPoll: { first: 403, second: 403 },
      },
      ...(["forms", "bad"] as const),
    ],
  ])("of a network that lets through %s", (_what, changes, way, grade) => {
    expect(judgeNetwork(network(changes))).toMatchObject({ way, grade });
  });

  test("without any answer speaks of the device and not of the network", () => {
    const { title, grade } = judgeNetwork({ reach: { status: 0, roundTripsMs: [] } });
    expect([title, grade]).toEqual(["Deskside can't be reached", "bad"]);
  });

  test("after too many tests says so, and blames nobody", () => {
    const { title, grade } = judgeNetwork({ reach: { status: 429, roundTripsMs: [] } });
    expect([title, grade]).toEqual(["Too many tests", "limited"]);
  });

  test("names the status where something else answers in its place", () => {
    const { title, text } = judgeNetwork({ reach: { status: 502, roundTripsMs: [] } });
    expect(`${title}. ${text}`).toContain(
      "Deskside can't be reached. Something answers with status 502",
    );
  });
});

describe("a stream", () => {
  const stream = (changes: Partial<StreamMeasure>) =>
    findingOf("stream", network({ stream: { ...liveStream, ...changes } }));

  test("is fine when its events come one by one", () => {
    expect(stream({})).toEqual({
      ...{ grade: "good", means: "" },
      found: "It opened in 40 ms, and 7 events came one by one.",
    });
  });

  test("whose events were collected is told from one that is merely uneven", () => {
    expect(stream({ spreadMs: 4 }).found).toContain("arrived within 4 ms");
    expect(stream({ spreadMs: 4 }).grade).toBe("bad");
    expect(stream({ spreadMs: 2_200 }).grade).toBe("good");
  });

  test("of which nothing came was held back", () => {
    const { found } = findingOf("stream", network({ stream: silentStream }));
    expect(found).toBe("The event stream was asked for, and nothing came.");
  });

  test("that was refused says with which status", () => {
    const refused: StreamMeasure = { ...silentStream, ended: "cut", status: 403 };
    const { found, grade } = findingOf("stream", network({ stream: refused }));
    expect([found, grade]).toEqual(["The event stream was refused with status 403.", "bad"]);
  });

  test("that came as a page says so", () => {
    const page: StreamMeasure = { ...silentStream, status: 200, contentType: "text/html" };
    expect(findingOf("stream", network({ stream: page })).found).toContain("came as text/html");
  });

  test("that is late, cut or compressed says that", () => {
    expect(stream({ nextMs: 4_200 })).toMatchObject({ grade: "bad" });
    expect(stream({ nextMs: null, received: 0, sentSpreadMs: 0, spreadMs: 0 }).found).toContain(
      "nothing more came",
    );
    expect(stream({ ended: "cut", received: 3 })).toMatchObject({ grade: "limited" });
    expect(stream({ encoding: "gzip" })).toMatchObject({ grade: "limited" });
  });
});

describe("the other steps", () => {
  test.each<[string, string, Measurements, string, string]>([
    ["reach", "a page of a proxy", { reach: { status: 407, roundTripsMs: [] } }, "bad", "407"],
    ["reach", "long ways", { reach: { status: 200, roundTripsMs: [1_400] } }, "limited", "1.4 s"],
    [
      "reach",
      "too many tests",
      { reach: { status: 429, roundTripsMs: [] } },
      "limited",
      "Too many",
    ],
    [
      ...(["longPoll", "an idle time-out"] as const),
      { longPoll: { askedMs: 10_000, tookMs: 6_000, status: 504 } },
      ...(["limited", "status 504 after 6.0 s"] as const),
    ],
    [
      ...(["longPoll", "a proxy without patience"] as const),
      { longPoll: { askedMs: 10_000, tookMs: 900, status: 0 } },
      ...(["bad", "cut off after 900 ms"] as const),
    ],
    ["shortPoll", "lost ETags", { shortPoll: { first: 200, second: 200 } }, "limited", "304"],
    ["shortPoll", "no answers", { shortPoll: { first: 0, second: 0 } }, "bad", "nothing"],
    [
      ...(["headers", "a stripped header"] as const),
      { arrival: { ...arrival, arrived: { ...arrived, lastEventId: null } } },
      ...(["limited", "Last-Event-ID"] as const),
    ],
    [
      ...(["way", "two proxies"] as const),
      {
        arrival: { ...arrival, arrived: { ...arrived, via: ["1.1 a", "1.1 b"], forwardedFor: 1 } },
      },
      ...(["good", "2 proxies name themselves on the way (Via: 1.1 a, 1.1 b)"] as const),
    ],
    [
      ...(["way", "a scheme that nobody passes on"] as const),
      { arrival: { ...arrival, arrived: { ...arrived, scheme: "http" } } },
      ...(["limited", "address bar says https"] as const),
    ],
    ["connections", "two", { connections: { asked: 4, atOnce: 2 } }, "limited", "Only 2 of 4"],
    [
      ...(["clock", "a clock behind"] as const),
      { arrival: { ...arrival, skewMs: 300_000 } },
      ...(["limited", "5 min behind the server's"] as const),
    ],
    [
      ...(["clock", "a clock ahead"] as const),
      { arrival: { ...arrival, skewMs: -7_200_000 } },
      ...(["limited", "2 h ahead of the server's"] as const),
    ],
    ["browser", "no cookies", { browser: { ...browser, cookies: false } }, "bad", "Cookies"],
    [
      ...(["browser", "denied storage"] as const),
      { browser: { ...browser, localStorage: false, webLocks: false, secureContext: false } },
      ...(["limited", "Missing: localStorage, Web Locks. The address isn't https"] as const),
    ],
  ])("%s: %s", (name, _what, changes, grade, words) => {
    const finding = findingOf(name, network(changes));
    expect(finding.grade).toBe(grade);
    expect(finding.found).toContain(words);
  });

  test("say nothing of what was not measured", () => {
    expect(steps.map(({ judge }) => judge({}))).toEqual(steps.map(() => null));
  });
});

describe("the text for administrators", () => {
  test("asks for nothing where all is well", () => {
    expect(textFor({})).toContain("Nothing needs to be changed.");
    expect(textFor({})).toContain("https://desk.example.com");
  });

  test.each<[string, Measurements, string]>([
    ["buffering", { stream: lump }, "no response buffering"],
    ["blocking", { stream: { ...silentStream, status: 403 } }, "by GET and by POST"],
    ["compression", { stream: { ...liveStream, encoding: "gzip" } }, "Don't compress"],
    [
      "short time-outs",
      { longPoll: { askedMs: 10_000, tookMs: 6_000, status: 0 } },
      "idle time-outs of 60 s",
    ],
    ["few connections", { connections: { asked: 4, atOnce: 2 } }, "six connections"],
    ["lost ETags", { shortPoll: { first: 200, second: 200 } }, "If-None-Match"],
  ])("asks for a change against %s", (_what, changes, words) => {
    expect(textFor(changes)).toContain(words);
    expect(textFor(changes)).not.toContain("Nothing needs");
  });

  test("without scripts says that nothing was tested, and what is needed", () => {
    const text = administratorsTextBySight(arrived, report);
    expect(text).toContain("was not tested");
    expect(text).toContain("text/event-stream");
  });
});
