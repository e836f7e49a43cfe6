import type { Page } from "@playwright/test";
import type { TestServer } from "../support/server";
import type { Account } from "./support/accounts";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import {
  chatOn,
  expectConnected,
  expectStored,
  payrollDay,
  signIn,
  startChat,
} from "./support/screens";

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

/** A session of the trainee's, who is signed in on this page and to the API. */
async function startSignedIn(page: Page, server: TestServer, trainee: Account) {
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  await signIn(page, trainee);
  return { api, id };
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

for (const at of ["before", "after"] as const) {
  test(`Send pressed before the page is alive and again after stores once; the form's post is slow ${at} the server`, async ({
    page,
    server,
    trainee,
  }) => {
    const { api, id } = await startSignedIn(page, server, trainee);
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
  const { api, id } = await startSignedIn(page, server, trainee);
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
  const { id } = await startSignedIn(page, server, trainee);
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
