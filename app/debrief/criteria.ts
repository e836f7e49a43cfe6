import type { Criterion } from "~/scenarios/rubric";
import { holds } from "~/customer/condition";
import { findMentions, findResolution, findTimes } from "./closing-criteria";
import type { CriterionResult } from "./debrief";
import {
  findStep,
  listWords,
  messagesWith,
  nameOf,
  placeOf,
  quote,
  quoteAt,
  toldAt,
  worldPhrase,
} from "./evidence";
import type { Finding, Of } from "./finding";
import type { ScoringInput } from "./score";

/** Points for one criterion, with reasons that name what happened in this session. */
export function measure(criterion: Criterion, input: ScoringInput): CriterionResult {
  const { share, evidence, reason } = find(criterion, input);
  const score = Math.round(criterion.weight * Math.max(0, Math.min(1, share)));
  return {
    id: criterion.id,
    label: criterion.label,
    score,
    max: criterion.weight,
    evidence: [...new Set(evidence)].filter((seq) => seq > 0).sort((a, b) => a - b),
    reason,
    better: criterion.better,
  };
}

function find(criterion: Criterion, input: ScoringInput): Finding {
  switch (criterion.kind) {
    case "facts":
      return findFacts(criterion, input);
    case "world":
      return findWorld(criterion, input);
    case "order":
      return findOrder(criterion, input);
    case "signals":
      return findSignals(criterion, input);
    case "avoid":
      return findAvoided(criterion, input);
    case "notes":
      return findMentions(criterion, input);
    case "times":
      return findTimes(criterion, input);
    case "resolution":
      return findResolution(criterion, input);
  }
}

function findFacts({ facts, need = facts.length }: Of<"facts">, input: ScoringInput): Finding {
  const known = input.state.revealed.filter(({ fact }) => facts.includes(fact));
  const missing = facts.filter((id) => !known.some(({ fact }) => fact === id));
  const label = (id: string): string => quote(nameOf(input, "fact", id));
  const share = known.length / need;
  const evidence = known.map(({ seq }) => seq);
  const got = known.map(
    ({ fact, seq, exactly }) =>
      `${quoteAt(input, seq)} got ${label(fact)}${exactly === null ? " – only vaguely, and you didn't ask once more" : ""}`,
  );
  if (share >= 1) return { share, evidence, reason: `${got.slice(0, 2).join("; ")}.` };
  const tries = triedInVain(input, missing);
  const enough = need < facts.length ? ` (any ${need} of the ${facts.length} would do)` : "";
  const lacking = `You didn't find out ${listWords(missing.map(label), "or")}${enough}.${tries.text}`;
  return {
    share,
    evidence: [...evidence, ...tries.seqs],
    reason: got.length > 0 ? `${got.join("; ")}. ${lacking}` : lacking,
  };
}

/** Why one question got nothing, and why several did. */
const vain: Record<string, readonly [one: string, several: string]> = {
  denied: [
    "was denied, and nothing more precise followed",
    "were denied, and nothing more precise followed",
  ],
  deflected: ["came before there was enough trust", "came before there was enough trust"],
  dodged: ["was dodged and not asked again", "were dodged and not asked once more"],
  deferred: [
    "was one question too many and not asked again",
    "were one question too many each time and not asked once more",
  ],
  jargon: [
    "was in words that the customer doesn't know",
    "were in words that the customer doesn't know",
  ],
};

function triedInVain({ state }: ScoringInput, facts: string[]): { text: string; seqs: number[] } {
  const tries = state.history.flatMap((entry) =>
    facts.flatMap((fact) =>
      entry.refused[fact] === undefined ? [] : [{ seq: entry.seq, how: entry.refused[fact] }],
    ),
  );
  const seqs = [...new Set(tries.map(({ seq }) => seq))];
  const [how, ...others] = [...new Set(tries.map((one) => one.how))];
  if (how === undefined) return { text: "", seqs };
  const [one, several] = (others.length === 0 ? vain[how] : undefined) ?? [
    "got no answer",
    "got no answer",
  ];
  const text =
    seqs.length === 1
      ? ` The question at message ${seqs[0]} ${one}.`
      : ` The questions at messages ${listWords(seqs.map(String))} ${several}.`;
  return { text, seqs };
}

function findWorld({ world, told }: Of<"world">, input: ScoringInput): Finding {
  const found = Object.entries(world).map(([key, value]) => ({
    key,
    seq: input.state.world[key] === value ? cameAbout(input, key, told) : null,
  }));
  const met = found.flatMap(({ key, seq }) => (seq === null ? [] : [{ key, seq }]));
  const missing = found.filter(({ seq }) => seq === null).map(({ key }) => worldPhrase(input, key));
  const done = met.map(({ key, seq }) => {
    const phrase = worldPhrase(input, key);
    if (told) return `${phrase}: ${quoteAt(input, seq)}`;
    return seq > 0 ? `${phrase} (${placeOf(input, seq)})` : phrase;
  });
  const reason = [
    ...(done.length > 0 ? [`${capital(listWords(done))}.`] : []),
    ...(missing.length > 0 ? [`It never came to this: ${listWords(missing)}.`] : []),
  ].join(" ");
  return { share: met.length / found.length, evidence: met.map(({ seq }) => seq), reason };
}

