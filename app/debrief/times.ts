import type { Debrief } from "./debrief";
import type { ScoringInput } from "./score";

/** How long the customer waited, in seconds, against the SLA. */
export function measureTimes(input: ScoringInput): Debrief["times"] {
  const { messages, scenario } = input;
  const { firstResponseSeconds: due, resolutionSeconds } = scenario.ticket.sla;
  const spoken = messages.filter(({ role }) => role === "customer" || role === "trainee");
  const opening = spoken.find(({ role }) => role === "customer");
  const answer = spoken.find(({ role }) => role === "trainee");
  const end = endOf(input);
  return {
    firstResponseSeconds: answer === undefined ? null : seconds(answer.at - (opening?.at ?? 0)),
    firstResponseDueSeconds: due,
    longestWait: longestWait(spoken, end, hasTakenLeave(input)),
    longestWaitDueSeconds: longestWaitDue(scenario),
    resolutionSeconds: seconds(end),
    resolutionDueSeconds: resolutionSeconds,
  };
}

/** The wait that a scenario's rubric bears, in seconds; null where it judges none. */
export function longestWaitDue({ rubric }: ScoringInput["scenario"]): number | null {
  const limits = rubric.flatMap((each) => (each.kind === "times" ? [each.longestWaitSeconds] : []));
  return limits.length === 0 ? null : Math.min(...limits);
}

/** How long the customer had waited at a message of the trainee's: from their first open line. */
export function waitBefore({ messages }: ScoringInput, seq: number): number {
  const before = messages.filter((each) => each.seq < seq);
  const answered = before.findLastIndex(({ role }) => role === "trainee");
  const open = before.slice(answered + 1).find(({ role }) => role === "customer");
  const own = messages.find((each) => each.seq === seq);
  return open === undefined || own === undefined ? 0 : seconds(own.at - open.at);
}

function endOf({ messages, actions, endedAt }: ScoringInput): number {
  return endedAt ?? Math.max(0, ...messages.map(({ at }) => at), ...actions.map(({ at }) => at));
}

/** Nobody waits for an answer to a farewell, unless they have asked since where one is. */
function hasTakenLeave({ state, endReason }: ScoringInput): boolean {
  const last = state.history.at(-1);
  return (
    endReason === "resolved" && last !== undefined && "close" in last.signals && state.nudges === 0
  );
}

/**
 * The customer waits from the first of their open lines until the trainee's next one, or
 * the end; a nudge while they wait doesn't start the wait anew.
 */
function longestWait(
  spoken: ScoringInput["messages"],
  end: number,
  tookLeave: boolean,
): Debrief["times"]["longestWait"] {
  let longest: Debrief["times"]["longestWait"] = { seconds: 0, seq: null };
  let since: { at: number; seq: number } | null = null;
  const close = (at: number): void => {
    if (since !== null && seconds(at - since.at) > longest.seconds)
      longest = { seconds: seconds(at - since.at), seq: since.seq };
  };
  for (const message of spoken) {
    if (message.role === "customer") since ??= message;
    else {
      close(message.at);
      since = null;
    }
  }
  if (!tookLeave) close(end);
  return longest;
}

function seconds(ms: number): number {
  return Math.max(0, Math.round(ms / 100) / 10);
}
