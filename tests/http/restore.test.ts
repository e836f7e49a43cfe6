import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Api, createApi, cursorParts, signIn, type Updates } from "../support/api";
import { startDebianPostgres } from "../support/debian-postgres";
import { startRedis } from "../support/redis";
import { baseEnv, startServer, type TestServer, type TestServerOptions } from "../support/server";
import { createEmptyDatabase } from "../support/test-database";

// Two servers, a PostgreSQL and the operator's tools in each.
vi.setConfig({ testTimeout: 180_000 });

type Deskside = {
  env: Record<string, string>;
  start(): Promise<TestServer>;
  stop(): Promise<void>;
};

let backup: string;
const undo: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  backup = await mkdtemp(path.join(tmpdir(), "deskside-backup-"));
  undo.push(() => rm(backup, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** The commands of docs/operating.md's section on it, as they stand there. */
async function documented(): Promise<Record<"dump" | "restore" | "copy" | "putBack", string>> {
  const text = await readFile("docs/operating.md", "utf8");
  const section = /^## Backup and restore\n(.*?)^## /ms.exec(text)?.[1] ?? "";
  const blocks = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  const [dump, restore, copy, putBack] = blocks;
  if (!dump || !restore || !copy || !putBack) throw new Error("docs/operating.md lacks a block");
  return { dump, restore, copy, putBack };
}

/** As an operator pastes it; throws with what it printed where one of the commands fails. */
async function paste(block: string, env: Record<string, string>): Promise<void> {
  await promisify(execFile)("sh", ["-euc", block], {
    env: { ...baseEnv(), ...env, BACKUP: backup },
  });
}

/** One process after the other, on the same data. */
function createDeskside(env: Record<string, string>, data: TestServerOptions): Deskside {
  let running: TestServer | undefined;
  const options = { ...data, env: { ...env, CUSTOMER_PACE: "off" } };
  return {
    env,
    async start() {
      const server = (running = await startServer(options));
      undo.push(() => server.stop());
      return server;
    },
    async stop() {
      expect(await running?.kill("SIGTERM")).toBe(0);
    },
  };
}

async function onServers(): Promise<Deskside> {
  const [postgres, redis] = await Promise.all([startDebianPostgres(), startRedis()]);
  undo.push(postgres.stop, redis.stop);
  const env = {
    ...{ DATABASE_URL: postgres.url, REDIS_URL: redis.url },
    ...{ SESSION_SECRET: "s".repeat(32), TOKEN_SECRET: "t".repeat(32) },
    PATH: `${postgres.programs}:${process.env["PATH"] ?? ""}`,
  };
  return createDeskside(env, { databaseUrl: postgres.url });
}

async function onItsOwn(): Promise<Deskside> {
  const folder = await mkdtemp(path.join(tmpdir(), "deskside-restore-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const env = { DATABASE_URL: "", DATA_DIR: path.join(folder, "data") };
  return createDeskside(env, { dataDir: env.DATA_DIR });
}

const texts = async (api: Api, id: string) => (await api.list(id)).messages.map(({ text }) => text);

/** What someone who read along until the end has, and what the backup has of it. */
async function talkAround(first: TestServer, backUp: () => Promise<TestServer>) {
  const trainee = await signIn(first.url, "trainee");
  const { session } = await trainee.start();
  const kept = await trainee.post(session.id, "in the backup", "kept-key");
  const inBackup = (await trainee.list(session.id)).messages;
  const now = createApi((await backUp()).url, trainee.token);
  const stream = await now.stream(session.id, { lastEventId: kept.body.cursor });
  const lost = await now.post(session.id, "after the backup", "lost-key");
  await now.post(session.id, "also after it", "other-key");
  const last = await stream.find(({ data }) => data["text"] === "also after it");
  await stream.close();
  return {
    ...{ id: session.id, token: trainee.token, inBackup, lost: lost.body.message },
    cursors: [kept.body.cursor, lost.body.cursor, last.id ?? ""],
  };
}

type Talk = Awaited<ReturnType<typeof talkAround>>;

async function expectRestored(api: Api, { id, inBackup, lost, cursors }: Talk): Promise<void> {
  const { messages, cursor } = await api.list(id);
  expect(messages).toEqual(inBackup);
  for (const old of cursors) {
    expect(cursorParts(old).epoch).not.toBe(cursorParts(cursor).epoch);
    const { body } = await api.call<Updates>("GET", `/sessions/${id}/updates?cursor=${old}&wait=9`);
    expect(body).toEqual({ reset: { reason: "unknown_epoch" }, cursor, head: inBackup.length });
    const stream = await api.stream(id, { lastEventId: old });
    const reset = await stream.find(({ type }) => type === "reset");
    expect(reset.data).toEqual({ reason: "unknown_epoch", head: inBackup.length });
    expect(stream.events.slice(0, 2).map(({ type }) => type)).toEqual(["hello", "reset"]);
    expect(stream.events[0]).toMatchObject({ id: cursor, data: { resumed: false } });
    await stream.close();
  }
  // The browser reads the history, goes on from its cursor, and sends what it holds.
  const stream = await api.stream(id, { lastEventId: cursor });
  const posts = [
    await api.post(id, "in the backup", "kept-key"),
    await api.post(id, "not sent so far", "unsent-key"),
    await api.post(id, lost.text, "lost-key"),
  ];
  expect(posts.map(({ status }) => status)).toEqual([200, 201, 201]);
  expect(posts[2]?.body.message.id).not.toBe(lost.id);
  await stream.reach(inBackup.length + 2);
  expect(stream.durable().map(({ id: at, data }) => [at, data["text"]])).toEqual([
    [posts[1]?.body.cursor, "not sent so far"],
    [posts[2]?.body.cursor, lost.text],
  ]);
  await stream.close();
  const before = inBackup.map(({ text }) => text);
  expect(await texts(api, id)).toEqual([...before, "not sent so far", lost.text]);
}

describe("a restored backup, by the commands that operators are told,", () => {
  test("of a PostgreSQL server: readers are told to read again, and what is still unsent goes through", async () => {
    const { dump, restore } = await documented();
    const { env, start, stop } = await onServers();
    const first = await start();
    // Deskside goes on while it is dumped.
    const talk = await talkAround(first, async () => {
      await paste(dump, env);
      return first;
    });
    await stop();
    await paste(restore, env);
    const second = await start();
    await expectRestored(createApi(second.url, talk.token), talk);
  });

  test("of the embedded PostgreSQL: the same", async () => {
    const { copy, putBack } = await documented();
    const { env, start, stop } = await onItsOwn();
    const first = await start();
    const talk = await talkAround(first, async () => {
      await stop();
      await paste(copy, env);
      return start();
    });
    await stop();
    await paste(putBack, env);
    const third = await start();
    await expectRestored(createApi(third.url, talk.token), talk);
  });

  test("can't be ended on a database that holds nothing of Deskside", async () => {
    const empty = await createEmptyDatabase();
    undo.push(empty.drop);
    const env = { DATABASE_URL: empty.url };
    await expect(paste("node build/index.js new-epoch", env)).rejects.toThrow(
      /holds nothing of Deskside: restore the backup first/,
    );
  });
});