/** The message or step at which it came about, or was told; 0 for none in particular. */
function cameAbout(input: ScoringInput, key: string, told: boolean): number | null {
  if (told) return toldAt(input, key);
  return input.state.worldChanges.find((each) => each.key === key)?.seq ?? 0;
}

function findOrder({ steps }: Of<"order">, input: ScoringInput): Finding {
  const found = steps.map((step) => ({ step, seq: findStep(input, step) }));
  const evidence = found.flatMap(({ seq }) => seq ?? []);
  const missing = found.filter(({ seq }) => seq === null).map(({ step }) => lackOf(input, step));
  if (missing.length > 0) {
    return {
      share: missing.length === steps.length ? 0 : 0.5 * orderedShare(found),
      evidence,
      reason: `You never ${listWords(missing, "or")}.`,
    };
  }
  const wrong = found.find(({ seq }, i) => i > 0 && (seq ?? 0) <= (found[i - 1]?.seq ?? 0));
  if (wrong !== undefined) {
    const before = found[found.indexOf(wrong) - 1];
    return {
      share: 0,
      evidence,
      reason: `${nameStep(input, wrong.step)} came at ${placeOf(input, wrong.seq ?? 0)}, before ${nameStep(input, before?.step ?? "")} at ${placeOf(input, before?.seq ?? 0)}.`,
    };
  }
  const inOrder = found.map(
    ({ step, seq }) => `${nameStep(input, step)} (${placeOf(input, seq ?? 0)})`,
  );
  return { share: 1, evidence, reason: `First ${inOrder.join(", then ")}.` };
}

function lackOf(input: ScoringInput, step: string): string {
  if (step.startsWith("fact:")) return `found out ${nameStep(input, step)}`;
  if (step.startsWith("tool:")) return `used ${nameStep(input, step)}`;
  return `had the customer do this: ${nameStep(input, step)}`;
}

/** Having taken the first steps counts for something; later ones alone for nothing. */
function orderedShare(found: { seq: number | null }[]): number {
  return found[0]?.seq === null ? 0 : 1;
}

function nameStep(input: ScoringInput, step: string): string {
  const [kind = "", id = ""] = step.split(":");
  return kind === "fact" ? quote(nameOf(input, "fact", id)) : nameOf(input, kind, id);
}

function findSignals({ signals, atLeast, better }: Of<"signals">, input: ScoringInput): Finding {
  const evidence = messagesWith(input, signals);
  const first = evidence[0];
  if (first === undefined)
    return {
      share: 0,
      evidence,
      reason: `${noneOf(input)} ${bestMoment(input, better)}`,
    };
  const often = evidence.length < atLeast ? ` ${evidence.length} of ${atLeast} times` : "";
  return {
    share: evidence.length / atLeast,
    evidence,
    reason: `You did${often}, with ${quoteAt(input, first)}.`,
  };
}

function noneOf({ state }: ScoringInput): string {
  const count = state.history.length;
  if (count === 0) return "You wrote nothing.";
  return count === 1 ? "Your only message didn't." : `None of your ${count} messages did.`;
}

function bestMoment(input: ScoringInput, better: string): string {
  const low =
    input.state.history.find(({ mood, moodBefore }) => mood < moodBefore) ?? input.state.history[0];
  return low === undefined
    ? `You could have said: ${better}`
    : `A good moment was ${quoteAt(input, low.seq)}.`;
}

function findAvoided(
  { signals, tools, allowed, costs, unless }: Of<"avoid">,
  input: ScoringInput,
): Finding {
  if (unless !== undefined && holds(unless, input.state))
    return { share: 1, evidence: [], reason: "It was needed here." };
  const said = messagesWith(input, signals);
  const used = input.actions.filter(({ tool }) => tools.includes(tool));
  const count = Math.max(0, said.length + used.length - allowed);
  const evidence = [...said, ...used.map(({ seq }) => seq)];
  if (count === 0) return { share: 1, evidence: [], reason: "Nothing of the kind happened." };
  const names = [
    ...used.map(({ tool, seq }) => `You used ${nameOf(input, "tool", tool)} (step ${seq})`),
    ...namedTerms(input, signals),
    ...(signals.includes("blame") ? messagesWith(input, ["blame"]) : []).map(
      (seq) => `${quoteAt(input, seq)} puts the blame on the customer`,
    ),
    ...messagesWith(input, signals.filter(hasNoWords)).map(
      (seq) => `${quoteAt(input, seq)} was better left out`,
    ),
  ];
  return { share: 1 - count * costs, evidence, reason: `${names.join("; ")}.` };
}

function hasNoWords(signal: string): boolean {
  return signal !== "jargon" && signal !== "blame";
}

function namedTerms(input: ScoringInput, signals: string[]): string[] {
  const said = input.state.history.filter(({ jargon }) => jargon.length > 0);
  if (!signals.includes("jargon") || said.length === 0) return [];
  const terms = said.map(({ jargon, seq }) => `${jargon.map(quote).join(", ")} (message ${seq})`);
  return [`The customer doesn't know words such as ${listWords(terms)}`];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
