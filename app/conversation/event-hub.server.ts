import type { PrismaClient } from "~/generated/prisma/client";
import type { Clock } from "~/ports/clock";
import type { EventBus, PublishedEvent } from "~/ports/event-bus";
import {
  type Author,
  type DurableEvent,
  type EphemeralEvent,
  isDurable,
  type Typing,
} from "./events";
import { readEvents } from "./event-log.server";
import { longestReplay } from "./position";

/** One open stream or long poll. */
export type Reader = {
  /** There may be more in the log than was sent. */
  wake(): void;
  /** Only true now; may be dropped. */
  tell(event: EphemeralEvent): void;
  /** The process is stopping: end the answer. */
  drain(): void;
};

type Topic = {
  readers: Set<Reader>;
  /** The newest events without a hole between them, at most `keptEvents`. */
  recent: DurableEvent[];
  typing: Map<string, { typing: Typing; until: number }>;
  present: Map<string, { author: Author; connections: number }>;
};

const keptEvents = 200;

export type EventHub = {
  /** Subscribes a reader to a session, before it looks at the log; returns the undo. */
  join(sessionId: string, reader: Reader): () => void;
  /** The events after `seq`, ascending: from memory if it reaches back so far, else the log. */
  read(sessionId: string, afterSeq: number): Promise<DurableEvent[]>;
  /** The newest seq that this process has heard of, or 0. */
  head(sessionId: string): number;
  /** What is typed and who is there at this moment. */
  current(sessionId: string): EphemeralEvent[];
  /** Counts a connection of this person until the returned undo; tells the others at the first and after the last. */
  enter(sessionId: string, author: Author): () => void;
  /** Open readers, for metrics and leak tests. */
  size(): { sessions: number; readers: number };
  /** Ends every reader; spread is the caller's. */
  drain(): void;
  close(): void;
};

type Parts = { db: PrismaClient; bus: EventBus; clock: Clock };

/** From the bus to this process's readers, by session. Nothing of a session stays after its last reader. */
export function createEventHub({ db, bus, clock }: Parts): EventHub {
  const topics = new Map<string, Topic>();
  const unsubscribe = bus.subscribe(({ sessionId, event }) => {
    const topic = topics.get(sessionId);
    if (!topic) return;
    if (isDurable(event)) {
      remember(topic, event);
      for (const reader of topic.readers) reader.wake();
    } else {
      note(topic, event, clock.now().getTime());
      for (const reader of topic.readers) reader.tell(event);
    }
  });

  function publishPresence(sessionId: string, author: Author, present: boolean): void {
    const event: PublishedEvent["event"] = {
      type: "presence.changed",
      data: { ...author, present },
    };
    void bus.publish([{ sessionId, event }]);
  }

  return {
    join(sessionId, reader) {
      const topic = topics.get(sessionId) ?? createTopic();
      topics.set(sessionId, topic);
      topic.readers.add(reader);
      return () => {
        topic.readers.delete(reader);
        if (topic.readers.size === 0 && topics.get(sessionId) === topic) topics.delete(sessionId);
      };
    },
    async read(sessionId, afterSeq) {
      return (
        fromMemory(topics.get(sessionId), afterSeq) ??
        (await readEvents(db, sessionId, afterSeq, longestReplay))
      );
    },
    head: (sessionId) => topics.get(sessionId)?.recent.at(-1)?.data.seq ?? 0,
    current(sessionId) {
      const topic = topics.get(sessionId);
      return topic ? currentOf(topic, clock.now().getTime()) : [];
    },
    enter(sessionId, author) {
      const topic = topics.get(sessionId);
      if (!topic) return () => undefined;
      const key = keyOf(author);
      const entry = topic.present.get(key) ?? { author, connections: 0 };
      topic.present.set(key, entry);
      entry.connections += 1;
      if (entry.connections === 1) publishPresence(sessionId, author, true);
      return () => {
        entry.connections -= 1;
        if (entry.connections > 0) return;
        topic.present.delete(key);
        publishPresence(sessionId, author, false);
      };
    },
    size: () => ({
      sessions: topics.size,
      readers: [...topics.values()].reduce((sum, topic) => sum + topic.readers.size, 0),
    }),
    drain() {
      for (const topic of topics.values()) for (const reader of [...topic.readers]) reader.drain();
    },
    close() {
      unsubscribe();
      topics.clear();
    },
  };
}

function createTopic(): Topic {
  return { readers: new Set(), recent: [], typing: new Map(), present: new Map() };
}

/** Keeps `recent` free of holes: a repeat changes nothing, a jump starts it afresh. */
function remember(topic: Topic, event: DurableEvent): void {
  const last = topic.recent.at(-1)?.data.seq;
  if (last !== undefined && event.data.seq <= last) return;
  if (last !== undefined && event.data.seq > last + 1) topic.recent = [];
  topic.recent.push(event);
  if (topic.recent.length > keptEvents) topic.recent.shift();
  if (event.type === "message.posted") topic.typing.delete(keyOf(event.data.author));
}

/** Null when memory can't tell: it is empty, or doesn't reach back to `afterSeq`. */
function fromMemory(topic: Topic | undefined, afterSeq: number): DurableEvent[] | null {
  const first = topic?.recent[0];
  if (!topic || !first || first.data.seq > afterSeq + 1) return null;
  return topic.recent.slice(Math.max(0, afterSeq + 1 - first.data.seq));
}

function note(topic: Topic, event: EphemeralEvent, now: number): void {
  if (event.type !== "typing.changed") return;
  const key = keyOf(event.data.author);
  if (event.data.typing) {
    topic.typing.set(key, { typing: event.data, until: now + event.data.expiresInMs });
  } else topic.typing.delete(key);
}

function currentOf(topic: Topic, now: number): EphemeralEvent[] {
  const typing = [...topic.typing.values()]
    .filter(({ until }) => until > now)
    .map(({ typing, until }): EphemeralEvent => ({
      type: "typing.changed",
      data: { ...typing, expiresInMs: until - now },
    }));
  const present = [...topic.present.values()].map(({ author }): EphemeralEvent => ({
    type: "presence.changed",
    data: { ...author, present: true },
  }));
  return [...present, ...typing];
}

function keyOf({ role, name }: Author): string {
  return `${role}|${name}`;
}
