import type { Services } from "~/services.server";
import type { CustomerVoice, Worded } from "~/ports/customer-voice";
import type { WordingBrief } from "./brief";
import { VoiceFailure, type VoiceFailureKind } from "./failure";
import { findRefusal, type GuardKnowledge } from "./guard";
import { isRefusal, type Refusal } from "./refusal";

/** A reply whose lines wait for their words. */
export type Wording = {
  sessionId: string;
  brief: Omit<WordingBrief, "conversation">;
  /** Composed when it is needed: not under the lock that the turn is taken in. */
  knowledge: () => GuardKnowledge;
};

const conversationLength = 12;
/** A message may have 4,000 characters; its beginning is enough for the tone. */
const longestMessage = 600;

/**
 * Gets words for a reply and stores them with its rows, where whoever carries them out finds
 * them. Runs beside everything, without lock or transaction while the model thinks; when it
 * fails the scripted lines are stored, and when the process dies they are said at their time.
 */
export async function wordReply(
  services: Services,
  wording: Wording,
  stopping: AbortSignal,
): Promise<void> {
  try {
    const { lines, tokens } = await findWords(services, wording, stopping);
    if (stopping.aborted) return;
    const dueAlready = await storeWords(services, wording, lines, tokens);
    if (dueAlready) services.turns.wake(wording.sessionId, services.clock.now());
  } catch (error) {
    // Its message may quote what was to be stored.
    const name = error instanceof Error ? error.name : "unknown";
    const { sessionId } = wording;
    services.log.warn({ sessionId, error: name }, "a reply got no words and is said as scripted");
  }
}

async function findWords(
  services: Services,
  { sessionId, brief, knowledge }: Wording,
  stopping: AbortSignal,
): Promise<Worded> {
  const { voice, metrics, log } = services;
  const full = { ...brief, conversation: await readConversation(services, sessionId) };
  const patience = startPatience(voice.patienceMs, stopping);
  try {
    const { lines, tokens, trouble } = await tryTwice(services, full, knowledge(), patience.signal);
    const outcome = trouble === null ? "reworded" : isRefusal(trouble) ? "refused" : "failed";
    metrics.voiceReplies.inc({ outcome });
    if (trouble !== null) log.info({ sessionId, trouble }, "a reply is said as scripted");
    return { lines: lines ?? brief.lines, tokens };
  } finally {
    patience.stop();
  }
}

/** `lines` is null when nothing came that may be said; `trouble` says why. */
type Tried =
  | { lines: string[]; tokens: number; trouble: null }
  | { lines: null; tokens: number; trouble: Refusal | VoiceFailureKind; mayTryAgain: boolean };

async function tryTwice(
  services: Services,
  brief: WordingBrief,
  knowledge: GuardKnowledge,
  signal: AbortSignal,
): Promise<Tried> {
  const first = await tryOnce(services, brief, knowledge, { signal });
  if (first.lines !== null || !first.mayTryAgain || signal.aborted) return first;
  const refused = isRefusal(first.trouble) ? first.trouble : undefined;
  const second = await tryOnce(services, brief, knowledge, { signal, refused });
  return { ...second, tokens: first.tokens + second.tokens };
}

async function tryOnce(
  { voice, metrics }: Services,
  brief: WordingBrief,
  knowledge: GuardKnowledge,
  options: Parameters<CustomerVoice["word"]>[1],
): Promise<Tried> {
  try {
    const { lines, tokens } = await voice.word(brief, options);
    const refusal = findRefusal(lines, brief, knowledge);
    if (refusal === null) return { lines, tokens, trouble: null };
    metrics.voiceRefusals.inc({ reason: refusal });
    return { lines: null, tokens, trouble: refusal, mayTryAgain: true };
  } catch (error) {
    if (!(error instanceof VoiceFailure)) throw error;
    const { kind, tokens, mayTryAgain } = error;
    return { lines: null, tokens, trouble: kind, mayTryAgain };
  }
}

/** Not AbortSignal.any and timeout: on Node 20 what hangs on them may be collected unfired. */
function startPatience(ms: number, stopping: AbortSignal): { signal: AbortSignal; stop(): void } {
  const over = new AbortController();
  const abort = (): void => over.abort();
  const timer = setTimeout(abort, ms);
  stopping.addEventListener("abort", abort);
  if (stopping.aborted) abort();
  return {
    signal: over.signal,
    stop() {
      clearTimeout(timer);
      stopping.removeEventListener("abort", abort);
    },
  };
}

async function readConversation(
  { db }: Services,
  sessionId: string,
): Promise<WordingBrief["conversation"]> {
  const newest = await db.message.findMany({
    where: { sessionId, authorRole: { in: ["trainee", "customer"] } },
    orderBy: { seq: "desc" },
    take: conversationLength,
    select: { authorRole: true, text: true },
  });
  return newest.reverse().map(({ authorRole, text }) => ({
    by: authorRole === "customer" ? "customer" : "support",
    text: [...text].slice(0, longestMessage).join(""),
  }));
}

/** Whether one of the lines should have been said already. The rows may have been planned anew, so the scripted text finds them. */
async function storeWords(
  { db, clock }: Services,
  { sessionId, brief }: Wording,
  lines: string[],
  tokens: number,
): Promise<boolean> {
  const due = await db.$transaction(async (tx) => {
    // Also the lock under which rows are planned anew: they are seen before or after, not between.
    await tx.$executeRaw`UPDATE customer_state SET voice_tokens = voice_tokens + ${tokens}
      WHERE session_id = ${sessionId}::uuid`;
    return await tx.$queryRaw<{ due_at: Date }[]>`
      UPDATE due_effect SET payload = payload || jsonb_build_object('worded', fresh.worded)
      FROM unnest(${brief.lines}::text[], ${lines}::text[]) AS fresh(scripted, worded)
      WHERE session_id = ${sessionId}::uuid AND kind = 'say'
        AND payload->>'text' = fresh.scripted
        AND payload->>'wordUntil' IS NOT NULL AND payload->>'worded' IS NULL
      RETURNING due_at`;
  });
  return due.some(({ due_at }) => due_at <= clock.now());
}
