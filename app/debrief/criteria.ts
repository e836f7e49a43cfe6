import type { Criterion } from "~/scenarios/rubric";
import { holds } from "~/customer/condition";
import type { CriterionResult } from "./debrief";
import {
  findStep,
  listWords,
  messagesWith,
  nameOf,
  quoteAt,
  quoteStart,
  worldPhrase,
} from "./evidence";
import type { ScoringInput } from "./score";
import { measureTimes } from "./times";

/** How much of a criterion was met, 0–1, with its evidence and the reason. */
type Finding = { share: number; evidence: number[]; reason: string };

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

type Of<Kind extends Criterion["kind"]> = Extract<Criterion, { kind: Kind }>;

function findFacts({ facts, need = facts.length }: Of<"facts">, input: ScoringInput): Finding {
  const known = input.state.revealed.filter(({ fact }) => facts.includes(fact));
  const missing = facts.filter((id) => !known.some(({ fact }) => fact === id));
  const labels = (ids: string[]): string => listWords(ids.map((id) => nameOf(input, "fact", id)));
  const share = known.length / need;
  const evidence = known.map(({ seq }) => seq);
  const got = known.map(
    ({ fact, seq }) => `${quoteAt(input, seq)} got “${nameOf(input, "fact", fact)}”`,
  );
  if (share >= 1) return { share, evidence, reason: `${got.slice(0, 2).join("; ")}.` };
  const tries = triedInVain(input, missing);
  const lacking = `Not found out: ${labels(missing)}.${tries.text}`;
  return {
    share,
    evidence: [...evidence, ...tries.seqs],
    reason: got.length > 0 ? `${got.join("; ")}. ${lacking}` : lacking,
  };
}

const vain: Record<string, string> = {
  denied: "was denied, and nothing more precise followed",
  deflected: "came before there was enough trust",
  dodged: "was dodged and not asked again",
  deferred: "was one question too many and not asked again",
  jargon: "was in words that the customer doesn't know",
};

function triedInVain({ state }: ScoringInput, facts: string[]): { text: string; seqs: number[] } {
  const tries = state.history.flatMap((entry) =>
    facts.flatMap((fact) =>
      entry.refused[fact] === undefined ? [] : [{ seq: entry.seq, how: entry.refused[fact] }],
    ),
  );
  const first = tries[0];
  if (first === undefined) return { text: "", seqs: [] };
  return {
    text: ` The question at message ${first.seq} ${vain[first.how] ?? "got no answer"}.`,
    seqs: tries.map(({ seq }) => seq),
  };
}

function findWorld({ world }: Of<"world">, input: ScoringInput): Finding {
  const wanted = Object.entries(world);
  const met = wanted.filter(([key, value]) => input.state.world[key] === value);
  const missing = wanted
    .filter((pair) => !met.includes(pair))
    .map(([key]) => worldPhrase(input, key));
  const changes = met.flatMap(([key, value]) =>
    input.state.worldChanges.filter((each) => each.key === key && each.value === value),
  );
  const done = changes.map(
    ({ key, seq }) => `${worldPhrase(input, key)}${seq === null ? "" : ` at message ${seq}`}`,
  );
  const reason = [
    ...(done.length > 0 ? [`Done: ${listWords(done)}.`] : []),
    ...(missing.length > 0 ? [`Never came about: ${listWords(missing)}.`] : []),
  ].join(" ");
  return {
    share: met.length / wanted.length,
    evidence: changes.flatMap(({ seq }) => seq ?? []),
    reason,
  };
}

function findOrder({ steps }: Of<"order">, input: ScoringInput): Finding {
  const found = steps.map((step) => ({ step, seq: findStep(input, step) }));
  const evidence = found.flatMap(({ seq }) => seq ?? []);
  const missing = found.filter(({ seq }) => seq === null).map(({ step }) => nameStep(input, step));
  if (missing.length > 0) {
    return {
      share: missing.length === steps.length ? 0 : 0.5 * orderedShare(found),
      evidence,
      reason: `Never happened: ${listWords(missing)}.`,
    };
  }
  const wrong = found.find(({ seq }, i) => i > 0 && (seq ?? 0) <= (found[i - 1]?.seq ?? 0));
  if (wrong !== undefined) {
    const before = found[found.indexOf(wrong) - 1];
    return {
      share: 0,
      evidence,
      reason: `${nameStep(input, wrong.step)} came at ${wrong.seq ?? 0}, before ${nameStep(input, before?.step ?? "")} at ${before?.seq ?? 0}.`,
    };
  }
  return {
    share: 1,
    evidence,
    reason: `${listWords(found.map(({ step, seq }) => `${nameStep(input, step)} at ${seq ?? 0}`))}, in this order.`,
  };
}

