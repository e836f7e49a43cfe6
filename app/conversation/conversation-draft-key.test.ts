import { expect, test } from "vitest";
import { stageConversation } from "./fakes/conversation-scene";
import { trainee } from "./fakes/fake-session-log";

const scene = stageConversation();
const { pass, state, unsent } = scene;

const own = () => scene.server.messages.filter(({ author }) => author.role === trainee.role);
const shown = (text: string) => [
  ...state().transcript.messages.filter((message) => message.text === text),
  ...state().pending.filter((message) => message.text === text),
];

test("what the form posts as well is stored and shown once, whichever comes first", async () => {
  await pass(1_000);
  scene.page.send("Hello", "of the form");
  scene.server.post(trainee, "Hello", "of the form");
  await pass(1_000);
  expect(own()).toMatchObject([{ text: "Hello", clientMessageId: "of the form" }]);
  expect(shown("Hello")).toHaveLength(1);
  expect(await scene.storage.list()).toEqual([]);
});

test("what is known to be stored under the draft's key doesn't go again", async () => {
  await pass(1_000);
  scene.server.post(trainee, "Hello", "of the form");
  await pass(1_000);
  const before = scene.server.requests.length;
  scene.page.send("Hello", "of the form");
  expect(unsent()).toEqual([]);
  expect(state().sentKey).toBe("of the form");
  await pass(1_000);
  const posts = scene.server.requests.slice(before).filter((one) => one.includes("/messages"));
  expect(posts).toEqual([]);
});

test("other words than those under the draft's key go under one of their own", async () => {
  await pass(1_000);
  scene.server.post(trainee, "Hello", "of the form");
  await pass(1_000);
  scene.page.send("Hello, Priya", "of the form");
  await pass(1_000);
  expect(own().map(({ text }) => text)).toEqual(["Hello", "Hello, Priya"]);
});

test("what another page is sending under the draft's key doesn't go twice", async () => {
  await pass(1_000);
  scene.server.goDown();
  scene.page.send("Hello", "of the form");
  scene.page.send("Hello", "of the form");
  expect(unsent()).toHaveLength(1);
  scene.server.isUp = true;
  await pass(60_000);
  expect(own()).toHaveLength(1);
});
