import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "~/accounts/user";
import { selfTest } from "~/debrief/self-test";
import { getCurrentScenario, getScenario, listScenarios } from "~/scenarios/catalogue.server";
import { loadScenarioFiles } from "~/scenarios/load.server";
import { parseScenario } from "~/scenarios/parse";
import { storeScenarios } from "~/scenarios/store-scenarios.server";
import { startSession } from "~/sessions/start-session.server";
import { createTestServices, type TestServices } from "../../tests/support/services";
import { checkSource } from "./check-source.server";
import { createDraft, getDraft, openDraft, saveDraft } from "./drafts.server";
import { listVersions } from "./list-authored.server";
import { addToLexicon, ignoreMissed, listMissed } from "./missed.server";
import { chooseVersion, publishDraft, saveAndPublish } from "./publish-draft.server";

const example = readFileSync("docs/examples/black-screen.yaml", "utf8");
const named = (id: string) => example.replace("id: black-screen", `id: ${id}`);

let test: TestServices;
let trainer: Viewer;
let trainee: Viewer;

beforeAll(async () => {
  test = await createTestServices();
  trainer = await test.createUser("trainer");
  trainee = await test.createUser();
});
afterAll(() => test.close());

async function publish(text: string) {
  return publishDraft(test.services, trainer, await createDraft(test.services, trainer, text));
}
const start = (scenarioId: string) => startSession(test.services, trainee, { scenarioId });
const versionOf = async (sessionId: string) =>
  (await test.services.db.session.findUniqueOrThrow({ where: { id: sessionId } })).scenarioVersion;

describe("a draft", () => {
  it("keeps a text that is wrong in every way, and says how wrong it is", async () => {
    const id = await createDraft(test.services, trainer, "id: [\r\nbroken");
    const draft = await getDraft(test.services, trainer, id);
    expect(draft).toMatchObject({ source: "id: [\nbroken", scenarioId: null });
    expect(draft.problems).toBeGreaterThan(0);
  });

  it("isn't overwritten by someone who hasn't seen the newest text", async () => {
    const id = await createDraft(test.services, trainer, named("two-authors"));
    await saveDraft(test.services, trainer, { id, revision: 1, source: "first: 1" });
    const late = saveDraft(test.services, trainer, { id, revision: 1, source: "second: 1" });
    await expect(late).rejects.toThrow(/Somebody has saved/);
    expect((await getDraft(test.services, trainer, id)).source).toBe("first: 1");
  });

  it("is for trainers, and no text file of ours may hold what a database can't", async () => {
    await expect(createDraft(test.services, trainee, example)).rejects.toThrow(/trainers/);
    await expect(createDraft(test.services, trainer, "a\0b")).rejects.toThrow(/no text file/);
    await expect(createDraft(test.services, trainer, " \n")).rejects.toThrow(/no text in it/);
    const large = createDraft(test.services, trainer, "# é\n".repeat(250_000));
    await expect(large).rejects.toThrow(/1 MB/);
  });

  it.each([
    ["quotes by the thousand", `${'"'.repeat(4_900)}\n`.repeat(200)],
    ["brackets by the thousand", `- ${"[]".repeat(2_400)}\n`.repeat(200)],
  ])("with %s is refused while the server goes on serving", async (_, text) => {
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 10);
    const { scenario, problems } = await checkSource(text);
    clearInterval(ticking);
    expect([scenario, problems.length > 0]).toEqual([null, true]);
    expect(ticks).toBeGreaterThan(20);
  });
});

it("nobody makes the server check more than thirty texts a minute", async () => {
  const limited = await createTestServices({ rateLimits: true });
  const eager = await limited.createUser("trainer");
  for (let n = 0; n < 30; n += 1) await createDraft(limited.services, eager, "a: 1");
  await expect(createDraft(limited.services, eager, "a: 1")).rejects.toMatchObject({
    code: "too_many_requests",
  });
  await createDraft(limited.services, await limited.createUser("trainer"), "a: 1");
  await limited.close();
});

it("a text that the machine had no time for is checked again the next time", async () => {
  const text = named("hurried");
  const hurried = { isReadable: () => Promise.resolve(false), mostWorkMs: 10_000 };
  expect((await checkSource(text, hurried)).problems[0]?.reason).toMatch(/try again/);
  const lazy = { isReadable: () => Promise.resolve(true), mostWorkMs: -1 };
  expect((await checkSource(text, lazy)).problems[0]?.reason).toMatch(/try again/);
  expect((await checkSource(text)).problems).toEqual([]);
});

