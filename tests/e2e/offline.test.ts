import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import { chatOn, expectConnected, expectStored, signIn, startChat } from "./support/screens";

test("what is sent offline waits, and goes out once and in order when the network is back", async ({
  page,
  context,
  server,
  trainee,
  complaints,
}) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch manifest patches/);
  const id = await startChat(page, trainee);
  const chat = chatOn(page);

  await context.setOffline(true);
  await expect(chat.connection).toHaveText("Offline");
  const texts = ["Hello Priya.", "I am looking into it.", "What do you see?"];
  for (const text of texts) await chat.send(text);
  for (const text of texts) await expect(chat.messages(text)).toContainText("Waiting to send");
  await expect(page.getByText("3 waiting")).toBeVisible();
  await chat.reply.fill("still writable");

  await context.setOffline(false);
  await expectConnected(page);
  await expectStored(page, texts);
  await expect(chat.reply).toHaveValue("still writable");
  const api = await signInToApi(server, trainee);
  expect(await api.listOwn(id)).toEqual(texts);
});

test("messages that wait survive a reload and then go out", async ({
  page,
  server,
  trainee,
  complaints,
}) => {
  complaints.allow(/ERR_FAILED|ERR_CONNECTION/);
  const id = await startChat(page, trainee);
  const chat = chatOn(page);

  const posts = "**/sessions/*/messages*";
  await page.route(posts, (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await chat.send("First of two.");
  await chat.send("Second of two.");
  await expect(chat.messages("of two.")).toHaveCount(2);
  await page.reload();
  await expect(chat.messages("of two.")).toHaveCount(2);
  await expect(chat.messages("Second of two.")).toContainText(/Waiting to send|Sending/);

  await page.unroute(posts);
  await expectStored(page, ["First of two.", "Second of two."], 35_000);
  const api = await signInToApi(server, trainee);
  expect(await api.listOwn(id)).toEqual(["First of two.", "Second of two."]);
});

test("a refused message says why and offers to retry, edit or discard it", async ({
  page,
  trainee,
  complaints,
}) => {
  complaints.allow(/422/);
  await startChat(page, trainee);
  const chat = chatOn(page);

  await chat.reply.fill("x".repeat(4001));
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("alert")).toContainText("1 character too many");
  await expect(chat.reply).toHaveValue("x".repeat(4001));

  await chat.send("A bell \u0007 rings.");
  const refused = chat.messages("rings.");
  await expect(refused).toContainText("Not sent");
  await refused.getByRole("button", { name: "Edit" }).click();
  await expect(chat.reply).toHaveValue("A bell \u0007 rings.");
  await expect(refused).toHaveCount(0);
  await chat.send("Another \u0007 bell.");
  await expect(chat.messages("bell.").getByRole("alert")).toContainText("Not sent:");
  await chat.messages("bell.").getByRole("button", { name: "Discard" }).click();
  await expect(chat.messages("bell.")).toHaveCount(0);
  await expect(chat.reply).toBeFocused();
});

test("without a network, tools and the resolve form say so and lose nothing", async ({
  page,
  context,
  trainee,
  complaints,
}) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch manifest patches/);
  await startChat(page, trainee);
  const chat = chatOn(page);
  await chat.reply.fill("being written");
  await context.setOffline(true);
  await chat.tool("Look up user").click();
  await expect(page.getByRole("alert").filter({ hasText: "can't be reached" })).toBeVisible();
  await expect(chat.reply).toHaveValue("being written");
  await context.setOffline(false);
  await chat.tool("Look up user").click();
  await expect(chat.log.getByText("You used Look up user")).toHaveCount(1);

  await chat.resolve.click();
  const notes = page.getByRole("textbox", { name: "Notes" });
  await notes.fill("Notes of half an hour");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Resolve and end the session" }).click();
  await expect(page.getByRole("alert")).toContainText("can't be reached");
  await expect(notes).toHaveValue("Notes of half an hour");
  await context.setOffline(false);
  await page.reload();
  await expect(notes).toHaveValue("Notes of half an hour");
});

test("what waits or is being written when the session ends stays on the screen", async ({
  page,
  context,
  server,
  trainee,
  complaints,
}) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch manifest patches|409/);
  const id = await startChat(page, trainee);
  const chat = chatOn(page);
  await context.setOffline(true);
  await chat.send("Too late.");
  await chat.reply.fill("half a sentence");
  await (await signInToApi(server, trainee)).resolve(id);
  await context.setOffline(false);

  const late = chat.messages("Too late.");
  const written = page.getByRole("textbox", { name: "What you wrote" });
  const expectKept = async () => {
    await expect(page.getByText("This session has ended.", { exact: true })).toBeVisible();
    await expect(written).toHaveValue("half a sentence");
    await expect(late).toContainText("Not sent");
    await expect(late.getByRole("button")).toHaveText(["Discard"]);
  };
  await expectKept();
  await page.reload();
  await expectKept();
  await late.getByRole("button", { name: "Discard" }).click();
  await expect(late).toHaveCount(0);
});

test("what was written in one chat is never in another's composer", async ({
  page,
  server,
  trainee,
}) => {
  const api = await signInToApi(server, trainee);
  const [one, other] = [
    await api.startSession("mfa-new-phone"),
    await api.startSession("robot-voice"),
  ];
  await signIn(page, trainee);
  await page.goto(`/sessions/${one}`);
  await expectConnected(page);
  const chat = chatOn(page);
  await chat.reply.fill("kept over a reload");
  await page.reload();
  await expectConnected(page);
  await expect(chat.reply).toHaveValue("kept over a reload");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(chat.messages("kept over a reload")).toHaveAttribute("data-seq", /\d+/);
  await chat.reply.fill("for this one only");
  await page.getByRole("link", { name: /Graham Whitlock/ }).click();
  await expect(page).toHaveURL(new RegExp(other));
  await expectConnected(page);
  await expect(chat.reply).toHaveValue("");
  await page.goBack();
  await expect(chat.reply).toHaveValue("for this one only");
});
