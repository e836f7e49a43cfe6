import type { Page } from "@playwright/test";
import { expect, test } from "./support/deskside-test";
import { chatOn, expectConnected, signIn, startChat, startSession } from "./support/screens";

const basicMode = (page: Page) => page.getByText("Basic mode");

/** By plain pages: written, sent, read, asked for more. */
async function expectChatByForms(page: Page): Promise<void> {
  await expect(basicMode(page)).toBeVisible();
  const chat = chatOn(page);
  await chat.send("What exactly do you see when you sign in?");
  await expect(chat.messages("What exactly do you see")).toHaveAttribute("data-seq", /\d+/);
  await chat.reply.fill("Half a sentence");
  // The customer answers in its own time.
  await expect(async () => {
    await page.getByRole("button", { name: "Check for new messages" }).click();
    await expect(chat.messages(/approve/i)).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await expect(chat.reply).toHaveValue("Half a sentence");
  await chat.tool("Look up user").click();
  await expect(chat.log.getByText("You used Look up user")).toHaveCount(1);
}

test("where no script gets through, everything works as plain pages", async ({
  page,
  trainee,
  complaints,
}) => {
  complaints.allow(/ERR_FAILED/);
  await page.route("**/build/**/*.js", (route) => route.abort());
  await signIn(page, trainee);
  await startSession(page);
  await expectChatByForms(page);
});

test("where the chat's own script doesn't get through, one still gets to the chat", async ({
  page,
  trainee,
  complaints,
}) => {
  complaints.allow(/ERR_FAILED|route module|dynamically imported/);
  await page.route("**/build/routes/sessions.$id._index-*.js", (route) => route.abort());
  await signIn(page, trainee);
  await startSession(page);
  await expectChatByForms(page);
});

test("a script that fails leaves the page that the server made", async ({
  page,
  trainee,
  complaints,
}) => {
  complaints.allow(/broken on purpose/);
  await page.route("**/build/entry.client-*.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: 'throw new Error("broken on purpose")' }),
  );
  await signIn(page, trainee);
  await startSession(page);
  await expectChatByForms(page);
});

test("while a page's data is still being read, pressing is the browser's own affair", async ({
  page,
  trainee,
}) => {
  const isPage = ({ pathname }: URL) => pathname === "/login";
  await page.route(isPage, async (route) => {
    if (route.request().method() !== "GET") {
      await route.continue();
      return;
    }
    const answer = await route.fetch();
    const text = await answer.text();
    const body = text.replaceAll(/[\w.]+\.streamController\.(?:enqueue|close)\(/g, "Boolean(");
    expect(body).not.toBe(text);
    await route.fulfill({ response: answer, body });
  });
  await page.goto("/login");
  await page.getByRole("textbox", { name: "Email" }).fill(trainee.email);
  await page.getByRole("textbox", { name: "Password" }).fill(trainee.password);
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Scenario library" })).toBeVisible();
});

test("a page that is alive says nothing of basic mode, and a reload stays on it", async ({
  page,
  trainee,
}) => {
  const id = await startChat(page, trainee);
  await page.reload();
  await expectConnected(page);
  await expect(basicMode(page)).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`/sessions/${id}$`));
});

test("a page that is loaded again in the moment of its arrival is loaded once", async ({
  page,
  trainee,
}) => {
  await startChat(page, trainee);
  await expectConnected(page);
  await page.evaluate(() => sessionStorage.setItem("deskside:going", location.pathname));
  let loads = 0;
  page.on("request", (request) => {
    if (request.isNavigationRequest()) loads += 1;
  });
  await page.reload();
  await expectConnected(page);
  expect(loads).toBe(1);
});
