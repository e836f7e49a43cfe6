import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startHttp10 } from "./http10";
import { type Middlebox, type Rules, startMiddlebox } from "./middlebox";
import * as rules from "./rules";
import { type Answer, ask, startStubApp, type StubApp } from "./stub-app";

const event = (name: string) => `event: ${name}\ndata: {}\n\n`;
const short = 60;

let app: StubApp;
let open: Middlebox[];
beforeEach(async () => {
  app = await startStubApp();
  open = [app];
});
afterEach(async () => {
  await Promise.all(open.map((one) => one.stop()));
});

async function behind(does: Rules): Promise<string> {
  const box = await startMiddlebox(app.url, does);
  open.push(box);
  return box.url;
}

const arrives = (answer: Answer, text: string) =>
  expect.poll(answer.text, { interval: 2 }).toBe(text);
const ends = (answer: Answer, how: "whole" | "cut") =>
  expect.poll(answer.end, { interval: 2 }).toBe(how);
const appIsAsked = (url: string) => expect.poll(() => app.last().url, { interval: 2 }).toBe(url);

/** Something that goes the same way and back shows that what was sent before it had its time. */
async function aRoundTrip(url: string): Promise<void> {
  for (let n = 0; n < 3; n += 1) await ask(`${url}/other`);
}

test("without rules everything passes as it comes, and a client that leaves is gone at the app", async () => {
  const url = await behind({});
  const answer = await ask(`${url}/stream`, { "Last-Event-ID": "e:3" });
  expect([answer.status, answer.headers["content-type"]]).toEqual([200, "text/event-stream"]);
  expect(app.last().headers["last-event-id"]).toBe("e:3");
  const stream = app.stream();
  for (const name of ["one", "two"]) stream.write(event(name));
  await arrives(answer, event("one") + event("two"));
  open[1]?.cut();
  await ends(answer, "cut");
});

test("what buffers everything gives nothing, not even the head, before the end", async () => {
  const url = await behind(rules.buffersAll());
  const asked = ask(`${url}/stream`);
  const headCame = vi.fn();
  void asked.then(headCame);
  await appIsAsked("/stream");
  const stream = app.stream();
  stream.write(event("one") + "x".repeat(200_000));
  await aRoundTrip(url);
  expect(headCame).not.toHaveBeenCalled();
  stream.end();
  await ends(await asked, "whole");
  expect((await asked).text()).toHaveLength(event("one").length + 200_000);
});

test.each([4_096, 65_536])("what buffers blocks of %i bytes gives whole blocks", async (size) => {
  const url = await behind(rules.buffersBlocksOf(size));
  const answer = await ask(`${url}/stream`);
  const stream = app.stream();
  stream.write("x".repeat(size - 1));
  await aRoundTrip(url);
  expect(answer.text()).toBe("");
  stream.write("yz");
  await expect.poll(answer.text).toHaveLength(size);
  stream.end();
  await expect.poll(answer.text).toHaveLength(size + 1);
});

test("what holds the first event back gives it with the second one, and then all at once", async () => {
  const url = await behind(rules.holdsFirstEvent());
  const answer = await ask(`${url}/stream`);
  const stream = app.stream();
  stream.write(`: padding\n\nretry: 1000\n\n${event("one")}`);
  await aRoundTrip(url);
  expect(answer.text()).toBe("");
  stream.write(event("two"));
  await expect.poll(answer.text).toContain(event("two"));
  stream.write(event("three"));
  await expect.poll(answer.text).toContain(event("three"));
});

test("what is one event behind gives each event with the next one", async () => {
  const url = await behind(rules.isOneEventBehind());
  const answer = await ask(`${url}/stream`);
  const stream = app.stream();
  stream.write(event("one"));
  stream.write(event("two"));
  await arrives(answer, event("one"));
  stream.write(event("three"));
  await arrives(answer, event("one") + event("two"));
});

test("what kills the idle leaves a busy connection alone, until it is idle", async () => {
  const url = await behind(rules.killsIdle(30 * short));
  const answer = await ask(`${url}/stream`);
  const stream = app.stream();
  const from = Date.now();
  const busy = setInterval(() => stream.write("x"), short);
  await expect.poll(() => answer.text().length).toBeGreaterThan(45);
  clearInterval(busy);
  expect(Date.now() - from).toBeGreaterThan(30 * short);
  expect(answer.end()).toBeUndefined();
  await ends(answer, "cut");
});

