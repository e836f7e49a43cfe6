import { expect, test } from "vitest";
import type { SessionListItem } from "~/sessions/session-view";
import { customer } from "./fakes/fake-session-log";
import { FakeSessionServer } from "./fakes/fake-session-server";
import { openChatsNow } from "./open-chats-now";

const server = new FakeSessionServer();
server.post(customer, "an old line");
const { transcript } = server.snapshot();

const listed = (id: string): SessionListItem => ({
  ...{ id, ticketNumber: "INC-1", customerName: "Priya Raman", subject: "Locked out" },
  ...{ scenarioId: "lockout", scenarioTitle: "Lockout", traineeName: "Tess", status: "active" },
  ...{
    priority: "high",
    sla: { firstResponseSeconds: 300, resolutionSeconds: 3600 },
    answered: false,
  },
  ...{ startedAt: "2026-01-02T03:04:05.000Z", endedAt: null, unread: 0, score: null },
  ...{
    lastMessage: { role: "customer", text: "the newest line", at: "" },
    excerpt: null,
    continued: false,
  },
});
const sessions = [listed("other"), listed(transcript.sessionId)];
const linesOf = (chats: SessionListItem[]) => chats.map(({ lastMessage }) => lastMessage?.text);

test("the chat that is open here shows its last line", () => {
  const chats = openChatsNow(sessions, transcript, false);
  expect(linesOf(chats)).toEqual(["the newest line", "an old line"]);
});

test("the last line of an old part of the history isn't the chat's", () => {
  const chats = openChatsNow(sessions, transcript, true);
  expect(linesOf(chats)).toEqual(["the newest line", "the newest line"]);
});

test("a chat that has ended isn't among the open ones any more", () => {
  const chats = openChatsNow(sessions, { ...transcript, status: "ended" }, false);
  expect(chats.map(({ id }) => id)).toEqual(["other"]);
});