/** Having taken the first steps counts for something; later ones alone for nothing. */
function orderedShare(found: { seq: number | null }[]): number {
  return found[0]?.seq === null ? 0 : 1;
}

function nameStep(input: ScoringInput, step: string): string {
  const [kind = "", id = ""] = step.split(":");
  return kind === "fact" ? `“${nameOf(input, "fact", id)}”` : nameOf(input, kind, id);
}

function findSignals({ signals, atLeast, better }: Of<"signals">, input: ScoringInput): Finding {
  const evidence = messagesWith(input, signals);
  const first = evidence[0];
  if (first === undefined)
    return {
      share: 0,
      evidence,
      reason: `None of your ${countOf(input)} messages did; ${bestMoment(input, better)}`,
    };
  return {
    share: evidence.length / atLeast,
    evidence,
    reason: `You did: ${quoteAt(input, first)}.`,
  };
}

function countOf({ state }: ScoringInput): number {
  return state.history.length;
}

function bestMoment(input: ScoringInput, better: string): string {
  const low =
    input.state.history.find(({ mood, moodBefore }) => mood < moodBefore) ?? input.state.history[0];
  return low === undefined
    ? better
    : `the moment for it was message ${low.seq}, ${quoteStart(input, low.seq)}.`;
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
  if (count === 0) return { share: 1, evidence: [], reason: "None in the whole conversation." };
  const names = [
    ...used.map(({ tool, seq }) => `${nameOf(input, "tool", tool)} at ${seq}`),
    ...said.map((seq) => `${faultAt(input, seq, signals)} at message ${seq}`),
  ];
  return { share: 1 - count * costs, evidence, reason: `${listWords(names)}.` };
}

function faultAt({ state }: ScoringInput, seq: number, signals: string[]): string {
  const entry = state.history.find((each) => each.seq === seq);
  if (signals.includes("jargon") && entry !== undefined && entry.jargon.length > 0)
    return `“${entry.jargon.join("”, “")}”`;
  return "a line that puts the blame on them";
}

function findMentions({ mentions }: Of<"notes">, { resolution }: ScoringInput): Finding {
  const text = `${resolution?.rootCause ?? ""} ${resolution?.notes ?? ""}`.toLowerCase();
  const missing = mentions.filter(
    (entry) => !entry.split("|").some((word) => text.includes(word.toLowerCase())),
  );
  if (resolution === null)
    return {
      share: 0,
      evidence: [],
      reason: "The ticket was never resolved, so there are no notes.",
    };
  const reason =
    missing.length === 0
      ? `They say: “${(resolution.rootCause || resolution.notes).slice(0, 90)}”.`
      : `Nothing in them about ${listWords(missing.map((entry) => entry.split("|")[0] ?? ""))}.`;
  return { share: 1 - missing.length / mentions.length, evidence: [], reason };
}

function findTimes({ longestWaitSeconds }: Of<"times">, input: ScoringInput): Finding {
  const {
    firstResponseSeconds: first,
    firstResponseDueSeconds: due,
    longestWait,
  } = measureTimes(input);
  if (first === null) return { share: 0, evidence: [], reason: "You never answered." };
  const late = first > due;
  const long = longestWait.seconds > longestWaitSeconds;
  const reason = `First answer after ${Math.round(first)} s (due within ${due} s); longest wait ${Math.round(longestWait.seconds)} s (at most ${longestWaitSeconds} s).`;
  return {
    share: 1 - (late ? 0.5 : 0) - (long ? 0.5 : 0),
    evidence: long && longestWait.seq !== null ? [longestWait.seq] : [],
    reason,
  };
}

function findResolution(
  { category, code }: Of<"resolution">,
  { resolution }: ScoringInput,
): Finding {
  if (resolution === null)
    return { share: 0, evidence: [], reason: "The ticket was never resolved." };
  const right = [category.includes(resolution.category), code.includes(resolution.code)];
  return {
    share: right.filter(Boolean).length / 2,
    evidence: [],
    reason: `Resolved as ${resolution.category}, ${resolution.code}.`,
  };
}
