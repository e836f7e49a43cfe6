import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import {
  chatOn,
  converse,
  expectConnected,
  payrollDay,
  resolveAs,
  signIn,
  startChat,
  startSession,
} from "./support/screens";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** By axe, in light; dark differs in its colours only. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await expectNoViolations(axeOn(page).withTags(tags), `${state}, light`);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoViolations(axeOn(page).withRules(["color-contrast"]), `${state}, dark`);
}

/**
 * In legacy mode, or axe opens an empty page to gather each result in, for the sake of frames from
 * other sites, of which ours have none. Nothing but violations is read.
 */
const axeOn = (page: Page) =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });

async function expectNoViolations(axe: AxeBuilder, state: string): Promise<void> {
  const { violations } = await axe.analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(" | ")}`);
  expect(told, state).toEqual([]);
}

test("every page before and after the chat is accessible", async ({
  page,
  trainee,
  complaints,
}) => {
  test.slow();
  complaints.allow(/status of (401|404|422)/);
  await page.goto("/diagnose");
  await expectAccessible(page, "diagnose, testing");
  await expect(page.getByRole("button", { name: "Test again" })).toBeVisible({ timeout: 25_000 });
  await expectAccessible(page, "diagnose, done");
  await page.goto("/login");
  await expectAccessible(page, "sign in");
  await page.getByRole("textbox", { name: "Email" }).fill(trainee.email);
  await page.getByRole("textbox", { name: "Password" }).fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page, "sign in, refused");
  await signIn(page, trainee);
  await expectAccessible(page, "library");
  await page.goto(`/scenarios/${payrollDay.id}`);
  await expectAccessible(page, "brief");
  await page.goto("/sessions");
  await expectAccessible(page, "my sessions, none yet");
  await page.goto("/progress");
  await expectAccessible(page, "progress, nothing yet");
  await page.goto("/scenarios");
  const id = await startSession(page);
  await page.goto(`/sessions/${id}/resolve`);
  await expectAccessible(page, "resolve");
  await page.getByRole("button", { name: "Resolve and end the session" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page, "resolve, with errors");
  await resolveAs(page, { cause: "New phone" });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Debrief");
  await expectAccessible(page, "debrief");
  await page.goto("/progress");
  for (const summary of await page.locator("summary").all()) await summary.click();
  await expectAccessible(page, "progress");
  await page.goto("/sessions");
  await expectAccessible(page, "my sessions");
  await page.goto("/sessions?q=nowhere+to+be+found");
  await expectAccessible(page, "my sessions, no match");
  await page.goto("/nowhere");
  await expectAccessible(page, "not found");
});

test("the chat is accessible in all its states", async ({ page, server, trainee, complaints }) => {
  complaints.allow(/ERR_FAILED|status of 422/);
  await page.setViewportSize({ width: 1440, height: 900 });
  const id = await startChat(page, trainee);
  const chat = chatOn(page);
  await converse(page, "What exactly do you see when you sign in? See https://example.com/help");
  await chat.tool("Look up user").click();
  await expect(chat.by("system").first()).toBeVisible();
  await expectAccessible(page, "chat, three panes");

  await chat.send("A bell \u0007 rings.");
  await expect(chat.messages("rings.")).toContainText("Not sent");
  await page.route("**/sessions/*/messages*", (route) => route.abort());
  await chat.send("This one waits.");
  await expect(chat.messages("This one waits.")).toContainText(/Waiting|Sending/);
  await expectAccessible(page, "chat, with unsent messages");
  await page.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(page, "chat, phone");
  await page.unrouteAll();

  await page.goto(`/sessions/${id}/log?refresh=300`);
  await expectAccessible(page, "log alone");
  await page.goto(`/sessions/${id}/details`);
  await expectAccessible(page, "details");
  const api = await signInToApi(server, trainee);
  const ended = await api.startSession(payrollDay.id);
  await page.goto(`/sessions/${ended}/resolve`);
  await resolveAs(page, { cause: "New phone" });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Debrief");
  await page.goto(`/sessions/${ended}`);
  await expect(page.getByText("This session has ended.")).toBeVisible();
  await expectAccessible(page, "chat, ended");
});

test("what a trainer sees is accessible", async ({
  page,
  server,
  trainee,
  trainer,
  complaints,
}) => {
  complaints.allow(/status of 403/);
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  await signIn(page, trainer);
  await expectAccessible(page, "library for a trainer");
  await page.goto("/sessions");
  await expectAccessible(page, "sessions for a trainer");
  await page.goto("/progress");
  await expectAccessible(page, "progress, the trainees");
  await page.getByRole("link", { name: trainee.name }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Progress of");
  await expectAccessible(page, "progress of a trainee");
  await page.goto("/operations");
  await page.getByText("Every bucket of Queue lag").click();
  await expectAccessible(page, "operations");
  await page.goto(`/sessions/${id}`);
  await expectConnected(page);
  await expectAccessible(page, "chat, read only");
  await page.goto(`/sessions/${id}/resolve`);
  await expect(page.getByRole("heading", { name: "You may not do this" })).toBeVisible();
  await expectAccessible(page, "forbidden");
});
