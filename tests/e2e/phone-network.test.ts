import type { Page } from "@playwright/test";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import {
  chatOn,
  expectConnected,
  expectOpening,
  expectStored,
  payrollDay,
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

/** A network that is slow at one place, for as long as the test wants. */
function createHold() {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  return { released, release };
}

/** Opens the chat as the form that it is until its script comes; gives what lets that come. */
async function openBeforeAlive(page: Page, id: string): Promise<() => void> {
  const script = "**/build/entry.client-*.js";
  const hold = createHold();
  await page.unroute(script);
  await page.route(script, async (route) => {
    await hold.released;
    await route.continue();
  });
  await page.goto(`/sessions/${id}`, { waitUntil: "commit" });
  await expect(page.getByText("Basic mode")).toBeVisible();
  return hold.release;
}

/** While a page is on its way the browser takes no orders from a test: the old one does it by itself. */
async function pressSendOnceAlive(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = new MutationObserver(() => {
      // Said by the composer alone, of its own sending.
      if (!document.body.textContent.includes("Enter sends")) return;
      watch.disconnect();
      document.querySelector<HTMLTextAreaElement>("textarea[name=text]")?.form?.requestSubmit();
    });
    watch.observe(document.body, { childList: true, subtree: true });
  });
}

/** Holds the form's own post, before it reaches the server or after; gives what lets it go on. */
async function holdFormPost(page: Page, id: string, at: "before" | "after") {
  const hold = createHold();
  const posted = createHold();
  const isChat = ({ pathname }: URL) => pathname === `/sessions/${id}`;
  await page.route(isChat, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    if (at === "before") {
      posted.release();
      await hold.released;
      return route.continue();
    }
    const response = await route.fetch({ maxRedirects: 0 });
    posted.release();
    await hold.released;
    return route.fulfill({ response });
  });
  return { posted: posted.released, release: hold.release };
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
  await expect(chat.messages("Good morning")).toHaveAttribute("data-seq", /\d+/, {
    timeout: 30_000,
  });
  await expect(chat.connection).toHaveText("Connected", { timeout: 30_000 });
  await chat.send("Does it show a number?");
  await expect(chat.messages("Does it show")).toHaveAttribute("data-seq", /\d+/, {
    timeout: 15_000,
  });
  await expect(chat.messages("Good morning")).toHaveCount(1);
  await expect(chat.messages("Does it show")).toHaveCount(1);
});

for (const at of ["before", "after"] as const) {
  test(`Send pressed before the page is alive and again after stores once; the form's post is slow ${at} the server`, async ({
    page,
    server,
    trainee,
  }) => {
    const api = await signInToApi(server, trainee);
    const id = await api.startSession(payrollDay.id);
    await signIn(page, trainee);
    const comeAlive = await openBeforeAlive(page, id);
    const formPost = await holdFormPost(page, id, at);
    const chat = chatOn(page);
    const text = "Good morning, what do you see?";
    await pressSendOnceAlive(page);
    const sent = chat.send(text);
    await formPost.posted;

    const sentAgain = page.waitForRequest(`**/sessions/${id}/messages`);
    comeAlive();
    await sentAgain;
    await expect.poll(() => api.listOwn(id)).toEqual([text]);
    formPost.release();
    await sent;
    await expectConnected(page);
    await expectStored(page, [text]);
    await expect(chat.reply).toHaveValue("");
    expect(await api.listOwn(id)).toEqual([text]);

    // The same words a second time are another message.
    await chat.send(text);
    await expect.poll(() => api.listOwn(id)).toEqual([text, text]);
  });
}

test("what the form has posted while the page came alive is no draft on the next page", async ({
  page,
  server,
  trainee,
}) => {
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  await signIn(page, trainee);
  const comeAlive = await openBeforeAlive(page, id);
  const formPost = await holdFormPost(page, id, "before");
  const chat = chatOn(page);
  const sent = chat.send("Sent by the form alone");
  await formPost.posted;
  const alive = page.waitForRequest("**/api/v1/**");
  comeAlive();
  await alive;
  formPost.release();
  await sent;
  await expectConnected(page);
  await expectStored(page, ["Sent by the form alone"]);
  await expect(chat.reply).toHaveValue("");
  expect(await api.listOwn(id)).toEqual(["Sent by the form alone"]);
});

test("what is typed before the page is alive survives leaving, and joins what was kept", async ({
  page,
  server,
  trainee,
}) => {
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  await signIn(page, trainee);
  const chat = chatOn(page);
  let comeAlive = await openBeforeAlive(page, id);
  await chat.reply.fill("A whole reply, typed early");
  comeAlive();
  await expectConnected(page);
  await page.goto("/scenarios");

  comeAlive = await openBeforeAlive(page, id);
  await expect(chat.reply).toHaveValue("");
  await chat.reply.pressSequentially("x");
  comeAlive();
  await expectConnected(page);
  await expect(chat.reply).toHaveValue("A whole reply, typed early\nx");
  await chat.reply.pressSequentially("yz");
  await page.goto("/scenarios");

  await page.goto(`/sessions/${id}`);
  await expect(chat.reply).toHaveValue("A whole reply, typed early\nxyz");
});

test("Edit joins what was typed in the same moment, and nothing overtakes it", async ({
  page,
  trainee,
  complaints,
}) => {
  complaints.allow(/422/);
  const id = await startChat(page, trainee);
  const chat = chatOn(page);
  await chat.send("A bell \u0007 rings.");
  const edit = chat.messages("rings.").getByRole("button", { name: "Edit" });
  await expect(edit).toBeVisible();
  // At once, so that no pause in the typing has let it be kept.
  await edit.evaluate((button: HTMLElement) => {
    const field = document.querySelector<HTMLTextAreaElement>("textarea[name=text]");
    if (!field) throw new Error("No composer");
    field.value = "being written";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    button.click();
  });
  const joined = "A bell \u0007 rings.\nbeing written";
  await expect(chat.reply).toHaveValue(joined);
  await page.goto("/scenarios");
  await page.goto(`/sessions/${id}`);
  await expect(chat.reply).toHaveValue(joined);
});
