import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTestDatabase } from "../support/test-database";
import { startServer } from "../support/server";
import { createAccount } from "./support/accounts";
import { signInToApi } from "./support/api";
import { expect, test } from "./support/deskside-test";
import { chatOn, expectConnected, expectOpening, signIn, startSession } from "./support/screens";

test("the server is killed in mid-conversation, and everything goes on where it stopped", async ({
  page,
  complaints,
}) => {
  test.slow();
  complaints.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY/);
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), "deskside-crash-"));
  const start = (port: string) =>
    startServer({
      databaseUrl: database.url,
      dataDir,
      env: { CUSTOMER_PACE: "real", PORT: port },
    });
  let server = await start("0");
  try {
    const { url } = server;
    const trainee = await createAccount(server, "trainee");
    await signIn(page, trainee, url);
    const id = await startSession(page);
    await expectConnected(page);
    const chat = chatOn(page);
    await expectOpening(page);

    await chat.send("What exactly do you see when you sign in?");
    await expect(chat.messages("What exactly do you see")).toHaveAttribute("data-seq", /\d+/);
    await server.kill("SIGKILL");
    await chat.send("Take your time.");
    await expect(chat.messages("Take your time.")).toContainText(/Waiting to send|Sending/);
    await expect(chat.messages("Take your time.")).not.toHaveAttribute("data-seq");
    await chat.reply.fill("And since when");
    await expect(chat.connection).toHaveText("Reconnecting");

    server = await start(new URL(url).port);
    // The page has tried in vain for some time, and takes up to half a minute between two tries by now.
    await expectConnected(page, 40_000);
    const resent = chat.messages("Take your time.");
    await expect(resent).toHaveAttribute("data-seq", /\d+/);
    await expect(resent).toContainText("Read");
    await expect(chat.messages(/approve/i)).toHaveCount(1);
    await expect(chat.reply).toHaveValue("And since when");

    const api = await signInToApi(server, trainee);
    // Read before what is stored, which only grows.
    const shown = await chat.stored.evaluateAll((all) => all.map((one) => one.dataset["seq"]));
    const stored = await api.listMessages(id);
    expect(stored.filter(({ text }) => text === "Take your time.")).toHaveLength(1);
    expect(stored.filter(({ text }) => /approve/i.test(text))).toHaveLength(1);
    expect(shown).toEqual(stored.slice(0, shown.length).map(({ seq }) => String(seq)));

    await page.reload();
    await expect(chat.reply).toHaveValue("And since when");
    await expect(resent).toHaveCount(1);
  } finally {
    await page.close();
    await server.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
