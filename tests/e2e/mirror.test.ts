import { createAccount } from "./support/accounts";
import { expect, test } from "./support/deskside-test";
import {
  chatOn,
  expectConnected,
  expectOpening,
  priya,
  resolveAs,
  sessionIdOf,
  signIn,
  startSession,
} from "./support/screens";
import { watchMoments } from "./support/moments";

test.use({ baseURL: async ({ unhurriedServer }, use) => use(unhurriedServer.url) });

test("two tabs mirror each other, and a trainer's browser follows without a say", async ({
  page: tab,
  context,
  openBrowser,
  unhurriedServer,
}) => {
  await signIn(tab, await createAccount(unhurriedServer, "trainee"));
  const id = await startSession(tab);
  const otherTab = await context.newPage();
  await otherTab.goto(`/sessions/${id}`);
  const trainersTab = await (await openBrowser()).newPage();
  await signIn(trainersTab, await createAccount(unhurriedServer, "trainer"));
  await trainersTab.goto(`/sessions/${id}`);
  const everywhere = [tab, otherTab, trainersTab];
  for (const one of everywhere) {
    await expectConnected(one);
    await expectOpening(one);
  }

  const moments = await Promise.all(everywhere.map((one) => watchMoments(one)));
  await chatOn(otherTab).send("Which phone do the approval requests go to?");
  for (const one of everywhere) {
    await expect(chatOn(one).messages("Which phone do the approval requests go to?")).toHaveCount(
      1,
    );
  }
  for (const moment of moments) {
    await expect.poll(() => moment.seen()).toContain("message");
    expect(await moment.seen()).toContain(`${priya} is typing`);
  }
  for (const one of [tab, otherTab]) {
    await expect(chatOn(one).messages("Which phone")).toContainText("Read");
  }

  await chatOn(tab).tool("Look up user").click();
  for (const one of [tab, otherTab]) {
    await expect(chatOn(one).log.getByText("You used Look up user")).toHaveCount(1);
  }
  await expect(chatOn(trainersTab).log.getByText("Alex Morgan used Look up user")).toHaveCount(1);

  await expect(chatOn(trainersTab).reply).toHaveCount(0);
  await expect(chatOn(trainersTab).resolve).toHaveCount(0);
  await expect(chatOn(trainersTab).tool("Look up user")).toBeDisabled();

  for (const one of everywhere) await expect(chatOn(one).by("system")).toHaveCount(1);
  const logs = await Promise.all(everywhere.map((one) => chatOn(one).stored.allInnerTexts()));
  expect(logs[1]?.length).toBeGreaterThan(2);
  expect(logs[0]).toEqual(logs[1]);

  await chatOn(otherTab).reply.focus();
  await chatOn(tab).resolve.click();
  await resolveAs(tab, { cause: "Not found out" });
  await expect(tab.getByRole("heading", { level: 1 })).toContainText("Debrief");
  for (const one of [otherTab, trainersTab]) {
    await expect(one.getByText("This session has ended.")).toBeVisible();
    await expect(chatOn(one).reply).toHaveCount(0);
    await expect(one.getByRole("link", { name: "Read the debrief" })).toBeVisible();
  }
  await expect(otherTab.getByText("This session has ended.")).toBeFocused();
  expect(sessionIdOf(tab)).toBe(id);
});
