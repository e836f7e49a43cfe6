import { createCircuitBreaker } from "~/lib/circuit-breaker";
import { VoiceFailure } from "~/customer/wording/failure";
import { composePrompt, readAnswer } from "~/customer/wording/prompt";
import type { LanguageModel } from "~/env.server";
import type { Metrics } from "~/lib/metrics.server";
import type { Clock } from "~/ports/clock";
import type { CustomerVoice, Worded } from "~/ports/customer-voice";
import { createChatCompletions } from "./chat-completions.server";

const breaking = { failures: 5, restMs: 30_000 };

/**
 * A language model as the voice. At most `concurrency` calls at a time: whoever comes then
 * isn't made to wait but speaks as scripted, and so does everyone while the circuit is open.
 */
export function createModelCustomerVoice(
  model: LanguageModel,
  { clock, metrics }: { clock: Clock; metrics: Metrics },
): CustomerVoice {
  const complete = createChatCompletions(model);
  const breaker = createCircuitBreaker(breaking, () => clock.now().getTime());
  let underWay = 0;

  const word: CustomerVoice["word"] = async (brief, { signal, refused }) => {
    const written = brief.lines.join("\n").length;
    const completion = await complete(composePrompt(brief, refused), {
      mostTokens: 100 + written,
      signal,
    });
    metrics.voiceTokens.inc({ kind: "prompt" }, completion.promptTokens);
    metrics.voiceTokens.inc({ kind: "completion" }, completion.completionTokens);
    const tokens = completion.promptTokens + completion.completionTokens;
    return { lines: readAnswer(completion.text, brief.persona), tokens };
  };

  async function guarded(work: () => Promise<Worded>): Promise<Worded> {
    if (underWay >= model.concurrency) throw new VoiceFailure("busy");
    if (!breaker.tryPass()) throw new VoiceFailure("circuit_open");
    underWay += 1;
    const stopWatch = metrics.voiceCall.startTimer();
    try {
      const worded = await work();
      breaker.succeeded();
      return worded;
    } catch (error) {
      breaker.failed();
      throw error;
    } finally {
      stopWatch();
      underWay -= 1;
    }
  }

  return {
    patienceMs: model.patienceMs,
    tokensPerSession: model.tokensPerSession,
    async word(brief, options) {
      try {
        const worded = await guarded(() => word(brief, options));
        metrics.voiceCalls.inc({ outcome: "ok" });
        return worded;
      } catch (error) {
        if (error instanceof VoiceFailure) {
          metrics.voiceCalls.inc({ outcome: error.kind });
          metrics.voiceTokens.inc({ kind: "prompt" }, error.tokens);
        }
        throw error;
      }
    },
  };
}
