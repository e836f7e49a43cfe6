import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import { chatOn, expectConnected, payrollDay, signIn } from "./support/screens";

const long = (text: string) => `${text}\n${"And a further line.\n".repeat(12)}`;

test("the log lands on the first unread message, and tells of new ones while one reads above", async ({
  page,
  server,
  trainee,
}) => {
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  for (const n of [1, 2, 3, 4]) await api.post(id, long(`Note ${String(n)}: please wait.`));
  await signIn(page, trainee);
  const receipt = page.waitForResponse(/\/receipts$/);
  await page.goto(`/sessions/${id}`);
  await receipt;
  const chat = chatOn(page);
  await expect(chat.log.getByText("Note 4")).toBeInViewport();
  await expect(chat.log.getByText("New", { exact: true })).toHaveCount(0);
  const read = await chat.stored.count();

  await page.goto("/sessions");
  await api.post(id, "What exactly do you see when you sign in?");
  await api.post(id, long("Since when?"));
  await api.post(id, long("Which phone do the approval requests go to?"));
  await api.post(id, long("One moment, I am looking into it."));
  await page.reload();
  const row = page.getByRole("listitem").filter({ hasText: "Priya Raman" });
  await expect(row.getByText(/\d unread/)).toBeVisible();

  await page.goto(`/sessions/${id}`);
  const divider = chat.log.getByText("New", { exact: true });
  await expect(divider).toBeInViewport();
  await expectConnected(page);
  await expect(divider).toBeInViewport();
  expect(await chat.stored.count()).toBeGreaterThan(read);
  await expect(chat.log.getByText("One moment, I am looking into it.")).not.toBeInViewport();

  const shown = await chat.by("customer").count();
  await api.post(id, "Could I have your full name and staff number, please?");
  await expect.poll(() => chat.by("customer").count()).toBeGreaterThan(shown);
  await expect(divider).toBeInViewport();
  const news = page.getByRole("button", { name: /^\d new$/ });
  await news.click();
  await expect(chat.messages("40718")).toBeInViewport();
  await expect(news).toHaveCount(0);
  await expect(divider).toHaveCount(1);

  await expect
    .poll(async () => {
      await page.goto(`/sessions/${id}`);
      await expectConnected(page);
      return divider.count();
    })
    .toBe(0);
});
