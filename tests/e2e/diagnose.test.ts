import type { Page } from "@playwright/test";
import { expect, test } from "./support/deskside-test";
import { signIn, startSession } from "./support/screens";
import { type Misdeed, startProxy } from "./support/small-proxy";

/** The whole test takes ten seconds, most of them waited by the long poll. */
const doneWithinMs = 25_000;

const verdict = (page: Page) => page.getByRole("status").first();
const step = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });
const toSend = (page: Page) => page.getByRole("textbox", { name: "Text to send" });

test("without an account, one sees step by step what the network lets through", async ({
  page,
}) => {
  await page.goto("/login");
  await page.getByRole("link", { name: "Test this network" }).click();
  await expect(page.getByText("Testing…").first()).toBeVisible();
  await expect(step(page, "Deskside answers")).toContainText("a round trip takes");
  let tests = 0;
  // What a busy machine holds up looks like a network's doing, and is tested again.
  await expect(async () => {
    if ((tests += 1) > 1) await page.getByRole("button", { name: "Test again" }).click();
    await expect(verdict(page)).toContainText("lets live chat through", { timeout: doneWithinMs });
    for (const name of ["Event stream", "Streamed POST"]) {
      await expect(step(page, name)).toContainText("Fine");
      await expect(step(page, name)).toContainText("7 events came one by one");
    }
    await expect(step(page, "This browser")).toContainText("Fine");
  }).toPass();
  await expect(step(page, "Long poll")).toContainText("takes 10.0 s comes through");
  await expect(step(page, "Short poll")).toContainText("304");
  await expect(step(page, "Headers")).toContainText("arrive unchanged");
  await expect(step(page, "Connections at once")).toContainText("4 requests");
  await expect(step(page, "Clock")).toContainText("agrees");
  await expect(page.getByText("Event stream, first of all")).toBeVisible();
  await expect(toSend(page)).toHaveValue(/Nothing needs to be changed/);

  await page.getByRole("button", { name: "Copy the text" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  await page.getByRole("button", { name: "Test again" }).click();
  await expect(page.getByText("Testing…").first()).toBeVisible();
});

type Expected = { title: string; steps: Record<string, string>; asksFor: RegExp; best: string };

const networks: Record<Exclude<Misdeed, "strips Cache-Control">, Expected> = {
  "buffers everything": {
    title: "This network holds live updates back",
    steps: { "Event stream": "in a lump", "Streamed POST": "in a lump", "Long poll": "Fine" },
    asksFor: /no response buffering/,
    best: "Long poll",
  },
  "blocks event streams": {
    title: "This network holds live updates back",
    steps: { "Event stream": "refused with status 403", "Streamed POST": "status 403" },
    asksFor: /Allow answers of the type text\/event-stream/,
    best: "Long poll",
  },
  "blocks event streams by GET": {
    title: "lets live chat through, by a detour",
    steps: { "Event stream": "refused with status 403", "Streamed POST": "one by one" },
    asksFor: /Allow answers of the type text\/event-stream/,
    best: "Streamed POST",
  },
};

for (const [misdeed, { title, steps, asksFor, best }] of Object.entries(networks)) {
  test(`on a network that ${misdeed}, it says so and what to ask for`, async ({
    page,
    server,
    trainee,
    complaints,
  }) => {
    complaints.allow(/status of 403/);
    const proxy = await startProxy(server.url, misdeed as Misdeed);
    try {
      await signIn(page, trainee, proxy.url);
      await page.goto(`${proxy.url}/diagnose`);
      await expect(verdict(page)).toContainText(title, { timeout: doneWithinMs });
      for (const [name, words] of Object.entries(steps)) {
        await expect(step(page, name)).toContainText(words);
      }
      await expect(step(page, "Proxies on the way")).toContainText("1.1 small-proxy");
      await expect(page.locator("dd").first()).toHaveText(best);
      await expect(toSend(page)).toHaveValue(asksFor);
    } finally {
      await proxy.close();
    }
  });
}

test("a device without a network is told so", async ({ page, complaints }) => {
  complaints.allow(/ERR_FAILED/);
  await page.route("**/api/v1/diagnose/**", (route) => route.abort());
  await page.goto("/diagnose");
  await expect(verdict(page)).toContainText("Deskside can't be reached");
  await expect(step(page, "Event stream")).toContainText("Not tested");
});

test("a chat that can't have live updates links to it, and says what is remembered", async ({
  page,
  trainee,
  complaints,
}) => {
  complaints.allow(/ERR_FAILED/);
  await page.route(/\/api\/v1\/(sessions\/[^/]+\/)?events/, (route) => route.abort());
  await signIn(page, trainee);
  await startSession(page);
  const opened = page.waitForEvent("popup", { timeout: 20_000 });
  await page.getByRole("link", { name: "Test this network" }).click({ timeout: 15_000 });
  const other = await opened;
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(
    "What this network lets through",
  );
  await expect(verdict(other)).toContainText("lets live chat through", { timeout: doneWithinMs });
  await expect(other.locator("dd").nth(1)).toHaveText("Long poll");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("it shows what arrived, whether cookies came back, and a text to send", async ({ page }) => {
    await page.goto("/diagnose");
    await expect(page.getByRole("heading", { name: "No scripts run here" })).toBeVisible();
    const arrived = page.locator("dl").last();
    await expect(arrived).toContainText("1.1, on the last leg");
    await expect(arrived).toContainText("No, http");
    await expect(arrived).toContainText("None yet");
    await page.getByRole("link", { name: "Load again" }).click();
    await expect(arrived).toContainText("Came back");
    await expect(toSend(page)).toHaveValue(/was not tested/);
    await expect(page.getByRole("button", { name: "Copy the text" })).toHaveCount(0);
  });

  test("refused cookies are told", async ({ page }) => {
    await page.goto("/diagnose");
    await page.context().clearCookies();
    await page.getByRole("link", { name: "Load again" }).click();
    await expect(page.locator("dl").last()).toContainText("Did not come back");
  });
});
