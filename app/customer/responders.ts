import type { Reaction } from "~/scenarios/reaction";
import type { Responder, Tool } from "~/scenarios/schema";
import type { PlannedLine } from "./state";
import { holds } from "./condition";
import { addCritical, changeMood, depart, say, setWorld, type Turn } from "./turn";
import { sayDefault } from "./voice";

/** The customer does, checks or answers what an intent asks; false if nothing here can. */
export function respond(turn: Turn, intent: string): boolean {
  const { actions, checks, answers } = turn.scenario;
  return (
    tryResponders(turn, intent, actions, "outcome", true) ||
    tryResponders(turn, intent, checks, "outcome", false) ||
    tryResponders(turn, intent, answers, "answer", false)
  );
}

function tryResponders(
  turn: Turn,
  intent: string,
  responders: Responder[],
  kind: PlannedLine["kind"],
  isAction: boolean,
): boolean {
  for (const responder of responders.filter(({ on }) => on.includes(intent))) {
    if (responder.plainWordsOnly && turn.unclear.has(intent)) {
      sayDefault(turn, "jargon", { kind: "answer", key: responder.id });
      return true;
    }
    const reaction = responder.cases.find(({ when }) => holds(when, turn.state));
    if (reaction === undefined) continue;
    if (isAction && reaction.acts && turn.planned.has(intent)) return true;
    const untold = kind === "outcome" ? supersedeOutcomes(turn, responder.id) : [];
    if (isAction && reaction.acts) recordAction(turn, responder.id);
    react(turn, reaction, { kind, key: responder.id }, untold);
    return true;
  }
  return false;
}

/** News of how things stand now makes unsaid older news stale, and tells what that would have told. */
function supersedeOutcomes(turn: Turn, key: string): string[] {
  const older = turn.state.agenda.filter(({ kind }) => kind === "outcome");
  for (const line of older) turn.stale.add(line.key);
  turn.stale.add(key);
  return older.flatMap(({ tells }) => tells);
}

function recordAction(turn: Turn, action: string): void {
  if (!turn.entry.actions.includes(action)) turn.entry.actions.push(action);
  turn.state.acted.push({ action, seq: turn.seq, at: turn.at });
}

export function react(
  turn: Turn,
  reaction: Reaction,
  place: { kind: PlannedLine["kind"]; key: string },
  untold: string[] = [],
): void {
  setWorld(turn, reaction.sets);
  const tells = [...new Set([...untold, ...Object.keys(reaction.sets)])];
  if (reaction.mood !== 0) changeMood(turn, reaction.mood, place.key);
  if (reaction.meanwhile !== undefined)
    say(turn, reaction.meanwhile, { kind: "answer", key: `${place.key}_meanwhile` });
  if (reaction.say !== undefined)
    say(turn, reaction.say, { ...place, tells, takesMs: reaction.takes * 1000 });
  if (reaction.leaves) depart(turn);
  if (reaction.expects !== undefined) {
    turn.state.expects = { yes: reaction.expects.yes ?? null, no: reaction.expects.no ?? null };
  }
}

/** The trainee uses a tool: its result is a line by nobody, then the customer reacts. */
export function useTool(turn: Turn, tool: Tool): void {
  const use = tool.uses.find(({ when }) => holds(when, turn.state));
  const critical = use?.critical === undefined ? [] : [use.critical];
  turn.systemLines.push(use?.result ?? "Nothing changed.");
  for (const id of critical) addCritical(turn, id);
  if (use !== undefined) react(turn, use, { kind: "outcome", key: `tool_${tool.id}` });
  turn.state.toolUses.push({ seq: turn.seq ?? 0, at: turn.at, tool: tool.id, critical });
}
