import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./support/deskside-test";
import { chatOn, expectConnected, payrollDay } from "./support/screens";

const mostStops = 60;

/** Presses Tab until the focus is there, as one does who can't use a mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < mostStops; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${String(target)} can't be reached by Tab`);
}

/** That the focus can be seen: by an outline, on the element itself. */
async function expectVisibleFocus(target: Locator): Promise<void> {
  await expect(target).toBeFocused();
  expect(await target.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe(
    "none",
  );
}

test("the whole journey works by keyboard alone", async ({ page, trainee }) => {
  await page.goto("/login");
  await tabTo(page, page.getByRole("textbox", { name: "Email" }));
  await page.keyboard.type(trainee.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(trainee.password);
  await page.keyboard.press("Enter");

  const scenario = page.getByRole("article", { name: payrollDay.title });
  await tabTo(page, scenario.getByRole("button", { name: "Start session" }));
  await expectVisibleFocus(scenario.getByRole("button", { name: "Start session" }));
  await page.keyboard.press("Enter");
  await expectConnected(page);

  const chat = chatOn(page);
  await page.reload();
  await expectConnected(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  await tabTo(page, chat.reply);
  await expectVisibleFocus(chat.reply);
  await page.keyboard.type("Hello Priya,");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("what exactly do you see?");
  await page.keyboard.press("Enter");
  await expect(chat.by("trainee")).toHaveCount(1);
  expect(await chat.by("trainee").locator(".bubble").innerText()).toBe(
    "Hello Priya,\nwhat exactly do you see?",
  );
  await expect(chat.reply).toBeFocused();
  await expect(chat.reply).toHaveValue("");
  await expect(chat.messages(/approve/i)).toHaveCount(1);
  await expect(chat.reply).toBeFocused();

  await tabTo(page, chat.tool("Look up user"));
  await page.keyboard.press("Enter");
  await expect(chat.log.getByText("You used Look up user")).toHaveCount(1);

  await tabTo(page, chat.resolve);
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("combobox", { name: "Category" }));
  await page.keyboard.type("Acc");
  await tabTo(page, page.getByRole("textbox", { name: "Root cause" }));
  await page.keyboard.type("New phone");
  await tabTo(page, page.getByRole("radio", { name: /^Solved/ }));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("textbox", { name: "Notes" }));
  await page.keyboard.type("Authenticator was on the old phone");
  await tabTo(page, page.getByRole("button", { name: "Resolve and end the session" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Debrief: ${payrollDay.title}`);
});
