import type { Page } from "@playwright/test";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import { payrollDay, signIn } from "./support/screens";

/** The page looks again every 5 s; time in the page passes only when a test lets it. */
async function letTimePass(page: Page): Promise<void> {
  await page.clock.runFor(5_100);
}

const timed = (page: Page) =>
  page.getByRole("img", { name: /^Accepted → committed\. (All )?\d+ (of \d+ )?took / });

test("figures come to the open page by themselves, until it is paused", async ({
  page,
  server,
  trainee,
  trainer,
}) => {
  const api = await signInToApi(server, trainee);
  const id = await api.startSession(payrollDay.id);
  await api.post(id, "Good morning");
  await page.clock.install();
  await signIn(page, trainer);
  await page.getByRole("link", { name: "Operations" }).click();
  await expect(timed(page)).toBeVisible();
  const before = await timed(page).getAttribute("aria-label");
  await api.post(id, "What do you see?");
  await letTimePass(page);
  await expect(timed(page)).not.toHaveAttribute("aria-label", before ?? "");

  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText(/^Paused, as of/)).toBeVisible();
  let asked = 0;
  page.on("request", (request) => (asked += request.url().includes("/operations.data") ? 1 : 0));
  await letTimePass(page);
  expect(asked).toBe(0);
  await page.getByRole("link", { name: "Refresh" }).click();
  await expect.poll(() => asked).toBe(1);
});

test("while the server is away the last figures stay, and say so", async ({
  page,
  trainer,
  complaints,
}) => {
  // The last is Remix's own word on an answer that isn't its data.
  complaints.allow(/ERR_FAILED|status of 503|SyntaxError/);
  await page.clock.install();
  await signIn(page, trainer);
  await page.goto("/operations");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  const away = page.getByText("Deskside doesn't answer at the moment.");
  await page.route("**/operations.data*", (route) => route.abort());
  await letTimePass(page);
  await expect(away).toBeVisible();
  await page.unrouteAll();
  await page.route("**/operations.data*", (route) =>
    route.fulfill({ status: 503, contentType: "text/html", body: "<h1>Bad gateway</h1>" }),
  );
  const refused = page.waitForResponse((response) => response.status() === 503);
  await letTimePass(page);
  await refused;
  await expect(away).toBeVisible();
  await page.unrouteAll();
  await letTimePass(page);
  await expect(away).toBeHidden();

  await page.context().clearCookies();
  await letTimePass(page);
  await expect(page).toHaveURL(/\/login\?to=%2Foperations$/);
});

test("a trainee is told that it is not for them, and a stranger signs in first", async ({
  page,
  trainee,
  complaints,
}) => {
  complaints.allow(/status of 403/);
  await page.goto("/operations");
  await expect(page).toHaveURL(/\/login\?to=%2Foperations$/);
  await signIn(page, trainee);
  await expect(page.getByRole("link", { name: "Operations" })).toHaveCount(0);
  const answer = await page.goto("/operations");
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "You may not do this" })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page is whole, and a link refreshes it", async ({ page, server, trainee, trainer }) => {
    const api = await signInToApi(server, trainee);
    await api.post(await api.startSession(payrollDay.id), "Good morning");
    await signIn(page, trainer);
    await page.getByRole("link", { name: "Operations" }).click();
    await expect(timed(page)).toBeVisible();
    await expect(page.getByRole("button", { name: "Pause" })).toHaveCount(0);
    await page.getByText("Every bucket of Accepted → committed").click();
    await expect(page.getByRole("table", { name: /^Accepted → committed/ })).toBeVisible();
    await page.getByRole("link", { name: "Refresh" }).click();
    await expect(page).toHaveURL(/\/operations$/);
    await expect(timed(page)).toBeVisible();
  });
});