describe("publishing", () => {
  it("puts a new scenario into the library, once however often the form is sent", async () => {
    const id = await createDraft(test.services, trainer, named("new-one"));
    const first = await publishDraft(test.services, trainer, id);
    expect(first).toEqual({ scenarioId: "new-one", version: 1 });
    expect(await publishDraft(test.services, trainer, id)).toEqual(first);
    const listed = await listScenarios(test.services);
    expect(listed.filter((one) => one.id === "new-one")).toHaveLength(1);
    await expect(getDraft(test.services, trainer, id)).rejects.toThrow(/no such draft/);
  });

  it("is refused while anything is wrong, and to trainees always", async () => {
    const wrong = named("not-yet").replace("weight: 25", "weight: 24");
    await expect(publish(wrong)).rejects.toThrow(/something is wrong/);
    const id = await createDraft(test.services, trainer, named("not-yet"));
    await expect(publishDraft(test.services, trainee, id)).rejects.toThrow(/trainers/);
  });

  it("counts by itself, and a session stays with the version it began with", async () => {
    await publish(named("counted"));
    const session = await start("counted");
    const second = await publish(named("counted").replace("stays black", "stays dark"));
    expect(second.version).toBe(2);
    expect(await versionOf(session)).toBe(1);
    expect((await getScenario(test.services, "counted", 1)).title).toContain("black");
    expect((await getCurrentScenario(test.services, "counted")).title).toContain("dark");
    expect(await versionOf(await start("counted"))).toBe(2);
    const draft = await getDraft(
      test.services,
      trainer,
      await openDraft(test.services, trainer, { scenarioId: "counted" }),
    );
    expect(draft.source).toContain("version: 2");
  });

  it("at the same time gives two versions", async () => {
    const ids = await Promise.all(
      ["one", "two"].map((word) =>
        createDraft(test.services, trainer, named("hurry").replace("stays black", word)),
      ),
    );
    const made = await Promise.all(ids.map((id) => publishDraft(test.services, trainer, id)));
    expect(made.map(({ version }) => version).sort()).toEqual([1, 2]);
  });

  it("takes nothing along that somebody saves at that moment", async () => {
    const { services } = test;
    const id = await createDraft(services, trainer, named("at-once"));
    const newer = named("at-once").replace("stays black", "as somebody else has it");
    const db = new Proxy(services.db, {
      get: (target, key) =>
        key === "$transaction"
          ? async (run: () => Promise<unknown>) => {
              await saveDraft(services, trainer, { id, revision: 1, source: newer });
              return target.$transaction(run);
            }
          : (Reflect.get(target, key) as unknown),
    });
    const published = publishDraft({ ...services, db }, trainer, id);
    await expect(published).rejects.toThrow(/Somebody has saved/);
    expect((await getDraft(services, trainer, id)).source).toBe(newer);
    expect(await services.db.scenario.count({ where: { id: "at-once" } })).toBe(0);
  });

  it("says so when the draft was published without what has been changed since", async () => {
    const id = await createDraft(test.services, trainer, named("stale-page"));
    const form = { id, revision: 1, source: named("stale-page").replaceAll("\n", "\r\n") };
    const first = await saveAndPublish(test.services, trainer, form);
    expect(await saveAndPublish(test.services, trainer, form)).toEqual(first);
    const changed = { ...form, source: named("stale-page").replace("stays black", "is changed") };
    await expect(saveAndPublish(test.services, trainer, changed)).rejects.toMatchObject({
      code: "not_found",
      detail: expect.stringContaining("without what you have changed") as unknown,
    });
    await expect(
      saveAndPublish(test.services, trainer, { ...form, id: "-".repeat(36) }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("can be taken back by choosing an earlier version", async () => {
    await publish(named("regret"));
    await publish(named("regret").replace("stays black", "was a mistake"));
    await chooseVersion(test.services, trainer, { scenarioId: "regret", version: 1 });
    expect((await getCurrentScenario(test.services, "regret")).title).toContain("black");
  });
});

describe("a release's file and a trainer's version", () => {
  const file = (id: string, title: string, version: number) => {
    const source = named(id)
      .replace("The meeting room stays black", title)
      .replace("version: 1", `version: ${String(version)}`);
    return { scenario: parseScenario(source, id), source };
  };
  const store = (id: string, title: string, version: number) =>
    storeScenarios(test.services, [file(id, title, version)]);
  const shown = async (id: string) => (await getCurrentScenario(test.services, id)).title;

  it("the trainer's stays in the library over every start and the next release", async () => {
    await store("kept", "Shipped 1", 1);
    await publish(named("kept").replace("The meeting room stays black", "The school's own"));
    await store("kept", "Shipped 1", 1);
    expect(await shown("kept")).toBe("The school's own");
    await store("kept", "Shipped 2", 2);
    await store("kept", "Shipped 2", 2);
    expect(await shown("kept")).toBe("The school's own");
    const { versions } = await listVersions(test.services, trainer, "kept");
    expect(versions.map(({ version, origin, current }) => [version, origin, current])).toEqual([
      [3, "shipped", false],
      [2, "published", true],
      [1, "shipped", false],
    ]);
    await chooseVersion(test.services, trainer, { scenarioId: "kept", version: 3 });
    expect(await shown("kept")).toBe("Shipped 2");
    await store("kept", "Shipped 3", 3);
    expect(await shown("kept")).toBe("Shipped 3");
  });

  it("without a trainer's the next release's is shown, and a played one never changes", async () => {
    await store("plain", "Shipped 1", 1);
    const session = await start("plain");
    await store("plain", "Changed under its number", 1);
    expect((await getScenario(test.services, "plain", 1)).title).toBe("Shipped 1");
    await store("plain", "Shipped 2", 2);
    expect([await shown("plain"), await versionOf(session)]).toEqual(["Shipped 2", 1]);
  });

  it("what ships is stored with its text", async () => {
    await storeScenarios(test.services, await loadScenarioFiles("prisma/scenarios", selfTest));
    const row = await test.services.db.scenarioVersion.findFirstOrThrow({
      where: { scenarioId: "robot-voice" },
    });
    expect(row.source).toBe(readFileSync("prisma/scenarios/robot-voice.yaml", "utf8"));
  });
});

describe("what was not understood", () => {
  const line = "Whereabouts does the wire end up?";
  async function miss(scenarioId: string, text = line): Promise<void> {
    const sessionId = await start(scenarioId);
    await test.services.db.missedUtterance.create({
      data: { sessionId, scenarioId, seq: 3, text, createdAt: test.services.clock.now() },
    });
  }
  const waiting = async (scenarioId: string) =>
    (await listMissed(test.services, trainer)).filter((one) => one.scenarioId === scenarioId);

  it("waits once for all who said the same, and goes into a draft's lexicon", async () => {
    await publish(named("inbox"));
    await miss("inbox");
    await miss("inbox", line.toUpperCase());
    const [missed, ...others] = await waiting("inbox");
    expect([missed?.count, others]).toEqual([2, []]);
    const id = missed?.id ?? "";
    const wrong = { id, intent: "ask_plug", phrase: "green elephants" };
    await expect(addToLexicon(test.services, trainer, wrong)).rejects.toThrow(/still not/);
    const draftId = await addToLexicon(test.services, trainer, { ...wrong, phrase: line });
    const draft = await getDraft(test.services, trainer, draftId);
    expect(draft).toMatchObject({ scenarioId: "inbox", problems: 0 });
    expect(draft.source).toContain("heard_ask_plug");
    expect(await waiting("inbox")).toEqual([]);
    expect((await publishDraft(test.services, trainer, draftId)).version).toBe(2);
  });

  it("is taught to the text that somebody has just saved, or to none", async () => {
    const { services } = test;
    await publish(named("taught"));
    await miss("taught");
    const missed = (await waiting("taught"))[0] ?? expect.fail();
    const draftId = await openDraft(services, trainer, { scenarioId: "taught" });
    const newer = named("taught").replace("stays black", "as somebody else has it");
    const save = async () => {
      const { revision } = await getDraft(services, trainer, draftId);
      await saveDraft(services, trainer, { id: draftId, revision, source: newer });
    };
    const scenarioDraft = new Proxy(services.db.scenarioDraft, {
      get: (target, key) =>
        key === "findFirst"
          ? async (args: Parameters<typeof target.findFirst>[0]) => {
              const found = await target.findFirst(args);
              await save();
              return found;
            }
          : (Reflect.get(target, key) as unknown),
    });
    const db = new Proxy(services.db, {
      get: (target, key) =>
        key === "scenarioDraft" ? scenarioDraft : (Reflect.get(target, key) as unknown),
    });
    const lesson = { id: missed.id, intent: "ask_plug", phrase: line };
    const adding = addToLexicon({ ...services, db }, trainer, lesson);
    await expect(adding).rejects.toThrow(/Somebody has saved/);
    expect((await getDraft(services, trainer, draftId)).source).toBe(newer);
    expect(await waiting("taught")).toHaveLength(1);
  });

  it("can be ignored, by trainers", async () => {
    await publish(named("ignored"));
    await miss("ignored");
    const id = (await waiting("ignored"))[0]?.id ?? "";
    await expect(ignoreMissed(test.services, trainee, id)).rejects.toThrow(/trainers/);
    await ignoreMissed(test.services, trainer, id);
    expect(await waiting("ignored")).toEqual([]);
    await expect(ignoreMissed(test.services, trainer, randomUUID())).rejects.toThrow(
      /no such line/,
    );
  });
});
