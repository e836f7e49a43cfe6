import type { BrowserContext, Page } from "@playwright/test";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import {
  chatOn,
  expectConnected,
  expectStored,
  signIn,
  startChat,
  startSession,
} from "./support/screens";

const posts = "**/sessions/*/messages*";

/** Pages load, and nothing that they post arrives. */
async function blockPosts(context: BrowserContext): Promise<() => Promise<void>> {
  await context.route(posts, (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  return () => context.unroute(posts);
}

/** How many posts were answered: without a network, tries come to nothing. */
function countPosts(context: BrowserContext): () => number {
  let count = 0;
  context.on("response", (response) => {
    const request = response.request();
    if (request.method() === "POST" && request.url().endsWith("/messages")) count += 1;
  });
  return () => count;
}

const openChat = async (context: BrowserContext, id: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(`/sessions/${id}`);
  return page;
};

test("what was written offline survives the tab that it was written in, and is sent once", async ({
  page,
  context,
  server,
  trainee,
  complaints,
}) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch manifest/);
  const id = await startChat(page, trainee);
  await context.setOffline(true);
  await chatOn(page).send("First, written offline.");
  await chatOn(page).send("Second, written offline.");
  await expect(chatOn(page).messages("Second, written")).toContainText("Waiting to send");
  await page.close();

  const unblock = await blockPosts(context);
  await context.setOffline(false);
  const later = await openChat(context, id);
  const chat = chatOn(later);
  await expect(chat.messages("First, written")).toContainText(/Waiting to send|Sending/);
  await expect(chat.messages("Second, written")).toContainText("Waiting to send");

  await unblock();
  const texts = ["First, written offline.", "Second, written offline."];
  await expectStored(later, texts, 35_000);
  const api = await signInToApi(server, trainee);
  expect(await api.listOwn(id)).toEqual(texts);
  await later.reload();
  await expectConnected(later);
  await expect(chat.messages("written offline.")).toHaveCount(2);
});

test("two tabs share what is unsent: discarded in one it is gone from both, and the rest is sent once", async ({
  page: one,
  context,
  server,
  trainee,
  complaints,
}) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED|422|Failed to fetch manifest/);
  await signIn(one, trainee);
  const id = await startSession(one);
  const two = await openChat(context, id);
  const tabs = [one, two];
  for (const tab of tabs) await expectConnected(tab);

  await chatOn(one).send("A bell \u0007 rings.");
  for (const tab of tabs) await expect(chatOn(tab).messages("rings.")).toContainText("Not sent");
  await chatOn(two).messages("rings.").getByRole("button", { name: "Discard" }).click();
  for (const tab of tabs) await expect(chatOn(tab).messages("rings.")).toHaveCount(0);

  await context.setOffline(true);
  for (const tab of tabs) await expect(chatOn(tab).connection).toHaveText("Offline");
  await chatOn(one).send("Said in one.");
  await expect(chatOn(two).messages("Said in one.")).toContainText("Waiting to send");
  await chatOn(two).send("Said in two.");
  await expect(chatOn(one).messages("Said in two.")).toContainText("Waiting to send");
  const count = countPosts(context);
  await context.setOffline(false);
  for (const tab of tabs) {
    await expect(chatOn(tab).messages("Said in two.")).toHaveAttribute("data-seq", /\d+/);
    await expect(chatOn(tab).messages("Said in")).toHaveCount(2);
  }
  await expect.poll(count).toBe(2);
  const api = await signInToApi(server, trainee);
  expect(await api.listOwn(id)).toEqual(["Said in one.", "Said in two."]);
  expect(count()).toBe(2);
});

test("what was left unsent in one chat goes out from the page of another", async ({
  page,
  context,
  server,
  trainee,
  complaints,
}) => {
  complaints.allow(/ERR_FAILED/);
  const id = await startChat(page, trainee);
  const unblock = await blockPosts(context);
  await chatOn(page).send("Left behind.");
  await expect(chatOn(page).messages("Left behind.")).toHaveCount(1);
  await page.goto("/scenarios");
  await unblock();
  const other = await startSession(page, "The man who sounds like a robot");
  expect(other).not.toBe(id);
  const api = await signInToApi(server, trainee);
  const texts = async () => (await api.listMessages(id)).map(({ text }) => text);
  await expect.poll(texts).toContain("Left behind.");
});

test("signed out in another tab, the chat says so, keeps what is unsent and goes on after signing in again", async ({
  page,
  context,
  trainee,
  complaints,
}) => {
  complaints.allow(/401/);
  const id = await startChat(page, trainee);
  const chat = chatOn(page);
  const elsewhere = await openChat(context, id);
  await elsewhere.goto("/scenarios");
  await elsewhere.getByRole("button", { name: "Sign out" }).click();
  await elsewhere.waitForURL(/login/);

  await chat.send("Are you still there?");
  const problem = page.getByRole("alert").filter({ hasText: "signed out" });
  await expect(problem).toContainText("unsent text is kept");
  await expect(chat.messages("Are you still there?")).toContainText("Waiting to send");
  await chat.reply.fill("Half a sentence");

  const opening = context.waitForEvent("page");
  await problem.getByRole("link", { name: /Sign in again/ }).click();
  const door = await opening;
  await door.getByRole("textbox", { name: "Email" }).fill(trainee.email);
  await door.getByRole("textbox", { name: "Password" }).fill(trainee.password);
  await door.getByRole("button", { name: "Sign in" }).click();
  await expect(chatOn(door).messages("Are you still there?")).toHaveAttribute("data-seq", /\d+/);
  await door.close();

  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expectConnected(page);
  await expect(problem).toHaveCount(0);
  await expect(chat.messages("Are you still there?")).toHaveCount(1);
  await expect(chat.messages("Are you still there?")).toHaveAttribute("data-seq", /\d+/);
  await expect(chat.reply).toHaveValue("Half a sentence");
  await chat.send("And on we go.");
  await expect(chat.messages("And on we go.")).toHaveAttribute("data-seq", /\d+/);
});
