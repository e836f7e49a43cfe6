import { startHttp10 } from "../../../support/middleboxes/http10";
import { startMiddlebox, type Rules } from "../../../support/middleboxes/middlebox";
import * as rules from "../../../support/middleboxes/rules";
import * as proxies from "../../../support/proxies";

export type Way = { readonly url: string; stop(): Promise<void>; cut?: () => void };

/** Where somebody sits: what stands between the browser and the app, and what it allows. */
export type Place = {
  readonly name: string;
  start(appUrl: string): Promise<Way>;
  /** The browser is told to use it, and goes to the app's own address. */
  readonly forward?: boolean;
  /** What its connection may be called. */
  readonly label: RegExp;
  /** Where the network itself takes longer than a message may, and the page can't know. */
  readonly messageMs?: number;
  /** So many will do, since each takes its time. */
  readonly messages?: number;
  /** For how long it is watched at the least: some show what they do only after a while. */
  readonly seconds?: number;
  /** Halfway through, everything that is open is cut. */
  readonly cut?: boolean;
};

const own = (name: string, does: () => Rules, more: Omit<Place, "name" | "start">): Place => ({
  name,
  start: (appUrl) => startMiddlebox(appUrl, does()),
  ...more,
});
const real = (name: string, start: Place["start"], more: Omit<Place, "name" | "start">): Place => ({
  name,
  start,
  ...more,
});

const live = { label: /^Connected$/ };
const polled = { label: /^Limited$/ };
/** A stream of another kind may get through. */
const either = { label: /^(?:Connected|Limited)$/ };

export const holdingBack: readonly Place[] = [
  own("buffers everything until the end", rules.buffersAll, polled),
  own("buffers blocks of 4 KB", () => rules.buffersBlocksOf(4_096), either),
  own("buffers blocks of 64 KB", () => rules.buffersBlocksOf(65_536), polled),
  own("compresses everything", rules.gzipsAll, polled),
  own("holds the first event until the second comes", rules.holdsFirstEvent, live),
  own("holds each event until the next one comes", rules.isOneEventBehind, {
    ...either,
    // The heartbeat pushes the message out.
    messageMs: 10_000,
    messages: 3,
  }),
];

/** One that kills what is idle, as the last figure says, needs watching for longer than that. */
export const cutting = (idleSeconds: readonly number[]): readonly Place[] => [
  ...idleSeconds.map((seconds) =>
    own(`kills what is idle for ${String(seconds)} s`, () => rules.killsIdle(seconds * 1_000), {
      ...either,
      seconds: 2.5 * seconds,
    }),
  ),
  own("kills streams 200 ms after they open", () => rules.killsStreamsAfter(200), polled),
  own("cuts requests longer than 5 s", () => rules.cutsRequestsAfter(5_000), {
    ...either,
    seconds: 20,
  }),
  own("strips Last-Event-ID, and cuts everything once", rules.stripsLastEventId, {
    ...live,
    cut: true,
  }),
];

export const refusing: readonly Place[] = [
  own("blocks event streams with 403", () => rules.blocksStreams("403"), polled),
  own("answers event streams with nothing", () => rules.blocksStreams("empty"), polled),
  own("allows two connections", () => rules.onlyConnections(2), either),
  real("speaks HTTP/1.0 only", startHttp10, live),
];

export const debians: readonly Place[] = [
  real("nginx, buffering with gzip over HTTP/1.0", proxies.startBufferingNginx, polled),
  real("HAProxy with time-outs of 10 s", proxies.startHurriedHaproxy(10), {
    ...either,
    seconds: 25,
  }),
  real("Squid as forward proxy", proxies.startSquid, { ...live, forward: true }),
];

export const asWeSay: readonly Place[] = [
  own("nothing in between", () => ({}), live),
  real("nginx, set as below", proxies.startDeployedNginx, live),
  real("HAProxy, set as below", proxies.startDeployedHaproxy, live),
  real("Apache httpd, set as below", proxies.startDeployedApache, live),
];
