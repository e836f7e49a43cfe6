import { type BrowserClock, createAlarm, type Alarm } from "../browser-clock";
import type { Closed, Frame } from "./transport";
import type { Want, WireBody } from "./wire-messages";
import { isRecord } from "../wire";

/** Sessions with their cursors. */
export type Places = [session: string, cursor: string][];
export type WireHandlers = {
  /** `cursor`: where the session has got to, if the frame moves it. */
  frame(session: string, frame: Frame, cursor?: string): void;
  /** There is no such session for this reader. The others go on. */
  gone(session: string): void;
  closed(why: Closed): void;
};
/** Opens one real connection for several sessions; the same promises as a `Transport`'s. */
export type OpenWire = (
  rung: string,
  places: Places,
  handlers: WireHandlers,
  signal: AbortSignal,
) => void;

/** As many sessions as the server takes on one wire. */
const mostSessions = 20;
/** Tabs come and go together, e.g. when a leader is gone: the wire is opened once for all of them. */
const settleMs = 30;
/** A tab repeats what it wants every few seconds; the timers of a hidden one once a minute. */
const forgottenMs = 150_000;

/** What has been seen of a session on its wire: enough to greet who joins later. */
type Place = {
  cursor: string;
  hello: object;
  head: number | null;
  /** Heartbeats since the wire's greeting. */
  beats: number;
  told: Map<string, Frame>;
};
type Wire = { controller: AbortController; places: Map<string, Place> };
type Tab = { want: Want[]; heardAt: number };

export type WireLeader = { take(by: string, want: Want[]): void; stop(): void };

/** Keeps one real wire for each rung in use, for all sessions that the tabs of this browser want. */
export function createWireLeader(deps: {
  say: (message: WireBody) => void;
  open: OpenWire;
  clock: BrowserClock;
}): WireLeader {
  const { say, clock } = deps;
  const tabs = new Map<string, Tab>();
  const wires = new Map<string, Wire>();
  /** Rungs on which somebody doesn't believe that the wire still works. */
  const doubted = new Set<string>();
  const alarms = new Map<string, Alarm>();
  const silence = createAlarm(clock);

  function take(by: string, want: Want[]): void {
    const before = tabs.get(by)?.want ?? [];
    forgetSilent();
    const served: Want[] = [];
    tabs.set(by, { want: served, heardAt: clock.now() });
    // For when nobody else is left to say anything.
    silence.set(forgottenMs + 1, forgetSilent);
    for (const one of want) if (hasRoomFor(one)) served.push(one);
    const refused = want.filter((one) => !served.includes(one));
    say({ type: "served", to: by, refused: refused.map(({ n }) => n) });
    for (const one of served) if (!before.some(({ n }) => n === one.n)) join(by, one, before);
    for (const rung of new Set([...before, ...served].map((one) => one.rung))) settleSoon(rung);
  }

  function hasRoomFor({ rung, session }: Want): boolean {
    const sessions = sessionsOn(rung);
    return sessions.has(session) || sessions.size < mostSessions;
  }

  /** Who starts again has a reason; who is new believes what the others do. */
  function join(by: string, { rung, session }: Want, before: Want[]): void {
    const place = wires.get(rung)?.places.get(session);
    if (before.some((one) => one.rung === rung && one.session === session)) doubted.add(rung);
    else if (place && place.head !== null) greet(by, rung, session, place);
  }

  /** As the server would; what the newcomer is behind by it sees in `hello`, and fetches. */
  function greet(to: string, rung: string, session: string, place: Place): void {
    const { cursor, head, hello, beats, told } = place;
    const beat = { type: "heartbeat", data: { head } };
    const frames = [
      { type: "hello", data: { ...hello, cursor, head } },
      ...told.values(),
      // The second proves the wire: it has come to the leader, or will come to both.
      ...(beats > 1 ? [beat, beat] : [beat]),
    ];
    say({ type: "frames", to, rung, session, frames, cursor });
  }

  function forgetSilent(): void {
    for (const [name, { want, heardAt }] of tabs) {
      if (clock.now() - heardAt <= forgottenMs) continue;
      tabs.delete(name);
      for (const { rung } of want) settleSoon(rung);
    }
  }

  function sessionsOn(rung: string): Map<string, string> {
    const wanted = [...tabs.values()].flatMap(({ want }) => want);
    return new Map(
      wanted.filter((one) => one.rung === rung).map(({ session, cursor }) => [session, cursor]),
    );
  }

  function settleSoon(rung: string): void {
    const alarm = alarms.get(rung) ?? createAlarm(clock);
    alarms.set(rung, alarm);
    alarm.set(settleMs, () => {
      settle(rung);
    });
  }

  function settle(rung: string): void {
    const wanted = sessionsOn(rung);
    const wire = wires.get(rung);
    const isSame =
      wire?.places.size === wanted.size && [...wanted.keys()].every((one) => wire.places.has(one));
    if (isSame && !doubted.delete(rung)) return;
    doubted.delete(rung);
    wire?.controller.abort();
    wires.delete(rung);
    if (wanted.size > 0) open(rung, wanted, wire);
  }

  /** What was on the wire before goes on from where it had got to; nobody hears of the change. */
  function open(rung: string, wanted: Map<string, string>, before?: Wire): void {
    const controller = new AbortController();
    const places = new Map(
      [...wanted].map(([session, own]) => {
        const cursor = before?.places.get(session)?.cursor ?? own;
        return [
          session,
          { cursor, hello: {}, head: null, beats: 0, told: new Map<string, Frame>() },
        ];
      }),
    );
    const handlers: WireHandlers = {
      frame: (session, frame, cursor) => {
        const place = places.get(session);
        if (!place) return;
        note(place, frame, cursor);
        say({ type: "frames", rung, session, frames: [frame], cursor: place.cursor });
      },
      gone: (session) => {
        places.delete(session);
        forget((one) => one.rung === rung && one.session === session);
        say({ type: "closed", rung, session, why: { status: 404, retryAfterMs: null } });
        settleSoon(rung);
      },
      closed: (why) => {
        wires.delete(rung);
        forget((one) => one.rung === rung);
        say({ type: "closed", rung, why });
      },
    };
    wires.set(rung, { controller, places });
    const from = [...places].map(([session, { cursor }]): [string, string] => [session, cursor]);
    deps.open(rung, from, handlers, controller.signal);
  }

  function forget(isOver: (want: Want) => boolean): void {
    for (const tab of tabs.values()) tab.want = tab.want.filter((one) => !isOver(one));
  }

  return {
    take,
    stop: () => {
      silence.clear();
      for (const alarm of alarms.values()) alarm.clear();
      for (const { controller } of wires.values()) controller.abort();
    },
  };
}

function note(place: Place, { type, data }: Frame, cursor?: string): void {
  if (!isRecord(data)) return;
  if (cursor !== undefined) place.cursor = cursor;
  if (type === "hello") Object.assign(place, { hello: data, beats: 0 });
  if (type === "heartbeat") place.beats += 1;
  if (typeof data["head"] === "number") place.head = data["head"];
  const isKept = type === "receipt.changed" || type === "presence.changed";
  if (isKept) place.told.set([type, data["role"], data["name"]].join(), { type, data });
}
