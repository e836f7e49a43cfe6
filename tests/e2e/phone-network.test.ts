import type { Page } from "@playwright/test";
import { expect, test } from "./support/deskside-test";
import {
  chatOn,
  expectConnected,
  expectOpening,
  signIn,
  startChat,
  startSession,
} from "./support/screens";

const portrait = { width: 360, height: 740 };
/** A keyboard of a common height has come up, and the browser has shrunk the page. */
const withKeyboard = { width: 360, height: 420 };
test.use({ viewport: portrait, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

/** As DevTools' "Slow 3G": bits per second as bytes, and the round trip. */
const slow3G = {
  offline: false,
  latency: 400,
  downloadThroughput: 50_000,
  uploadThroughput: 50_000,
};

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.emulateNetworkConditions", slow3G);
}

/** The end of the conversation, the field and the button, all above the keyboard. */
async function expectEndAndComposer(page: Page): Promise<void> {
  const chat = chatOn(page);
  // Whoever wrote it: the customer's answer may have come by now.
  await expect(chat.log.locator("[data-author]").last()).toBeInViewport({ ratio: 1 });
  await expect(chat.reply).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("button", { name: "Send" })).toBeInViewport({ ratio: 1 });
}

test("the keyboard hides neither the composer nor the end of the conversation", async ({
  page,
  trainee,
}) => {
  await startChat(page, trainee);
  await expectOpening(page);
  const chat = chatOn(page);
  await chat.send(Array.from({ length: 12 }, (_, n) => `line ${String(n)}`).join("\n"));
  await expect(chat.by("customer").nth(2)).toBeVisible();
  await chat.send("The last line");
  await expect(chat.messages("The last line")).toHaveAttribute("data-seq", /\d+/);
  await chat.reply.tap();
  await page.setViewportSize(withKeyboard);
  await expectEndAndComposer(page);
  await page.setViewportSize({ width: 740, height: 240 });
  await expect(chat.reply).toBeInViewport({ ratio: 1 });
  await page.setViewportSize(portrait);
  await expectEndAndComposer(page);
});

test("where the browser lays the keyboard over the page, the page makes room by itself", async ({
  page,
  trainee,
}) => {
  await startChat(page, trainee);
  await chatOn(page).reply.tap();
  // As Safari on iOS does: the layout stays, only the visual viewport shrinks.
  await page.evaluate((height) => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    Object.defineProperty(viewport, "height", { value: height });
    viewport.dispatchEvent(new Event("resize"));
  }, withKeyboard.height);
  const bottom = () =>
    page
      .getByRole("button", { name: "Send" })
      .evaluate((button) => button.getBoundingClientRect().bottom);
  await expect.poll(bottom).toBeLessThanOrEqual(withKeyboard.height);
});

test("on slow 3G one signs in, chats and reads, and what is sent before the page is alive counts", async ({
  page,
  trainee,
}) => {
  await slowDown(page);
  await signIn(page, trainee);
  await startSession(page);
  const chat = chatOn(page);
  // At once: by the form, if JavaScript isn't there yet.
  await chat.send("Good morning, what do you see when you sign in?");
  await expect(chat.messages("Good morning")).toHaveAttribute("data-seq", /\d+/);
  await expectConnected(page);
  await chat.send("Does it show a number?");
  await expect(chat.messages("Does it show")).toHaveAttribute("data-seq", /\d+/);
  await expect(chat.messages("Good morning")).toHaveCount(1);
  await expect(chat.messages("Does it show")).toHaveCount(1);
});
