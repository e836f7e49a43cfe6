import type { CustomerState as StoredState } from "~/generated/prisma/client";
import type { Scenario } from "~/scenarios/schema";
import type { Services } from "~/services.server";
import type { EffectRow } from "../due-effects";
import type { CustomerState } from "../state";
import { composeBrief } from "./brief";
import { composeKnowledge, type GuardKnowledge } from "./guard";
import { askForWords, type UnsaidLine } from "./waiting-lines.server";
import type { Wording } from "./word-reply.server";

type Planned = { state: CustomerState; rows: EffectRow[]; unsaid: UnsaidLine[] };

/** The rows, of which some now wait for words, unless the session has had its share of the model. */
export function planWording(
  { voice, clock, metrics }: Pick<Services, "voice" | "clock" | "metrics">,
  { sessionId, voiceTokens }: Pick<StoredState, "sessionId" | "voiceTokens">,
  scenario: Scenario,
  { state, rows: planned, unsaid }: Planned,
): { rows: EffectRow[]; wording: Wording | null } {
  if (voice.patienceMs === 0) return { rows: planned, wording: null };
  if (voiceTokens >= voice.tokensPerSession) {
    metrics.voiceReplies.inc({ outcome: "over_budget" });
    return { rows: planned, wording: null };
  }
  const wordUntil = clock.now().getTime() + voice.patienceMs;
  const { rows, lines } = askForWords(planned, state.agenda, { unsaid, wordUntil });
  if (lines.length === 0) return { rows, wording: null };
  const brief = composeBrief(scenario, state, lines);
  const knowledge = (): GuardKnowledge => composeKnowledge(scenario, state, lines);
  return { rows, wording: { sessionId, brief, knowledge } };
}
