// @ts-check
// Takes docs/screenshot.png from the real app: a fresh database, a real conversation.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { chromium as chromiumProgram, requirePrograms } from "./debian.mjs";
import { enterApp, setUp } from "./setup.mjs";
import { runMain, step } from "./steps.mjs";

const lines = [
  "Good morning Priya. I know you have a deadline, so let's be quick: what do you see when you sign in?",
  "Thank you. Since when, and are your colleagues all right?",
];

/** @param {string} dataDir */
function startApp(dataDir) {
  const env = /** @type {NodeJS.ProcessEnv} */ ({
    ...process.env,
    ...{ DATA_DIR: dataDir, PORT: "0", DATABASE_URL: "", NODE_ENV: "production" },
    ...{ DESKSIDE_LOCAL: "1", CUSTOMER_PACE: "instant", LOG_LEVEL: "error" },
  });
  return spawn(process.execPath, ["build/index.js"], { env, stdio: ["ignore", "pipe", "inherit"] });
}

/** @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, null>} app */
async function readUrl(app) {
  for await (const line of createInterface(app.stdout)) {
    const url = /ready at (\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error("The app ended before it was ready.");
}

/** @param {string} url */
async function takeScreenshot(url) {
  const { chromium } = await import("@playwright/test");
  const { file } = chromiumProgram();
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath: file, args });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  await page.getByLabel("Email").fill("trainee@example.com");
  await page.getByLabel("Password").fill("deskside-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  const card = page.getByRole("article").filter({ hasText: "Payroll officer" });
  await card.getByRole("button", { name: "Start session" }).click();
  await page.getByRole("status", { name: "Connection" }).getByText("Connected").waitFor();
  const answers = page.locator('[data-author="customer"]');
  for (const line of lines) {
    const before = await answers.count();
    await page.getByRole("textbox", { name: "Reply" }).fill(line);
    await page.getByRole("button", { name: "Send" }).click();
    await answers.nth(before).waitFor();
  }
  await page.getByRole("button", { name: "Look up user" }).click();
  await page.locator('[data-author="system"]').waitFor();
  await page.screenshot({ path: "docs/screenshot.png" });
  await browser.close();
}

await runMain(async () => {
  enterApp();
  await setUp({ build: true });
  await requirePrograms([chromiumProgram()]);
  const dataDir = await mkdtemp(path.join(tmpdir(), "deskside-screenshot-"));
  const app = startApp(dataDir);
  const ended = new Promise((resolve) => app.once("close", resolve));
  try {
    const url = await readUrl(app);
    await step("Taking docs/screenshot.png", () => takeScreenshot(url));
  } finally {
    app.kill("SIGTERM");
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  }
});
