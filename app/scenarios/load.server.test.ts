import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadScenarioFiles, readPassed, writePassed } from "./load.server";

const name = "robot-voice.yaml";
let folder = "";
const scenarios = () => path.join(folder, name);
const passedFile = () => path.join(folder, "passed.json");
const fail = () => ["it was played"];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "deskside-scenarios-"));
  await writeFile(scenarios(), await readFile(`prisma/scenarios/${name}`));
});

afterEach(() => rm(folder, { recursive: true }));

test("a scenario that fails its own tests doesn't load", async () => {
  await expect(loadScenarioFiles(folder, fail)).rejects.toThrow(`${name}: it was played`);
});

test("what has passed when the app was built isn't played again, and is the same", async () => {
  const read = await loadScenarioFiles(folder);
  await writePassed(passedFile(), read);
  expect(await loadScenarioFiles(folder, fail, await readPassed(passedFile()))).toEqual(read);
});

test("a text that has changed since is played again", async () => {
  await writePassed(passedFile(), await loadScenarioFiles(folder));
  await writeFile(scenarios(), `${await readFile(scenarios(), "utf8")}# changed\n`);
  const passed = await readPassed(passedFile());
  await expect(loadScenarioFiles(folder, fail, passed)).rejects.toThrow("it was played");
});

test("where nothing was kept, everything is played", async () => {
  expect(await readPassed(passedFile())).toEqual({});
});
