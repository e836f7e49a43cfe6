import type { Page } from "@playwright/test";
import type { TestServer } from "../support/server";
import { createAccount } from "./support/accounts";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import { chatOn, expectConnected, payrollDay, signIn } from "./support/screens";

test.use({ baseURL: async ({ quietServer }, use) => use(quietServer.url) });

/** Signed in, with a session whose trainee wrote `count` notes from another device. */
async function openLongSession(page: Page, server: TestServer, count: number) {
  const trainee = await createAccount(server, "trainee");
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  await api.postMany(id, "Note number", count);
  await signIn(page, trainee);
  await page.goto(`/sessions/${id}`);
  await expectConnected(page);
  return { api, id, trainee };
}

/** Where the top of the message is on the screen, in pixels. */
async function topOf(page: Page, text: string): Promise<number> {
  const box = await chatOn(page).log.getByText(text, { exact: true }).boundingBox();
  return box?.y ?? Number.NaN;
}

test("the log opens at its end, and earlier pages come in without moving what is read", async ({
  page,
  quietServer,
}) => {
  const { api, id } = await openLongSession(page, quietServer, 125);
  const chat = chatOn(page);
  await expect(chat.log.getByText("Note number 125", { exact: true })).toBeInViewport();
  const numbers = () =>
    chat.stored.evaluateAll((all) => all.map((one) => Number(one.dataset["seq"])));
  const first = Math.min(...(await numbers()));

  const earlier = page.getByRole("link", { name: "Earlier messages" });
  await earlier.scrollIntoViewIfNeeded();
  const mark = `Note number ${String(first + 4)}`;
  const before = await topOf(page, mark);
  await earlier.click();
  await expect.poll(async () => Math.min(...(await numbers()))).toBeLessThan(first);
  expect(Math.abs((await topOf(page, mark)) - before)).toBeLessThan(4);

  await expect(page.getByRole("button", { name: "To the latest message" })).toBeVisible();
  const place = await topOf(page, mark);
  await api.post(id, "From another device.");
  await expect(chat.messages("From another device.")).toHaveCount(1);
  expect(Math.abs((await topOf(page, mark)) - place)).toBeLessThan(4);

  for (let pages = 0; (await earlier.count()) > 0 && pages < 5; pages += 1) {
    const least = Math.min(...(await numbers()));
    await earlier.click();
    await expect.poll(async () => Math.min(...(await numbers()))).toBeLessThan(least);
  }
  const all = await numbers();
  expect(all).toEqual(Array.from({ length: all.length }, (_, index) => index + 1));
});

test("text is only ever text, and only safe addresses become links", async ({
  page,
  quietServer,
}) => {
  const { api, id } = await openLongSession(page, quietServer, 1);
  const hostile = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>`;
  await api.post(id, hostile);
  await api.post(
    id,
    "https://example.com/a?b=1, mailto:desk@example.com javascript:alert(1) data:text/html,x",
  );
  const chat = chatOn(page);
  await expect(chat.log.getByText(hostile)).toBeVisible();
  await expect(chat.messages("example.com/a")).toHaveCount(1);
  const links = chat.log.locator("[data-author] a");
  const hrefs = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  expect(hrefs).toEqual(["https://example.com/a?b=1", "mailto:desk@example.com"]);
  for (const link of await links.all()) {
    await expect(link).toHaveAttribute("rel", /noopener/);
    await expect(link).toHaveAttribute("rel", /nofollow/);
  }
  await expect(page).toHaveTitle(/Priya Raman/);
  await page.reload();
  await expect(chat.log.getByText(hostile)).toBeVisible();
  await expect(page).toHaveTitle(/Priya Raman/);
});
