import { afterEach, beforeEach, vi } from "vitest";
import type { Conversation } from "../conversation-types";
import { customer } from "./fake-session-log";
import { FakeSessionServer } from "./fake-session-server";
import {
  createMemoryOutboxStorage,
  type OutboxStorage,
  type WebStorage,
} from "../outbox/outbox-storage";
import { openPageOn } from "./page-on-fake-server";

export type ConversationScene = {
  server: FakeSessionServer;
  storage: OutboxStorage;
  page: Conversation;
  pass(ms: number): Promise<unknown>;
  /** Leaves the page and opens it anew, in the browser whose storage is given. */
  reopen(web?: WebStorage): void;
  state(): ReturnType<Conversation["store"]["getState"]>;
  texts(): string[];
  /** What isn't stored yet, with its state. */
  unsent(): string[];
};

/** For each test of the file: a trainee's page on a server in memory, where only the test moves the clock. */
export function stageConversation(): ConversationScene {
  const scene = {
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    reopen: (web?: WebStorage) => {
      scene.page.stop();
      scene.page = openPageOn(scene.server, scene.storage, {}, web);
    },
    state: () => scene.page.store.getState(),
    texts: () => scene.state().transcript.messages.map(({ text }) => text),
    unsent: () => scene.state().pending.map((one) => `${one.text}: ${one.state}`),
  } as ConversationScene;

  beforeEach(() => {
    vi.useFakeTimers();
    scene.server = new FakeSessionServer();
    scene.server.post(customer, "I can't get into anything this morning");
    scene.storage = createMemoryOutboxStorage();
    scene.page = openPageOn(scene.server, scene.storage);
  });
  afterEach(() => {
    scene.page.stop();
    vi.useRealTimers();
  });
  return scene;
}
