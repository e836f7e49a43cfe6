import type { Route } from "@playwright/test";
import { expect, test } from "./support/deskside-test";
import { chatOn, converse, expectConnected, signIn, startSession } from "./support/screens";

/** A session's own, and the one that the browser's tabs share. */
const stream = /\/api\/v1\/(sessions\/[^/]+\/)?events/;
/** Whether this asks to wait for news, in its address or, where tabs share it, in its body. */
const waits = (route: Route): boolean => {
  const inAddress = new URL(route.request().url()).searchParams.get("wait");
  const body = route.request().postDataJSON() as { wait?: number } | null;
  return Number(inAddress ?? body?.wait ?? 0) > 0;
};
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
    await expect(chat.connection).toHaveText("Limited");
    await expect(chat.connection).toHaveAttribute("data-transport", "longPoll");

    await converse(page, "What exactly do you see when you sign in?");
    await expect(chat.messages("What exactly do you see")).toHaveCount(1);
    await expect(chat.messages(/approve/i)).toHaveCount(1);
    await expect(chat.messages("What exactly do you see")).toContainText("Read");
    await chat.tool("Look up user").click();
    await expect(chat.log.getByText("You used Look up user")).toHaveCount(1);
    await expect(page.getByRole("button", { name: "Check for new messages" })).toBeVisible();

    await chat.send("A second message.");
    await expect(chat.messages("A second message.")).toHaveAttribute("data-seq", /\d+/);

    // What worked is remembered: the next page begins with it, and tries no stream before.
    let asked: string[] = [];
    page.on("framenavigated", () => (asked = []));
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.reload();
    await expect(chat.connection).toHaveText("Limited");
    expect(asked.find((path) => /\/(events|updates)$/.test(path))).toMatch(/\/updates$/);

    await page.unrouteAll({ behavior: "ignoreErrors" });
    await expectConnected(page, 60_000);
  });
}

test("on a network that holds only EventSource back, messages stream over fetch", async ({
  page,
  trainee,
}) => {
  await page.route(stream, (route) =>
    route.request().method() === "GET" ? new Promise(() => undefined) : route.continue(),
  );
  await signIn(page, trainee);
  await startSession(page);
  const chat = chatOn(page);
  await expect(chat.connection).toHaveAttribute("data-transport", "fetchStream", {
    timeout: 60_000,
  });
  await expectConnected(page);
  await converse(page, "What exactly do you see when you sign in?");
  await expect(chat.messages("What exactly do you see")).toHaveCount(1);
  await expect(chat.messages("What exactly do you see")).toContainText("Read");
});

test("on a network that holds streams and requests that wait, it asks again and again", async ({
  page,
  trainee,
  complaints,
}) => {
  complaints.allow(/ERR_FAILED|ERR_ABORTED/);
  await page.route(stream, (route) => route.abort());
  await page.route(/\/updates(\?|$)/, (route) => (waits(route) ? route.abort() : route.continue()));
  await signIn(page, trainee);
  await startSession(page);
  const chat = chatOn(page);
  await expect(chat.connection).toHaveAttribute("data-transport", "shortPoll", { timeout: 60_000 });
  await expect(chat.connection).toHaveText("Limited");
  await converse(page, "What exactly do you see when you sign in?");
  await expect(chat.messages("What exactly do you see")).toContainText("Read");
});
