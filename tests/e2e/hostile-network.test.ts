import type { Route } from "@playwright/test";
import { expect, test } from "./support/deskside-test";
import { chatOn, converse, expectConnected, signIn, startSession } from "./support/screens";

const stream = "**/api/v1/sessions/*/events*";
const blocks: { name: string; block: (route: Route) => Promise<void> }[] = [
  { name: "cuts every stream off", block: (route) => route.abort() },
  { name: "holds every stream back", block: () => new Promise(() => undefined) },
];

for (const { name, block } of blocks) {
  test(`on a network that ${name}, messages come and go by polling`, async ({
    page,
    trainee,
    complaints,
  }) => {
    complaints.allow(/ERR_FAILED/);
    await page.route(stream, block);
    await signIn(page, trainee);
    await startSession(page);
    const chat = chatOn(page);
    await expect(chat.connection).toHaveText("Limited", { timeout: 15_000 });

    await converse(page, "What exactly do you see when you sign in?");
    await expect(chat.messages("What exactly do you see")).toHaveCount(1);
    await expect(chat.messages(/approve/i)).toHaveCount(1);
    await expect(chat.messages("What exactly do you see")).toContainText("Read");
    await chat.tool("Look up user").click();
    await expect(chat.log.getByText("You used Look up user")).toHaveCount(1);
    await expect(page.getByRole("button", { name: "Check for new messages" })).toBeVisible();

    await chat.send("A second message.");
    await expect(chat.messages("A second message.")).toHaveAttribute("data-seq", /\d+/);

    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.reload();
    await expectConnected(page);
  });
}
