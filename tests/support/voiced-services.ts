import { Writable } from "node:stream";
import { type Logger, pino } from "pino";
import { expect } from "vitest";
import { readEvents } from "~/conversation/event-log.server";
import type { Message } from "~/conversation/events";
import { postMessage } from "~/conversation/post-message.server";
import { runDueEffects } from "~/customer/run-due-effects.server";
import type { LanguageModel } from "~/env.server";
import { accessSession } from "~/sessions/access-session.server";
import { startSession } from "~/sessions/start-session.server";
import { polite, startLanguageModel } from "./language-model";
import { createTestServices } from "./services";

/** How long a reply waits in these tests, where time stands still. */
export const patienceMs = 8_000;
export const question = "What does the message on the screen say exactly?";

export type VoicedServices = Awaited<ReturnType<typeof createVoicedServices>>;

type Options = { pace?: "real" | "instant"; changes?: Partial<LanguageModel> };

/** Services whose customers speak through a local language model, and a trainee to talk to them. */
export async function createVoicedServices({ pace = "real", changes = {} }: Options = {}) {
  const model = await startLanguageModel();
  const { log, lines: logged } = keepLog();
  const world = await createTestServices({ pace, languageModel: model.settings(changes), log });
  const { services, clock } = world;
  const trainee = await world.createUser();
  const dueOf = (sessionId: string) =>
    services.db.dueEffect.findMany({
      where: { sessionId },
      orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    });

  /** The handler as the queue calls it; then the words are waited for. */
  async function run(id: string): Promise<Date | null> {
    const next = await runDueEffects(services, id);
    await services.background.settled();
    return next;
  }

  /** Lets time pass from row to row until only patience is left. */
  async function play(id: string): Promise<void> {
    for (let turns = 0; turns < 60; turns += 1) {
      const next = (await dueOf(id))[0];
      if (!next || next.kind === "wake") return;
      clock.advance(Math.max(0, next.dueAt.getTime() - clock.now().getTime()));
      await run(id);
    }
    throw new Error("the customer doesn't come to an end");
  }

  async function open(scenarioId = "mfa-new-phone"): Promise<string> {
    const id = await startSession(services, trainee, { scenarioId, seed: 5 });
    await play(id);
    return id;
  }

  async function post(id: string, text: string): Promise<void> {
    const session = await accessSession(services, trainee, id);
    await postMessage(services, session, { key: crypto.randomUUID(), text });
  }

  async function said(id: string): Promise<Message[]> {
    const events = await readEvents(services.sql, id, 0, 300);
    return events.flatMap((event) =>
      event.type === "message.posted" && event.data.author.role === "customer" ? [event.data] : [],
    );
  }

  /** The model answers only when told to. */
  function holdAnswers(): () => void {
    const held: (() => void)[] = [];
    model.behave((...given) => held.push(() => polite(...given)));
    return () => {
      model.behave(polite);
      for (const answer of held) answer();
    };
  }

  return {
    ...{ ...world, model, logged, trainee, dueOf, run, play, open, post, said },
    access: (id: string) => accessSession(services, trainee, id),
    /** Asked, taken in, and the model is at it: the reply waits for its words until `letGo`. */
    async askAndWait(text = question) {
      const id = await open();
      const before = (await said(id)).length;
      const letGo = holdAnswers();
      await post(id, text);
      await runDueEffects(services, id);
      await expect.poll(() => model.requests.length).toBeGreaterThan(0);
      return { id, before, letGo };
    },
    async close(): Promise<void> {
      await world.close();
      await model.close();
    },
  };
}

function keepLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { log: pino({ level: "trace" }, sink), lines };
}
