import { z } from "zod";
import { id, slug } from "./name";
import { knobs, levelKnobs } from "./persona";
import { criterion } from "./rubric";
import { condition, lines, reaction, world } from "./reaction";

/**
 * The scenario file. Unknown keys are refused everywhere, so that a misspelt
 * gate is an error and not a gate that is always open.
 */

const text = z.string().min(1);
const row = z.strictObject({ label: text, value: text });
const previousTicket = z.strictObject({
  number: text,
  subject: text,
  status: text,
  date: text,
});

/** What the helpdesk's pages show before and during the chat. */
const ticket = z.strictObject({
  subject: text,
  channel: text,
  priority: z.enum(["low", "normal", "high", "urgent"]),
  sla: z.strictObject({
    firstResponseSeconds: z.int().positive(),
    resolutionSeconds: z.int().positive(),
  }),
});

const customer = z.strictObject({
  name: text,
  role: text,
  profile: z.array(row),
  device: z.array(row),
  previousTickets: z.array(previousTicket),
  /** Typing speed in words per minute. */
  wordsPerMinute: z.number().min(10).max(120),
  mood: z.int().min(-3).max(2),
  knobs,
  /** What the difficulty changes; difficulty is knobs and nothing else. */
  levels: z.strictObject({ 1: levelKnobs, 2: levelKnobs, 3: levelKnobs }),
  /**
   * Whoever leaves may end the session with it, or leave the ticket to the trainee:
   * then tools and resolving still work, and nobody answers.
   */
  departure: z.enum(["ends_session", "leaves_ticket"]).default("ends_session"),
  /** Small talk that a verbose customer adds now and then. */
  asides: z.array(text).default([]),
});

/** One way to be asked for a fact, with what must be true first. */
const route = z.strictObject({
  intents: z.array(id).min(1),
  requires: condition.optional(),
  /** Said instead while `requires` is not met. */
  deflect: lines.optional(),
  /** How many times this route is denied before it is admitted. */
  denials: z.int().min(0).default(0),
  deny: lines.optional(),
});
export type Route = z.infer<typeof route>;

const fact = z.strictObject({
  id,
  /** For the debrief: what the trainee found out. */
  label: text,
  /** For "do you mean …?"; facts without one are never suggested. */
  topic: text.optional(),
  askedBy: z.array(z.union([id.transform(plainRoute), route])).min(1),
  /** 0–3; how often it is dodged first, less the disclosure knob. */
  reluctance: z.int().min(0).max(3).default(0),
  dodge: lines.optional(),
  /** Terms of the trade in the question get "the what?" instead. */
  plainWordsOnly: z.boolean().default(false),
  say: lines,
  /** Said instead by someone with a poor memory; it reveals the fact as well. */
  vague: lines.optional(),
  /** The short form, when asked again. */
  again: lines,
  sets: world.default({}),
  /** A question that gets it; the debrief shows it for facts never asked. */
  example: text,
});
export type Fact = z.infer<typeof fact>;

function plainRoute(intent: string): Route {
  return { intents: [intent], denials: 0 };
}

const tool = z.strictObject({
  id,
  label: text,
  description: text,
  /** The first whose condition holds is what happens. */
  uses: z.array(reaction.extend({ result: text, critical: id.optional() })).min(1),
});

/** What the customer does or answers when the trainee says something. */
const responder = z.strictObject({
  id,
  on: z.array(id).min(1),
  plainWordsOnly: z.boolean().default(false),
  /** The first whose condition holds answers; none holding means not understood. */
  cases: z.array(reaction).min(1),
});
export type Responder = z.infer<typeof responder>;

const timedEvent = reaction.extend({
  id,
  /** Seconds since the session's start, or since `since`. */
  at: z.number().positive(),
  /** Keys of the world: counts from when all of them had become true, each time anew. */
  since: z.array(id).min(1).optional(),
});

