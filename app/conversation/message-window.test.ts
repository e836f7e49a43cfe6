import fc from "fast-check";
import { expect, test } from "vitest";
import { customer } from "./fakes/fake-session-log";
import { FakeSessionServer } from "./fakes/fake-session-server";
import {
  appendPage,
  foldEvent,
  type MessageWindow,
  mostMessages,
  prependPage,
} from "./message-window";

function historyOf(count: number): { server: FakeSessionServer; window: MessageWindow } {
  const server = new FakeSessionServer();
  for (let at = 0; at < count; at += 1) server.post(customer, `line ${String(at + 1)}`);
  const { transcript, hasLater } = server.snapshot();
  return { server, window: { transcript, hasLater } };
}

const seqs = ({ transcript }: MessageWindow) => transcript.messages.map(({ seq }) => seq);

test("a live page keeps its newest messages and knows that earlier ones exist", () => {
  const { server, window } = historyOf(1);
  let live = window;
  for (let at = 0; at < 400; at += 1) {
    const message = server.post(customer, "more");
    live = foldEvent(live, { type: "message.posted", data: message });
  }
  expect(seqs(live)).toHaveLength(mostMessages);
  expect(seqs(live).at(-1)).toBe(401);
  expect(live).toMatchObject({ hasLater: false, transcript: { hasEarlier: true, head: 401 } });
});

test("a page that overlaps what is shown adds only what is new", () => {
  const { server, window } = historyOf(60);
  const prepended = prependPage(window, server.messages.slice(0, 30), false);
  expect(seqs(prepended)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
  expect(seqs(prependPage(prepended, server.messages.slice(0, 30), false))).toHaveLength(60);
});

test("a later page that was read before the newest message leaves the window open", () => {
  const { server, window } = historyOf(60);
  const old: MessageWindow = {
    transcript: { ...window.transcript, messages: server.messages.slice(0, 40) },
    hasLater: true,
  };
  const page = server.messages.slice(40, 59);
  expect(appendPage(old, page, false, 59).hasLater).toBe(true);
  expect(appendPage(old, server.messages.slice(40), false, 60).hasLater).toBe(false);
});

test("what a later page has beyond our head is left to its event, so that it comes once", () => {
  const { server, window } = historyOf(41);
  const behind: MessageWindow = {
    transcript: { ...window.transcript, head: 40, messages: server.messages.slice(0, 30) },
    hasLater: true,
  };
  const joined = appendPage(behind, server.messages.slice(30), false, 41);
  expect(seqs(joined).at(-1)).toBe(40);
  const last = server.log[40];
  if (last) expect(seqs(foldEvent(joined, last)).filter((seq) => seq === 41)).toHaveLength(1);
});

test("wherever one scrolls, the window has no hole, no double and never more than the limit", () => {
  const moves = fc.array(fc.constantFrom("earlier", "later", "news"), { maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 700 }), moves, (count, steps) => {
      const { server, window } = historyOf(count);
      let shown = window;
      for (const step of steps) {
        const first = seqs(shown)[0] ?? 1;
        const last = seqs(shown).at(-1) ?? 0;
        if (step === "news") {
          const data = server.post(customer, "news");
          shown = foldEvent(shown, { type: "message.posted", data });
        } else if (step === "earlier") {
          const before = server.messages.filter(({ seq }) => seq < first);
          shown = prependPage(shown, before.slice(-40), before.length > 40);
        } else {
          const after = server.messages.filter(({ seq }) => seq > last);
          shown = appendPage(shown, after.slice(0, 40), after.length > 40, server.head);
        }
        const now = seqs(shown);
        expect(now.length).toBeLessThanOrEqual(mostMessages);
        expect(now).toEqual(now.map((_, at) => (now[0] ?? 0) + at));
        expect(shown.hasLater).toBe(now.at(-1) !== server.head);
        expect(shown.transcript.hasEarlier).toBe(now[0] !== 1);
      }
    }),
  );
});
