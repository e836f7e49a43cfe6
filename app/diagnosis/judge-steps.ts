import { bad, formatMs, good, type Judge, limited } from "./findings";
import { judgeStream } from "./judge-stream";
import { testHeader } from "./measurements";

/** Half of the round trips are at or below it. */
function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

const slowRoundTripMs = 1_000;

export const judgeReach: Judge = ({ reach }) => {
  if (!reach) return null;
  const { status, roundTripsMs } = reach;
  if (status === 0) {
    return bad("Deskside doesn't answer.", "Check that this device is online, then test again.");
  }
  if (status === 429) return limited(...tooMany);
  if (status !== 200) {
    return bad(`Something answered with status ${status}.`, "It may be a proxy, and not Deskside.");
  }
  const found = `It answers; a round trip takes ${formatMs(median(roundTripsMs))}.`;
  return median(roundTripsMs) > slowRoundTripMs
    ? limited(found, "That is slow: messages need at least so long, each way counted.")
    : good(found);
};

const tooMany: [string, string] = [
  "Too many tests come from this address at the moment.",
  "Wait a minute, then test again.",
];

export const judgeEventStream: Judge = ({ stream }) =>
  stream ? judgeStream("The event stream", stream) : null;

export const judgeStreamedPost: Judge = ({ streamedPost }) =>
  streamedPost ? judgeStream("The streamed POST", streamedPost) : null;

/** Less than what was asked for, by clocks that don't tick alike. */
const shortByMs = 300;
/** A proxy that cuts sooner leaves little of a long poll. */
export const leastHeldMs = 5_000;

export const judgeLongPoll: Judge = ({ longPoll }) => {
  if (!longPoll) return null;
  const { askedMs, tookMs, status } = longPoll;
  if (status === 200 && tookMs >= askedMs - shortByMs) {
    return good(`An answer that takes ${formatMs(askedMs)} comes through.`);
  }
  const after = formatMs(tookMs);
  const found =
    status === 0 || status === 200
      ? `An answer that should take ${formatMs(askedMs)} was cut off after ${after}.`
      : `An answer that takes ${formatMs(askedMs)} was replaced by status ${status} after ${after}.`;
  return tookMs < leastHeldMs
    ? bad(found, "Messages can only be asked for again and again.")
    : limited(found, "Deskside asks again each time it is cut off; messages may be a little late.");
};

export const judgeShortPoll: Judge = ({ shortPoll }) => {
  if (!shortPoll) return null;
  const { first, second } = shortPoll;
  if (first !== 200)
    return bad(`Asking for news was answered with ${first || "nothing"}.`, "Only pages work.");
  if (second === 304) return good("Asking again is answered with “nothing new” (304).");
  return limited(
    `Asking again was answered with ${second || "nothing"} instead of 304.`,
    "ETag or If-None-Match gets lost on the way. It works, and costs more data.",
  );
};

export const judgeHeaders: Judge = ({ arrival }) => {
  if (!arrival) return null;
  const { lastEventId, idempotencyKey } = arrival.arrived;
  const lost = [
    ...(lastEventId === testHeader ? [] : ["Last-Event-ID"]),
    ...(idempotencyKey === testHeader ? [] : ["Idempotency-Key"]),
    ...(arrival.requestIdCame ? [] : ["X-Request-Id (of the answer)"]),
  ];
  if (lost.length === 0) return good("The headers that chats need arrive unchanged.");
  return limited(
    `Removed or changed on the way: ${lost.join(", ")}.`,
    "Pages work around it; programs that use the API may not.",
  );
};

export const judgeWay: Judge = ({ arrival }) => {
  if (!arrival) return null;
  const { arrived, protocol, scheme } = arrival;
  const first = protocol ? ` The first leg, from this browser, is ${protocol}.` : "";
  const found = `${hopsOf(arrived)} The last leg is HTTP ${arrived.httpVersion} over ${arrived.scheme}.${first}`;
  if (scheme === arrived.scheme) return good(found);
  return limited(
    `${found} The address bar says ${scheme}.`,
    "The proxy in front of Deskside should send X-Forwarded-Proto and be named in TRUST_PROXY.",
  );
};

export function hopsOf({
  via,
  forwardedFor,
}: {
  via: readonly string[];
  forwardedFor: number;
}): string {
  if (via.length === 0 && forwardedFor === 0) return "No proxy names itself on the way.";
  const named = via.length > 0 ? ` (Via: ${via.join(", ")})` : "";
  const hops = Math.max(via.length, forwardedFor);
  return `${hops} ${hops === 1 ? "proxy names itself" : "proxies name themselves"} on the way${named}.`;
}

/** A stream, a post and something to spare. */
const fewConnections = 3;

export const judgeConnections: Judge = ({ connections }) => {
  if (!connections) return null;
  const { asked, atOnce } = connections;
  if (atOnce >= asked) return good(`${asked} requests ran at the same time.`);
  const found = `Only ${atOnce} of ${asked} requests ran at the same time.`;
  return atOnce < fewConnections
    ? limited(found, "Keep one tab with Deskside open: several may have to wait for each other.")
    : good(found);
};

const largeSkewMs = 60_000;

export const judgeClock: Judge = ({ arrival }) => {
  if (!arrival) return null;
  const off = Math.abs(arrival.skewMs);
  if (off < largeSkewMs) return good("This device's clock agrees with the server's.");
  const how = arrival.skewMs > 0 ? "behind" : "ahead of";
  return limited(
    `This device's clock is ${describe(off)} ${how} the server's.`,
    "Nothing gets lost by it; times on the screen and countdowns may look wrong.",
  );
};

function describe(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

export const judgeBrowser: Judge = ({ browser }) => {
  if (!browser) return null;
  if (!browser.cookies) {
    return bad("Cookies are blocked.", "Signing in needs them. Allow cookies for this site.");
  }
  const missing = [
    ...(browser.localStorage ? [] : ["localStorage"]),
    ...(browser.indexedDb ? [] : ["IndexedDB"]),
    ...(browser.webLocks ? [] : ["Web Locks"]),
    ...(browser.broadcastChannel ? [] : ["BroadcastChannel"]),
  ];
  if (missing.length === 0) return good("Cookies, storage and all that tabs share are there.");
  const why = browser.secureContext
    ? ""
    : " The address isn't https, which switches some of them off.";
  const { localStorage, indexedDb, webLocks, broadcastChannel } = browser;
  const losses = [
    ...(localStorage && indexedDb ? [] : ["Unsent text may not survive closing the tab."]),
    ...(broadcastChannel && (webLocks || localStorage) ? [] : ["Each tab connects on its own."]),
  ];
  return limited(
    `Missing: ${missing.join(", ")}.${why}`,
    ["Everything works all the same.", ...losses].join(" "),
  );
};
