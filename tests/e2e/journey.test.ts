import { expect, test } from "./support/deskside-test";
import { createAccount } from "./support/accounts";
import {
  chatOn,
  converse,
  expectConnected,
  expectOpening,
  payrollDay,
  priya,
  resolveAs,
  signIn,
  startSession,
} from "./support/screens";
import { watchMoments } from "./support/moments";

test("a trainee practises one chat from sign-in to debrief, and tries again", async ({
  page,
  trainee,
}) => {
  await signIn(page, trainee);
  const scenario = page.getByRole("article", { name: payrollDay.title });
  await scenario.getByRole("link", { name: "Read the brief" }).click();
  await expect(page.getByRole("heading", { level: 1, name: payrollDay.title })).toBeVisible();
  await page.getByRole("button", { name: "Start session" }).click();

  const chat = chatOn(page);
  await expect(chat.by("customer").first()).toBeVisible();
  await expectConnected(page);
  await converse(
    page,
    "Hi Priya, I'm sorry, that's the last thing you need on payroll day. What exactly do you see when you sign in?",
  );
  await converse(page, "Since when has it been like that, and is anyone else affected?");
  await converse(page, "Which phone do the approval requests go to?");
  await converse(
    page,
    "That explains it. Before I change anything, could I have your full name and staff number, please?",
  );
  await expect(chat.messages("40718")).toHaveCount(1);
  await converse(
    page,
    "Thank you, that matches. I'll reset your sign-in methods now, then you set up the app on your new phone, about three minutes.",
  );
  await chat.tool("Reset MFA").click();
  await expect(chat.log.getByText("You used Reset MFA")).toHaveCount(1);
  await expect(chat.messages("Sign-in methods of Priya Raman removed")).toHaveCount(1);
  await converse(
    page,
    "Please sign in again and scan the QR code with the authenticator app on your new phone.",
  );
  await converse(page, "Are you in now?");

  await chat.resolve.click();
  await resolveAs(page, { cause: "New phone, the authenticator was on the old one" });
  await expect(page.getByRole("heading", { name: `Debrief: ${payrollDay.title}` })).toBeVisible();
  const score = await page.getByRole("img", { name: /of 100 points/ }).getAttribute("aria-label");
  expect(Number.parseInt(score ?? "", 10)).toBeGreaterThanOrEqual(90);

  const evidence = page.getByRole("list", { name: "Evidence" }).getByRole("link").first();
  await evidence.click();
  const seq = /#m(\d+)$/.exec(page.url())?.[1] ?? "";
  await expect(page.locator(`#m${seq}`)).toBeInViewport();

  const debrief = page.url();
  await page
    .getByRole("button", { name: /^Try again from here/ })
    .nth(2)
    .click();
  await expect(chat.by("system")).toContainText("Practice goes on from here");
  await expect(chat.by("trainee")).toHaveCount(2);
  await converse(page, "Do you still have the phone that approves your sign-in?");

  await page.goto(debrief);
  await page.getByRole("button", { name: "Try again", exact: true }).click();
  await expect(chat.by("customer").first()).toBeVisible();
  await expect(chat.by("trainee")).toHaveCount(0);
});

test.describe("with a customer who takes her time", () => {
  test.use({ baseURL: async ({ unhurriedServer }, use) => use(unhurriedServer.url) });

  test("a message is delivered, then read, then the customer types, then her answer comes", async ({
    page,
    unhurriedServer,
  }) => {
    await signIn(page, await createAccount(unhurriedServer, "trainee"));
    await startSession(page);
    await expectConnected(page);
    const chat = chatOn(page);
    await expectOpening(page);

    const moments = await watchMoments(page);
    await chat.send("What exactly do you see when you sign in?");
    await expect.poll(() => moments.seen(), { timeout: 20_000 }).toContain("message");

    const seen = await moments.seen();
    expect(seen.slice(0, seen.indexOf("message") + 1)).toEqual([
      "Sending",
      "Sent",
      "Delivered",
      "Read",
      `${priya} is typing`,
      "message",
    ]);
  });
});
