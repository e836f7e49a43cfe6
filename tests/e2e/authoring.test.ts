import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import { signIn } from "./support/screens";

const example = readFileSync("docs/examples/black-screen.yaml", "utf8");

/** The example under a name of this test's own. */
function scenarioNamed(id: string, title: string): string {
  return example
    .replace("id: black-screen", `id: ${id}`)
    .replace("The meeting room stays black", title);
}

async function upload(page: Page, text: string): Promise<void> {
  await page.getByRole("link", { name: "Authoring" }).click();
  await page.getByRole("link", { name: "New scenario" }).click();
  await page.getByLabel("YAML file").setInputFiles({
    ...{ name: "scenario.yaml", mimeType: "text/yaml" },
    buffer: Buffer.from(text),
  });
  await page.getByRole("button", { name: "Make a draft" }).click();
}

async function say(page: Page, line: string): Promise<void> {
  await page.getByRole("textbox", { name: "Your line" }).fill(line);
  await page.getByRole("button", { name: "Say it" }).click();
  await expect(page.getByRole("log").getByText(line)).toBeVisible();
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a trainer uploads, corrects, plays and publishes, and a trainee starts it", async ({
      page,
      server,
      trainer,
      trainee,
      openBrowser,
    }) => {
      const title = javaScriptEnabled ? "The wall stays black" : "The wall stays dark";
      const text = scenarioNamed(javaScriptEnabled ? "black-wall" : "dark-wall", title);
      await signIn(page, trainer);
      await upload(page, text.replace("askedBy: [ask_when]", "askedBy: [ask_wen]"));
      await expect(
        page.getByText("there is no intent ask_wen; did you mean ask_when?"),
      ).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      const field = page.getByRole("textbox", { name: "Text of the scenario" });
      expect((await field.inputValue()).includes("[ask_wen]")).toBe(true);
      await field.fill(text);
      await page.getByRole("button", { name: "Save and check" }).click();
      await expect(page.getByText("This scenario is good")).toBeVisible();

      await page.getByRole("button", { name: "Save and play" }).click();
      await say(page, "Which socket in the wall is the cable plugged into?");
      await say(page, "Please plug it into the socket marked Laptop.");
      await page.getByRole("button", { name: "Look up room" }).click();
      await expect(page.getByText(/^Room 2\.14: wall screen/)).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      await page.getByText("Resolve", { exact: true }).click();
      await page.getByRole("textbox", { name: "Root cause" }).fill("wrong socket");
      await page.getByRole("button", { name: "Resolve and see the points" }).click();
      await expect(page.getByText(/of 100 points/)).toBeVisible();

      await page.getByRole("link", { name: "Back to the text" }).click();
      await page.getByRole("button", { name: "Publish" }).click();
      await expect(page.getByText("Version 1 is in the library now.")).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      const other = await (await openBrowser({ javaScriptEnabled })).newPage();
      await signIn(other, trainee, server.url);
      await other
        .getByRole("article", { name: title })
        .getByRole("button", { name: "Start session" })
        .click();
      await expect(other.getByRole("log", { name: "Conversation with Noor Haddad" })).toBeVisible();
    });
  });
}

test("what a customer didn't understand is taught to it in a draft", async ({
  page,
  server,
  trainer,
  trainee,
  complaints,
}) => {
  complaints.allow(/status of 422/);
  const api = await signInToApi(server, trainee);
  const id = await api.startSession("robot-voice");
  const line = "Does the gizmo blink purple by the way?";
  await api.post(id, line);
  await signIn(page, trainer);
  await page.getByRole("link", { name: "Authoring" }).click();
  await page.getByRole("link", { name: /^Not understood/ }).click();
  await expect(page).toHaveURL(/\/authoring\/missed$/);
  const card = page.getByRole("listitem").filter({ hasText: line });
  // The customer reads the message in its own time.
  await expect(async () => {
    await page.reload();
    await expect(card).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectAccessible(page);
  const meaning = card.getByRole("combobox", { name: "It meant" });
  await card.getByRole("button", { name: "Add to the lexicon" }).click();
  await expect(meaning).toHaveAccessibleDescription(/Choose what it meant/);
  await meaning.selectOption("ask_signal");
  await card.getByRole("textbox", { name: "Words that mean it" }).fill("gizmo blink purple");
  await card.getByRole("button", { name: "Add to the lexicon" }).click();
  await expect(page.getByText("The customer understands it in")).toBeVisible();
  await expect(page.getByText(line)).toHaveCount(0);
  await page.getByRole("link", { name: "the draft" }).click();
  const field = page.getByRole("textbox", { name: "Text of the scenario" });
  await expect(field).toHaveValue(/heard_ask_signal: \["gizmo blink purple"\]/);
  await expect(page.getByText("This scenario is good")).toBeVisible();
});

test("authoring is not for trainees, and says so", async ({ page, trainee, complaints }) => {
  complaints.allow(/status of 403/);
  await signIn(page, trainee);
  await expect(page.getByRole("link", { name: "Authoring" })).toHaveCount(0);
  expect((await page.goto("/authoring"))?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "You may not do this" })).toBeVisible();
});
