// @ts-check
import { rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { compileTypeScript, loadTypeScript } from "./load-typescript.mjs";
import { enterApp, setUp } from "./setup.mjs";
import { runMain, runQuietly, step, StepError, stopOnSignals } from "./steps.mjs";

const PEER = "tests/bench/socketio-peer";
const PRISMA = ".cache/bench/prisma/client.ts";

/** The peer's own client, from its own schema. */
async function generatePeerClient() {
  const prisma = "node_modules/prisma/build/index.js";
  await runQuietly(process.execPath, [prisma, "generate", `--schema=${PEER}/schema.prisma`], {
    // As in generate.mjs: no engine is needed, and none is to be downloaded.
    PRISMA_SCHEMA_ENGINE_BINARY: process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ?? process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  });
  return await compileTypeScript(PRISMA);
}

/** @returns {Promise<import("../tests/bench/servers").Programs>} */
async function compilePrograms() {
  return {
    load: await compileTypeScript("tests/bench/load/load.ts"),
    socketio: await compileTypeScript(`${PEER}/socketio-peer.ts`),
    floor: await compileTypeScript("tests/bench/floor-peer/floor-peer.ts"),
    prismaClient: path.resolve(await generatePeerClient()),
  };
}

await runMain(async () => {
  enterApp();
  await setUp({ build: true });
  /** @type {typeof import("../tests/bench/bench")} */
  const { bench, readOptions, started, stopEverything, UsageError } =
    await loadTypeScript("tests/bench/bench.ts");
  stopOnSignals({ exitCode: 130, cleanUp: stopEverything });
  try {
    const options = readOptions(process.argv.slice(2));
    const programs = await step("Preparing the peers", compilePrograms);
    started(() => Promise.all(Object.values(programs).map((file) => rm(file, { force: true }))));
    return await bench(options, programs);
  } catch (error) {
    throw error instanceof UsageError ? new StepError(error.message) : error;
  } finally {
    await stopEverything();
  }
});
