import type { Page } from "@playwright/test";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import {
  chatOn,
  expectConnected,
  payrollDay,
  resolveAs,
  signIn,
  startChat,
  startSession,
} from "./support/screens";

test.use({
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
});

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(scrollWidth, page.url()).toBeLessThanOrEqual(clientWidth);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll("main *, header *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .filter((element) => element.checkVisibility() && !element.closest(".sr-only"))
      .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`),
  );
  expect(cut, page.url()).toEqual([]);
}

/** Fingers need 44 px; links within a sentence are let off, as WCAG does. */
async function expectTargetsForFingers(page: Page): Promise<void> {
  const small = await page.evaluate(() => {
    const controls = "button, a[href], input:not([type=hidden]), select, textarea, summary";
    return [...document.querySelectorAll(controls)]
      .filter((control) => control.checkVisibility() && !control.closest("[hidden], .sr-only, p"))
      .filter((control) => !control.matches(".sr-only"))
      .map((control) => {
        // A label is pressed for its control, and some links are stretched over their row.
        const isStretched = control.matches(".after\\:inset-0");
        const pressed = control.closest(isStretched ? "li" : "label") ?? control;
        const { width, height } = pressed.getBoundingClientRect();
        const name = control.getAttribute("aria-label") ?? control.textContent;
        return { name: `${control.tagName} ${name.slice(0, 40)}`, width, height };
      })
      .filter(({ width, height }) => height < 43.5 || width < 31.5);
  });
  expect(small, page.url()).toEqual([]);
}

test("on a phone, list, thread and details are pages, and Back works", async ({
  page,
  trainee,
}) => {
  await startChat(page, trainee);
  const chat = chatOn(page);
  await expect(chat.reply).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("button", { name: "Send" })).toBeInViewport({ ratio: 1 });
  await expect(chat.tool("Reset MFA")).toBeHidden();

  await page.getByRole("link", { name: "Details" }).tap();
  await expect(page).toHaveURL(/\/details$/);
  await page.goBack();
  await expect(chat.log).toBeVisible();
  await page.goForward();
  await chat.tool("Look up user").tap();
  await expect(chat.log.getByText("You used Look up user")).toBeVisible();

  await page.getByRole("link", { name: "Back to my sessions" }).tap();
  await expect(page.getByRole("heading", { name: "My sessions" })).toBeVisible();
  await page.getByRole("link", { name: "Priya Raman" }).tap();
  await expectConnected(page);

  await chat.reply.tap();
  await page.keyboard.type("One line");
  await page.keyboard.press("Enter");
  await page.keyboard.type("and another");
  await expect(chat.by("trainee")).toHaveCount(0);
  await expect(chat.reply).toHaveValue("One line\nand another");
  await page.getByRole("button", { name: "Send" }).tap();
  await expect(chat.by("trainee")).toHaveCount(1);
  await expect(chat.reply).toBeFocused();
});

test("a new page begins at its top, and Back leads to where one was", async ({ page, trainee }) => {
  await signIn(page, trainee);
  const last = page.getByRole("article").last().getByRole("link", { name: "Read the brief" });
  const heading = page.getByRole("heading", { level: 1 });
  await expect(last).not.toBeInViewport();
  await last.tap();
  await expect(page).toHaveURL(/\/scenarios\/.+/);
  await expect(heading).toBeInViewport();
  await page.goBack();
  await expect(last).toBeInViewport();

  await startSession(page);
  await page.getByRole("button", { name: "Resolve" }).tap();
  await resolveAs(page, { cause: "New phone" });
  await expect(heading).toContainText("Debrief");
  await expect(heading).toBeInViewport();
});

test("nothing is too wide for 320 pixels or too small for a finger", async ({
  page,
  trainee,
  complaints,
}) => {
  complaints.allow(/status of (404|422)/);
  await page.setViewportSize({ width: 320, height: 640 });
  const check = async () => {
    await expectNoSidewaysScroll(page);
    await expectTargetsForFingers(page);
  };
  await page.goto("/login");
  await check();
  await signIn(page, trainee);
  await check();
  await page.getByRole("link", { name: "Read the brief" }).first().tap();
  await expect(page.getByRole("link", { name: "Back to the library" })).toBeVisible();
  await check();
  await page.goBack();
  const id = await startSession(page);
  await expectConnected(page);
  const chat = chatOn(page);
  await chat.send(`https://example.com/${"long/".repeat(40)} ${"unbroken".repeat(30)}`);
  await expect(chat.messages("unbroken")).toHaveAttribute("data-seq", /\d+/);
  await check();
  await page.goto(`/sessions/${id}/details`);
  await check();
  await page.goto("/sessions");
  await check();
  await page.getByText("Date and score").tap();
  await check();
  await page.goto(`/sessions/${id}/resolve`);
  await page.getByRole("button", { name: "Resolve and end the session" }).tap();
  await expect(page.getByRole("alert")).toBeVisible();
  await check();
  await resolveAs(page, { cause: "New phone" });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Debrief");
  await check();
  await page.goto("/nowhere");
  await check();
});

test("a trainer's pages aren't too wide for 320 pixels either", async ({
  page,
  server,
  trainee,
  trainer,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const session = await (await signInToApi(server, trainee)).startSession(payrollDay.id);
  await signIn(page, trainer);
  const paths = ["/scenarios", `/sessions/${session}`, "/sessions", "/progress", "/operations"];
  for (const path of [...paths, "/authoring/new", "/authoring/missed", "/authoring"]) {
    await page.goto(path);
    await expectNoSidewaysScroll(page);
    await expectTargetsForFingers(page);
  }
  await page.getByRole("button", { name: "Edit" }).first().tap();
  await expect(page.getByRole("textbox", { name: "Text of the scenario" })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Save and play" }).tap();
  await expect(page.getByRole("textbox", { name: "Your line" })).toBeVisible();
  await expectNoSidewaysScroll(page);
});
