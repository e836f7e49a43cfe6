import pLimit from "p-limit";
import type { Metrics } from "~/lib/metrics.server";
import type { Sql } from "~/lib/sql.server";
import type { Clock } from "~/ports/clock";
import type { EventBus } from "~/ports/event-bus";
import type { Presence } from "~/ports/presence";
import { readEvents } from "../event-log.server";
import {
  type Author,
  type DurableEvent,
  type EphemeralEvent,
  isDurable,
  type Receipt,
} from "../events";
import {
  advanceReceipt,
  createLiveState,
  currentOf,
  type LiveState,
  noteLive,
  presenceChanges,
  receiptsOf,
} from "./live-state";
import { longestReplay } from "./position";
import { createMemory, recall, remember, rememberRead, type SessionMemory } from "./session-memory";

/** One open stream or waiting long poll. */
export type Reader = {
  /** The auth session that it reads with. */
  readonly authSessionId: string;
  /** Of the log that its cursors are in. */
  readonly epoch: string;
  /** There may be more in the log than was sent. */
  wake(): void;
  /** Only true now; may be dropped. */
  tell(event: EphemeralEvent): void;
  /** The process stops: end soon, not all at the same moment. */
  drain(): void;
  /** The right to read is gone. */
  end(): void;
};

type Topic = { readers: Set<Reader>; memory: SessionMemory; live: LiveState };

/** Replays from the log at a time; the others wait. */
const readsAtOnce = 8;
/** With so many waiting, further readers are asked to come back. */
const mostWaiting = 200;

export type EventHub = {
  /**
   * Subscribes a reader to a session, before it looks at the log, which it knows to go up to `head`;
   * returns the undo.
   */
  join(sessionId: string, reader: Reader, head: number): () => void;
  /** The events after `seq` if memory reaches back so far, else null. */
  recall(sessionId: string, afterSeq: number): DurableEvent[] | null;
  /** The events after `seq`, ascending: from memory if it reaches back so far, else the log. */
  read(sessionId: string, afterSeq: number): Promise<DurableEvent[]>;
  /** True when replays queue up, or the process is stopping: readers should come back later. */
  isBusy(): boolean;
  /** The newest seq that this process has heard of, or 0. */
  head(sessionId: string): number;
  /** The log goes up to `head`: wakes the session's readers if that is news. */
  noteHead(sessionId: string, head: number): void;
  /** What was heard of the log isn't in it any more: its readers end, and come back with their cursors. */
  forget(sessionId: string): void;
  /**
   * What is typed, who is there and how far each has read at this moment, for a newcomer
   * whose look at the database said `receipts`; what of it is news is told to the others.
   */
  current(sessionId: string, receipts: readonly Receipt[], newcomer?: Reader): EphemeralEvent[];
  /** How far each has read, for a reader that wasn't told of it. */
  receipts(sessionId: string): EphemeralEvent[];
  /** Notes a connection of this person, at its start and at every heartbeat. */
  keepPresent(sessionId: string, author: Author, connectionId: string): Promise<void>;
  leave(sessionId: string, author: Author, connectionId: string): Promise<void>;
  /** Who is in the session by all processes' word: tells the readers of what changed. */
  setPresent(sessionId: string, authors: Author[]): void;
  /** The sessions that have readers here, with them. */
  served(): Map<string, ReadonlySet<Reader>>;
  /** Ends all readers, spread over a short time, and takes no more. */
  drain(): void;
  isDraining(): boolean;
  close(): void;
};

type Parts = {
  sql: Sql;
  bus: EventBus;
  presence: Presence;
  clock: Clock;
  metrics: Metrics;
};

