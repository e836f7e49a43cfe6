import type { Page } from "@playwright/test";
import { startServer } from "../support/server";
import { createAccount } from "./support/accounts";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import {
  chatOn,
  payrollDay,
  resolveAs,
  sessionIdOf,
  signIn,
  startSession,
} from "./support/screens";

test.use({ javaScriptEnabled: false });

/** Presses Send a second time on the same form, as an impatient reader or a reload does. */
async function submitTwice(page: Page, text: string): Promise<void> {
  const chat = chatOn(page);
  await chat.reply.fill(text);
  const form = page.locator("form", { has: chat.reply });
  const fields = form.locator("input[type=hidden]");
  const names = await fields.evaluateAll((all) => all.map((one) => one.getAttribute("name") ?? ""));
  const values = await fields.evaluateAll((all) =>
    all.map((one) => one.getAttribute("value") ?? ""),
  );
  const same = Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
  await page.getByRole("button", { name: "Send" }).click();
  await expect(chat.messages(text)).toHaveCount(1);
  const again = await page.request.post(page.url(), {
    form: { ...same, text },
    headers: { Origin: new URL(page.url()).origin },
  });
  expect(again.status()).toBe(200);
}

test("the whole journey works by forms alone", async ({ page, trainee, complaints }) => {
  complaints.allow(/status of 422/);
  await signIn(page, trainee);
  await startSession(page);
  const chat = chatOn(page);
  await expect(chat.by("customer")).toHaveCount(2);

  await submitTwice(page, "What exactly do you see when you sign in?");
  // The customer answers in its own time.
  await expect(async () => {
    await page.getByRole("button", { name: "Check for new messages" }).click();
    await expect(chat.messages("What exactly do you see")).toHaveCount(1);
    await expect(chat.messages(/approve/i)).toHaveCount(1, { timeout: 1_000 });
  }).toPass();

  await chat.reply.fill("Half a sentence");
  await page.getByRole("button", { name: "Check for new messages" }).click();
  await expect(chat.reply).toHaveValue("Half a sentence");

  await chat.send("   ");
  await expect(page.getByRole("alert")).not.toBeEmpty();
  await chat.send("y".repeat(4001));
  await expect(page.getByRole("alert")).toContainText("4000 are the most");
  await expect(chat.reply).toHaveValue("y".repeat(4001));
  await chat.send("Could I have your full name and staff number, please?");
  await expect(chat.messages("full name and staff number")).toHaveCount(1);
  await expect(chat.reply).toHaveValue("");

  await chat.tool("Reset MFA").click();
  await expect(chat.log.getByText("You used Reset MFA")).toHaveCount(1);

  await chat.resolve.click();
  await page.getByRole("textbox", { name: "Notes" }).fill("Notes that stay");
  await page.getByRole("button", { name: "Resolve and end the session" }).click();
  await expect(page.getByRole("alert")).toContainText("3 answers are missing");
  await expect(page.getByRole("textbox", { name: "Notes" })).toHaveValue("Notes that stay");
  await resolveAs(page, { cause: "New phone" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Debrief: ${payrollDay.title}`);
  await expect(page.getByRole("img", { name: /of 100 points/ })).toBeVisible();

  await page.goto(`/sessions/${sessionIdOf(page)}`);
  await expect(page.getByText("This session has ended.")).toBeVisible();
  await expect(chat.reply).toHaveCount(0);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto("/sessions");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("wrong passwords are refused with the e-mail kept", async ({ page, complaints }) => {
  complaints.allow(/status of 401/);
  await page.goto("/login");
  await page.getByRole("textbox", { name: "Email" }).fill("trainee@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).not.toBeEmpty();
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveValue("trainee@example.com");
  await expect(page.getByRole("textbox", { name: "Password" })).toHaveValue("");
});

test("the conversation refreshes itself in a frame, and what is being typed stays", async ({
  page,
  server,
  trainee,
}) => {
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  await signIn(page, trainee);
  await page.goto(`/sessions/${id}`);
  await page.getByRole("link", { name: "Refresh by itself" }).click();
  const log = page.frameLocator("iframe").getByRole("log", { name: "Conversation with" });
  await expect(log.locator("[data-author=customer]")).toHaveCount(2);
  const { reply } = chatOn(page);
  await reply.fill("Half a sentence");
  await api.post(id, "From another window");
  const newest = log.locator("[data-author]").filter({ hasText: "From another window" });
  await expect(newest).toBeInViewport({ timeout: 40_000 });
  await expect(reply).toHaveValue("Half a sentence");

  const sent = log.locator("[data-author]").filter({ hasText: "Half a sentence" });
  await page.getByRole("button", { name: "Send" }).click();
  await expect(sent).toBeInViewport({ timeout: 40_000 });
  await page.getByRole("button", { name: "Reset MFA" }).click();
  await expect(log.getByText("You used Reset MFA")).toBeInViewport({ timeout: 40_000 });
  await page.getByRole("link", { name: "Stop refreshing" }).click();
  await expect(chatOn(page).messages("Half a sentence")).toHaveCount(1);
});

test("the frame stops when the session has ended, and is nobody else's", async ({
  page,
  server,
  trainee,
  openBrowser,
  complaints,
}) => {
  complaints.allow(/status of 404/);
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  await signIn(page, trainee);
  const frame = `/sessions/${id}/log?refresh=1`;
  const answer = await page.goto(frame);
  expect(answer?.headers()).toMatchObject({ refresh: "5", "x-frame-options": "SAMEORIGIN" });
  expect(await page.locator("script").count()).toBe(0);
  await page.goto(`/sessions/${id}/resolve`);
  await resolveAs(page, { cause: "New phone" });
  const ended = await page.goto(frame);
  expect(ended?.headers()["refresh"]).toBeUndefined();
  await expect(page.getByText("the session has ended")).toBeVisible();

  const other = await (await openBrowser({ javaScriptEnabled: false })).newPage();
  await signIn(other, await createAccount(server, "trainee"), server.url);
  expect((await other.goto(server.url + frame))?.status()).toBe(404);
});

test("what is refused because the session has ended is given back", async ({
  page,
  server,
  trainee,
  complaints,
}) => {
  complaints.allow(/status of 409/);
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  await signIn(page, trainee);
  await page.goto(`/sessions/${id}/resolve`);
  const other = await page.context().newPage();
  await other.goto(`/sessions/${id}`);
  await chatOn(other).reply.fill("One more thing");
  await resolveAs(page, { cause: "New phone" });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Debrief");
  await other.getByRole("button", { name: "Send" }).click();
  await expect(other.getByRole("heading", { name: "The session has ended" })).toBeVisible();
  await expect(other.getByRole("textbox", { name: "What you wrote" })).toHaveValue(
    "One more thing",
  );
});

test("what is refused for coming too fast is given back", async ({ page, complaints }) => {
  complaints.allow(/status of 429/);
  const server = await startServer({ env: { RATE_LIMITS: "on", CUSTOMER_PACE: "off" } });
  try {
    const trainee = await createAccount(server, "trainee");
    const api = await signInToApi(server, trainee);
    const id = await api.startSession(payrollDay.id);
    await signIn(page, trainee, server.url);
    await page.goto(`${server.url}/sessions/${id}`);
    await chatOn(page).reply.fill("In a hurry");
    // All within the ten seconds that are counted together.
    await Promise.all(Array.from({ length: 20 }, (_, n) => api.post(id, `Note number ${n + 1}`)));
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("alert")).toContainText("Try again in");
    await expect(chatOn(page).reply).toHaveValue("In a hurry");
  } finally {
    await server.stop();
  }
});

test("a trainer reads along by plain pages", async ({ page, server, trainee, trainer }) => {
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  await signIn(page, trainer);
  await page.getByRole("link", { name: "Sessions" }).click();
  await page.getByRole("link", { name: /Priya/ }).first().click();
  await expect(page.getByRole("log")).toBeVisible();
  await page.goto(`/sessions/${id}`);
  await api.post(id, "Good morning");
  await page.getByRole("link", { name: "Check for new messages" }).click();
  await expect(chatOn(page).messages("Good morning")).toHaveCount(1);
  await expect(chatOn(page).reply).toHaveCount(0);
  await page.getByRole("link", { name: "Operations" }).click();
  await expect(page.getByRole("heading", { name: "Operations" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("the brief starts a session, and on a phone the tools are a page", async ({
  page,
  trainee,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, trainee);
  await page.getByRole("article", { name: payrollDay.title }).getByRole("link").click();
  await page.getByRole("button", { name: "Start session" }).click();
  await page.getByRole("link", { name: "Details" }).click();
  await chatOn(page).tool("Look up user").click();
  await expect(chatOn(page).log.getByText("You used Look up user")).toBeVisible();
});

test.describe("with a long history", () => {
  test.use({ baseURL: async ({ quietServer }, use) => use(quietServer.url) });

  test("history is read page by page, and sessions are found by their text", async ({
    page,
    quietServer,
  }) => {
    const trainee = await createAccount(quietServer, "trainee");
    const api = await signInToApi(quietServer, trainee);
    const id = await api.startSession(payrollDay.id);
    await api.postMany(id, "Note number", 45);
    await signIn(page, trainee);
    await page.goto(`/sessions/${id}`);
    const chat = chatOn(page);
    await expect(chat.log.getByText("Note number 45", { exact: true })).toBeVisible();
    const newest = await chat.stored.first().getAttribute("data-seq");

    await page.getByRole("link", { name: "Earlier messages" }).click();
    const lastOfEarlier = await chat.stored.last().getAttribute("data-seq");
    expect(Number(lastOfEarlier)).toBeLessThan(Number(newest));
    await page.getByRole("link", { name: "Later messages" }).click();
    await expect(chat.stored.first()).toHaveAttribute("data-seq", newest ?? "");

    await page.getByRole("link", { name: "My sessions" }).first().click();
    await page.getByRole("searchbox", { name: "Search in the text" }).fill("NUMBER 45");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.locator("mark").first()).toBeVisible();
    await page.getByRole("searchbox", { name: "Search in the text" }).fill("100%_nothing");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByText("No session matches")).toBeVisible();
  });
});