/** What the trainee's words bring about by themselves, whatever the customer answers. */
const deed = z.strictObject({
  /** Intents, signals and claims, any of which does it. */
  on: z.array(id).min(1),
  /** Not if the same message also says one of these. */
  unless: z.array(id).default([]),
  when: condition.optional(),
  sets: world,
});

const critical = z.strictObject({
  id,
  label: text,
  /** Words that count as the deed; tools name theirs themselves. */
  on: z.array(id).default([]),
  /** Words and phrases that give away what they name. */
  mentions: z.array(text).default([]),
  /** Said in the same message, any of these takes it back. */
  unless: z.array(id).default([]),
  when: condition.optional(),
  /** Closing the ticket with one of these codes in this state is the deed as well. */
  atResolve: z.strictObject({ codes: z.array(text).min(1), when: condition }).optional(),
  /** The total can't exceed this; 0 unless the scenario says otherwise. */
  cap: z.int().min(0).max(100).default(0),
  better: text,
  /** Said when it happens by words. */
  say: lines.optional(),
  /** A line, or several as typed in the shell, after which it has happened: the check plays them. */
  example: z.union([text.transform((line) => [line]), z.array(text).min(1)]).optional(),
});

/** A rule that only this scenario needs; tried before the shared ones. */
const intentRule = z.strictObject({
  intent: id,
  /** Each entry is concepts joined by `|`; every entry must be met. */
  needs: z.array(text).min(1),
  none: text.optional(),
  head: text.optional(),
  force: text.optional(),
  /** For clauses that forbid ("don't delete it"); no other rule sees these. */
  negated: z.boolean().optional(),
});

const lineKeys = [
  "greet",
  "offered",
  "ack",
  "hold",
  "thanks",
  "empathy",
  "rephrase",
  "did_you_mean",
  "offer_topics",
  "repeat",
  "jargon",
  "secret",
  "blame",
  "off_topic",
  "person",
  "nudge",
  "manager",
  "handover",
  "leave",
  "no_answer",
  "not_doing",
  "how_to",
  "no_change",
  "goodbye",
] as const;
export const lineKey = z.enum(lineKeys);
export type LineKey = z.infer<typeof lineKey>;

const transcriptTest = z.strictObject({
  name: text,
  kind: z.enum(["oracle", "shortcut"]),
  /** Trainee's lines as typed in the shell, `/tool`, `/wait` and `/resolve` included. */
  lines: z.array(text).min(1),
});

export const scenario = z.strictObject({
  id: slug,
  version: z.int().positive(),
  title: text,
  summary: text,
  difficulty: z.int().min(1).max(3),
  skills: z.array(text).min(1),
  ticket,
  brief: text,
  customer,
  world,
  /** What people say when a key of the world has become true, for the debrief; every key has one. */
  worldLabels: z.record(id, text),
  /** World keys whose becoming true the customer can see: each cheers them up. */
  progress: z.array(id).default([]),
  opening: z.array(lines).min(1),
  lexicon: z.record(id, z.array(text)).default({}),
  intents: z.array(intentRule).default([]),
  facts: z.array(fact).min(1),
  tools: z.array(tool).min(1),
  actions: z.array(responder).default([]),
  checks: z.array(responder).default([]),
  /** What the customer says to questions that no fact depends on. */
  answers: z.array(responder).default([]),
  events: z.array(timedEvent).default([]),
  deeds: z.array(deed).default([]),
  critical: z.array(critical).default([]),
  success: world,
  rubric: z.array(criterion).min(1),
  debrief: z.strictObject({
    rootCause: text,
    idealPath: z.array(text).min(1),
    coaching: z.array(text).min(1),
    /** In-character comments by rating, worst first. */
    comments: z.strictObject({ 1: text, 2: text, 3: text, 4: text, 5: text }),
  }),
  lines: z.partialRecord(lineKey, lines).default({}),
  tests: z.array(transcriptTest).min(2),
});
export type Scenario = z.infer<typeof scenario>;
export type Tool = Scenario["tools"][number];
