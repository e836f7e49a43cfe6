import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Account } from "./accounts";

/** A page, or a frame in one. */
type Screen = Pick<Page, "getByRole">;

export const payrollDay = { id: "mfa-new-phone", title: "Locked out on payroll day" };
export const priya = "Priya Raman";

/** `url`: of a server other than the test's own, without a slash at the end. */
export async function signIn(page: Page, account: Account, url = ""): Promise<void> {
  const { email, password } = account;
  await page.goto(`${url}/login`);
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Scenario library" })).toBeVisible();
}

/** From the library; gives the session's id once its chat is on the screen. */
export async function startSession(page: Page, title = payrollDay.title): Promise<string> {
  const scenario = page.getByRole("article", { name: title });
  await scenario.getByRole("button", { name: "Start session" }).click();
  await expect(page.getByRole("log")).toBeVisible();
  return sessionIdOf(page);
}

/** Signs in and starts a session; gives its id once its page has come alive. */
export async function startChat(page: Page, account: Account): Promise<string> {
  await signIn(page, account);
  const id = await startSession(page);
  await expectConnected(page);
  return id;
}

export function sessionIdOf(page: Page): string {
  const id = /\/sessions\/([0-9a-f-]{36})/.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`No session in ${page.url()}`);
  return id;
}

/** What is on the chat's screen, by the names that the contract fixes. */
export function chatOn(page: Screen) {
  const log = page.getByRole("log", { name: `Conversation with ${priya}` });
  const reply = page.getByRole("textbox", { name: "Reply" });
  return {
    log,
    reply,
    connection: page.getByRole("status", { name: "Connection" }),
    typing: page.getByRole("status", { name: "Typing" }),
    resolve: page.getByRole("button", { name: "Resolve", exact: true }),
    /** Every message with this text, stored or not. */
    messages: (text: string | RegExp) => log.locator("[data-author]").filter({ hasText: text }),
    by: (author: "trainee" | "customer" | "system") => log.locator(`[data-author=${author}]`),
    stored: log.locator("[data-seq]"),
    tool: (label: string) => page.getByRole("button", { name: label, exact: true }),
    send: async (text: string) => {
      await reply.fill(text);
      await page.getByRole("button", { name: "Send" }).click();
    },
  };
}

/** The page has come alive and its stream stands: what follows happens by JavaScript. */
export async function expectConnected(page: Screen, withinMs = 30_000): Promise<void> {
  await expect(chatOn(page).connection).toHaveText("Connected", { timeout: withinMs });
}

/** Each of these messages is stored, and on the screen once. */
export async function expectStored(
  page: Screen,
  texts: readonly string[],
  withinMs = 30_000,
): Promise<void> {
  for (const text of texts) {
    const message = chatOn(page).messages(text);
    await expect(message).toHaveAttribute("data-seq", /\d+/, { timeout: withinMs });
    await expect(message).toHaveCount(1);
  }
}

/** Priya opens with two lines; then it's the trainee's turn. */
export async function expectOpening(page: Screen): Promise<void> {
  await expect(chatOn(page).by("customer")).toHaveCount(2);
}

/** Says it and waits until the customer has answered. */
export async function converse(page: Screen, text: string): Promise<void> {
  const chat = chatOn(page);
  const before = await chat.by("customer").count();
  await chat.send(text);
  await expect.poll(() => chat.by("customer").count()).toBeGreaterThan(before);
}

/** The resolve form, from its first field to its button. */
export async function resolveAs(page: Screen, { cause }: { cause: string }): Promise<void> {
  await page.getByRole("combobox", { name: "Category" }).selectOption("access");
  await page.getByRole("textbox", { name: "Root cause" }).fill(cause);
  await page.getByRole("radio", { name: /^Solved/ }).check();
  await page
    .getByRole("textbox", { name: "Notes" })
    .fill("Verified by staff number 40718, reset MFA, authenticator on the new phone, she is in");
  await page.getByRole("button", { name: "Resolve and end the session" }).click();
}