test("what kills streams does so after they have opened, and leaves alone what waits for the app", async () => {
  const url = await behind(rules.killsStreamsAfter(15 * short));
  const waiting = ask(`${url}/never`);
  const settled = vi.fn();
  waiting.then(settled, settled);
  await appIsAsked("/never");
  const answer = await ask(`${url}/stream`);
  const stream = app.stream();
  stream.write(event("one"));
  await arrives(answer, event("one"));
  await ends(answer, "cut");
  await expect.poll(() => stream.isGone()).toBe(true);
  expect(settled).not.toHaveBeenCalled();
  open[1]?.cut();
  await expect(waiting).rejects.toThrow();
});

test("what cuts long requests says 504 to those that wait, and ends those that have begun", async () => {
  const url = await behind(rules.cutsRequestsAfter(15 * short));
  const answer = await ask(`${url}/stream`);
  await ends(answer, "cut");
  const polled = await ask(`${url}/never`);
  expect([polled.status, polled.headers["content-type"]]).toEqual([504, "text/html"]);
  expect((await ask(`${url}/other`)).status).toBe(200);
});

test("Last-Event-ID is stripped, and nothing else", async () => {
  const url = await behind(rules.stripsLastEventId());
  await ask(`${url}/other`, { "Last-Event-ID": "e:3", "X-Other": "stays" });
  expect(app.last().headers["last-event-id"]).toBeUndefined();
  expect(app.last().headers["x-other"]).toBe("stays");
});

test("everything is gzipped for those who take it, and small things wait in the zipper", async () => {
  const url = await behind(rules.gzipsAll());
  const takes = { "Accept-Encoding": "gzip, br" };
  const answer = await ask(`${url}/stream`, takes);
  const stream = app.stream();
  stream.write(event("one"));
  await aRoundTrip(url);
  expect([answer.headers["content-encoding"], answer.text()]).toEqual(["gzip", ""]);
  stream.end();
  await arrives(answer, event("one"));
  expect((await ask(`${url}/other`, takes)).headers["content-encoding"]).toBe("gzip");
  expect((await ask(`${url}/other`)).headers["content-encoding"]).toBeUndefined();
});

test("HTTP/1.0 is spoken to both sides, a stream passes, and the connection ends with it", async () => {
  const box = await startHttp10(app.url);
  open.push(box);
  const answer = await ask(`${box.url}/stream`, { Connection: "keep-alive" });
  expect([app.last().httpVersion, answer.version]).toEqual(["1.0", "1.0"]);
  expect(answer.headers["transfer-encoding"]).toBeUndefined();
  const stream = app.stream();
  stream.write(event("one"));
  await arrives(answer, event("one"));
  stream.end();
  await ends(answer, "whole");
  const other = await ask(`${box.url}/other`);
  await arrives(other, "at once");
});

test.each([
  ["403", 403, "<h1>Blocked</h1>"],
  ["empty", 200, ""],
] as const)("a stream is answered with %s, and all else passes", async (how, status, text) => {
  const url = await behind(rules.blocksStreams(how));
  const answer = await ask(`${url}/stream`);
  await ends(answer, "whole");
  expect([answer.status, answer.text()]).toEqual([status, text]);
  expect(answer.headers["content-type"]).toBe("text/html");
  const other = await ask(`${url}/other`);
  await arrives(other, "at once");
});

test("with two connections the third request waits until one of them is over", async () => {
  const url = await behind(rules.onlyConnections(2));
  const [first, second] = [await ask(`${url}/stream`), ask(`${url}/never`)];
  second.catch(() => undefined);
  await appIsAsked("/never");
  const third = ask(`${url}/other`);
  const came = vi.fn();
  void third.then(came);
  await ask(`${app.url}/beside`);
  await ask(`${app.url}/beside`);
  expect(came).not.toHaveBeenCalled();
  expect(first.end()).toBeUndefined();
  app.cut();
  expect((await third).headers.connection).toBe("close");
});
