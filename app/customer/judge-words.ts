import { sayDefault } from "./voice";
import { holds } from "./condition";
import { addCritical, say, setWorld, type Turn } from "./turn";
import type { Weighed } from "./classifier/weigh";
import { normalise, splitWords } from "./understanding/words";

type Said = {
  text: string;
  /** Of all intents, claims and signals in it. */
  ids: Set<string>;
  asksSecret: boolean;
  /** What the classifier is sure of. */
  criticals: Weighed["criticals"];
};

/** Critical failures by words; every scenario has `asked_secret`. */
export function judgeWords(turn: Turn, { text, ids, asksSecret, criticals }: Said): void {
  const { scenario, state } = turn;
  if (asksSecret) {
    addCritical(turn, "asked_secret");
    const own = scenario.critical.find(({ id }) => id === "asked_secret");
    if (own?.say === undefined) sayDefault(turn, "secret", { kind: "answer", key: "secret" });
    else say(turn, own.say, { kind: "answer", key: "secret" });
  }
  for (const { id, on, mentions, unless, when, say: line } of scenario.critical) {
    if (on.length + mentions.length === 0 || isAnyOf(unless, ids)) continue;
    const isMeant = criticals.get(id) ?? (isAnyOf(on, ids) || mentionsAny(text, mentions));
    if (!isMeant || !holds(when, state)) continue;
    addCritical(turn, id);
    if (line !== undefined) say(turn, line, { kind: "answer", key: id });
  }
}

/** What is done by saying it. */
export function doDeeds(turn: Turn, ids: Set<string>): void {
  for (const { on, unless, when, sets } of turn.scenario.deeds) {
    if (isAnyOf(on, ids) && !isAnyOf(unless, ids) && holds(when, turn.state)) setWorld(turn, sets);
  }
}

function isAnyOf(ids: readonly string[], said: Set<string>): boolean {
  return ids.some((id) => said.has(id));
}

function mentionsAny(text: string, phrases: readonly string[]): boolean {
  const words = ` ${splitWords(normalise(text)).join(" ")} `;
  return phrases.some((phrase) => words.includes(` ${splitWords(normalise(phrase)).join(" ")} `));
}