/** From the bus to this process's readers, by session. Nothing of a session stays after its last reader. */
export function createEventHub({ sql, bus, presence, clock, metrics }: Parts): EventHub {
  const topics = new Map<string, Topic>();
  const reads = new Map<string, Promise<DurableEvent[]>>();
  const limit = pLimit(readsAtOnce);
  let draining = false;
  const unsubscribe = bus.subscribe(({ sessionId, event }) => {
    const topic = topics.get(sessionId);
    if (!topic) return;
    if (isDurable(event)) hear(topic, event);
    else tellNews(topic, event);
  });

  function hear(topic: Topic, event: DurableEvent): void {
    const { memory } = topic;
    if (memory.head > 0 && event.data.seq > memory.head + 1) metrics.gapFills.inc();
    remember(memory, [event]);
    noteLive(topic.live, event, clock.now().getTime());
    for (const reader of topic.readers) reader.wake();
  }

  function noteHead({ memory, readers }: Topic, head: number): void {
    if (head <= memory.head) return;
    memory.head = head;
    for (const reader of readers) reader.wake();
  }

  function tellNews(topic: Topic, event: EphemeralEvent): void {
    if (event.type === "receipt.changed") tellReceipt(topic, event.data);
    else tellAll(topic, event);
  }

  /** One that is overtaken by a newer one is not told: cursors only move forward. */
  function tellReceipt(topic: Topic, heard: Receipt, except?: Reader): void {
    const data = advanceReceipt(topic.live, heard);
    if (!data) return;
    for (const reader of topic.readers) {
      if (reader !== except) reader.tell({ type: "receipt.changed", data });
    }
  }

  function tellAll(topic: Topic, event: EphemeralEvent): void {
    noteLive(topic.live, event, clock.now().getTime());
    for (const reader of topic.readers) reader.tell(event);
  }

  function recallFrom(sessionId: string, afterSeq: number): DurableEvent[] | null {
    const topic = topics.get(sessionId);
    return topic ? recall(topic.memory, afterSeq) : null;
  }

  /** Equal reads share one answer, which the next ones find in memory. */
  function readLog(sessionId: string, afterSeq: number): Promise<DurableEvent[]> {
    // Who was woken by a newer event must not be given what was read before it.
    const memory = topics.get(sessionId)?.memory ?? createMemory();
    const key = `${sessionId}:${String(afterSeq)}:${String(memory.head)}`;
    const running = reads.get(key);
    if (running) return running;
    metrics.logReads.inc();
    const read = limit(() => readEvents(sql, sessionId, afterSeq, longestReplay))
      .then((events) => {
        rememberRead(memory, afterSeq, events);
        return events;
      })
      .finally(() => reads.delete(key));
    reads.set(key, read);
    return read;
  }

  function publishPresence(sessionId: string, { role, name }: Author, present: boolean): void {
    const event = { type: "presence.changed" as const, data: { role, name, present } };
    bus.publish([{ sessionId, event }]).catch(() => undefined);
  }

  return {
    join(sessionId, reader, head) {
      const topic = topics.get(sessionId) ?? {
        readers: new Set(),
        memory: createMemory(),
        live: createLiveState(),
      };
      topics.set(sessionId, topic);
      // Before it reads, or it might share a read that began before `head` was written.
      noteHead(topic, head);
      topic.readers.add(reader);
      return () => {
        topic.readers.delete(reader);
        if (topic.readers.size === 0 && topics.get(sessionId) === topic) topics.delete(sessionId);
      };
    },
    recall: recallFrom,
    async read(sessionId, afterSeq) {
      return recallFrom(sessionId, afterSeq) ?? (await readLog(sessionId, afterSeq));
    },
    isBusy: () => draining || limit.pendingCount > mostWaiting,
    head: (sessionId) => topics.get(sessionId)?.memory.head ?? 0,
    noteHead(sessionId, head) {
      const topic = topics.get(sessionId);
      if (topic) noteHead(topic, head);
    },
    forget(sessionId) {
      const topic = topics.get(sessionId);
      if (!topic) return;
      topic.memory = createMemory();
      for (const reader of [...topic.readers]) reader.end();
    },
    current(sessionId, receipts, newcomer) {
      const topic = topics.get(sessionId);
      if (!topic) return [];
      for (const receipt of receipts) tellReceipt(topic, receipt, newcomer);
      return currentOf(topic.live, clock.now().getTime());
    },
    receipts(sessionId) {
      const topic = topics.get(sessionId);
      return topic ? receiptsOf(topic.live) : [];
    },
    async keepPresent(sessionId, author, connectionId) {
      const live = topics.get(sessionId)?.live;
      const isNews = live !== undefined && presenceChanges(live, [author], "come").length > 0;
      await presence.keep(sessionId, author, connectionId);
      if (isNews) publishPresence(sessionId, author, true);
    },
    async leave(sessionId, author, connectionId) {
      const rest = await presence.leave(sessionId, author, connectionId);
      const stays = rest.some(({ role, name }) => role === author.role && name === author.name);
      if (!stays) publishPresence(sessionId, author, false);
    },
    setPresent(sessionId, authors) {
      const topic = topics.get(sessionId);
      if (topic) for (const event of presenceChanges(topic.live, authors)) tellAll(topic, event);
    },
    served: () => new Map([...topics].map(([id, topic]) => [id, topic.readers])),
    isDraining: () => draining,
    drain() {
      draining = true;
      for (const topic of topics.values()) for (const reader of [...topic.readers]) reader.drain();
    },
    close() {
      unsubscribe();
      topics.clear();
    },
  };
}
