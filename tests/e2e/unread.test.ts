import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import { chatOn, expectConnected, payrollDay, signIn } from "./support/screens";

const long = (text: string) => `${text}\n${"And a further line.\n".repeat(40)}`;

test("the log lands on the first unread message, and tells of new ones while one reads above", async ({
  page,
  server,
  trainee,
}) => {
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  await api.ask(id, long("Which phone do the approval requests go to?"));
  await signIn(page, trainee);
  const receipt = page.waitForResponse(/\/receipts$/);
  await page.goto(`/sessions/${id}`);
  const chat = chatOn(page);
  await expect(chat.by("customer").last()).toBeInViewport();
  const divider = chat.log.getByText("New", { exact: true });
  await expect(divider).toHaveCount(0);
  await receipt;

  await page.goto("/scenarios");
  await api.ask(id, "What exactly do you see when you sign in?");
  await api.ask(id, long("Since when has it been like that?"));
  await page.goto("/sessions");
  const row = page.getByRole("listitem").filter({ hasText: "Priya Raman" });
  await expect(row.getByText(/\d unread/)).toBeVisible();

  await page.goto(`/sessions/${id}`);
  await expectConnected(page);
  await expect(divider).toBeInViewport();
  await expect(chat.by("customer").last()).not.toBeInViewport();

  await api.ask(id, "Could I have your full name and staff number, please?");
  await expect(chat.messages("40718")).toHaveCount(1);
  await expect(divider).toBeInViewport();
  await expect(chat.messages("40718")).not.toBeInViewport();
  const newest = Number(await chat.messages("40718").getAttribute("data-seq"));
  // Not the receipt for what was on the screen before.
  const readAll = page.waitForResponse((answer) => {
    if (!answer.url().endsWith("/receipts")) return false;
    const told = answer.request().postDataJSON() as { readSeq?: number };
    return (told.readSeq ?? 0) >= newest;
  });
  await page.getByRole("button", { name: /^\d new$/ }).click();
  await expect(chat.log).toBeFocused();
  await readAll;
  await expect(chat.messages("40718")).toBeInViewport();
  await expect(page.getByRole("button", { name: /^\d new$/ })).toHaveCount(0);
  await expect(divider).toHaveCount(1);

  await page.reload();
  await expectConnected(page);
  await expect(divider).toHaveCount(0);
});
