import type { BrowserContext, Page } from "@playwright/test";
import type { TestServer } from "../support/server";
import { createAccount } from "./support/accounts";
import { signInToApi } from "./support/api";
import { openReaders } from "./support/open-readers";
import { expect, freeze, test, thaw } from "./support/plain-browser";
import { chatOn, expectConnected, signIn, startSession } from "./support/screens";
import { startProxy } from "./support/small-proxy";

/** On a busy machine, too, and before the silence of a stream that died would be noticed. */
const atOnceMs = 10_000;

async function openChat(context: BrowserContext, server: TestServer, url = server.url) {
  const trainee = await createAccount(server, "trainee");
  const page = await context.newPage();
  await signIn(page, trainee, url);
  const sessionId = await startSession(page);
  await expectConnected(page);
  await expect.poll(() => openReaders(server)).toEqual([1, 0]);
  const api = await signInToApi(server, trainee);
  return { page, say: (text: string) => api.post(sessionId, text) };
}

async function expectAlive(page: Page, say: (text: string) => Promise<unknown>): Promise<void> {
  await expect(chatOn(page).messages("Said meanwhile")).toHaveCount(1, { timeout: atOnceMs });
  await expectConnected(page);
  await say("Said after that");
  await expect(chatOn(page).messages("Said after that")).toHaveCount(1, { timeout: atOnceMs });
}

test("frozen and back, the page shows at once what was said meanwhile", async ({
  plainContext,
  quietServer,
}) => {
  const { page, say } = await openChat(plainContext, quietServer);
  await freeze(page);
  await expect.poll(() => openReaders(quietServer)).toEqual([0, 0]);
  await say("Said meanwhile");
  await thaw(page);
  await expectAlive(page, say);
});

test("back from the browser's memory of pages, the page shows at once what was said meanwhile", async ({
  plainContext,
  quietServer,
}) => {
  // Chromium remembers no page that says no-store, as ours do; Safari does.
  const proxy = await startProxy(quietServer.url, "strips Cache-Control");
  await plainContext.addInitScript(() => {
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) document.documentElement.dataset["remembered"] = "";
    });
  });
  const { page, say } = await openChat(plainContext, quietServer, proxy.url);
  await chatOn(page).reply.fill("Half written");
  await page.goto("about:blank");
  await expect.poll(() => openReaders(quietServer)).toEqual([0, 0]);
  await say("Said meanwhile");
  await page.goBack({ waitUntil: "commit" });
  await expectAlive(page, say);
  await expect(page.locator("html")).toHaveAttribute("data-remembered");
  await expect(chatOn(page).reply).toHaveValue("Half written");
  await proxy.close();
});

test("hidden for five minutes a page holds no stream, and looked at again it has all", async ({
  plainContext,
  quietServer,
}) => {
  await plainContext.clock.install();
  const { page, say } = await openChat(plainContext, quietServer);
  const other = await plainContext.newPage();
  await other.bringToFront();
  await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe("hidden");
  await say("Seen in the background");
  await expect(chatOn(page).messages("Seen in the background")).toHaveCount(1);
  expect(await openReaders(quietServer)).toEqual([1, 0]);
  await page.clock.fastForward("05:00");
  await expect.poll(() => openReaders(quietServer)).toEqual([0, 0]);
  await say("Said meanwhile");
  await page.bringToFront();
  await expectAlive(page, say);
});
