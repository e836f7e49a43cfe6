import { z } from "zod";
import { VoiceFailure, type VoiceFailureKind } from "~/customer/wording/failure";
import type { ChatMessage } from "~/customer/wording/prompt";

/** A reply of a few lines is under a kilobyte; a server that sends more is broken. */
const mostBytes = 256 * 1024;

const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
  usage: z.object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) }).nullish(),
});
const complaint = z.object({ error: z.object({ param: z.string() }) });

export type Completion = { text: string; promptTokens: number; completionTokens: number };
export type ChatCompletions = (
  messages: ChatMessage[],
  options: { mostTokens: number; signal: AbortSignal },
) => Promise<Completion>;

type Server = { baseUrl: string; apiKey: string | undefined; model: string };

/**
 * `POST <baseUrl>/chat/completions` as OpenAI's servers and their likes take it, without
 * streaming: nothing may be shown before the whole answer has been checked. Throws a VoiceFailure.
 */
export function createChatCompletions({ baseUrl, apiKey, model }: Server): ChatCompletions {
  const url = `${baseUrl.replace(/\/+$/, "")}/chat/completions`;
  const headers = {
    "Content-Type": "application/json",
    ...(apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` }),
  };
  // Some models refuse a parameter that others need: it is learned from the first refusal.
  const refused = new Set<string>();
  return async (messages, { mostTokens, signal }) => {
    const body = JSON.stringify({
      ...{ model, messages, stream: false },
      ...(refused.has("temperature") ? {} : { temperature: 0.8 }),
      [refused.has("max_tokens") ? "max_completion_tokens" : "max_tokens"]: mostTokens,
    });
    const sent = estimateTokens(body);
    // A redirect would carry the key elsewhere.
    const request = { method: "POST", headers, body, signal, redirect: "error" as const };
    try {
      const response = await fetch(url, request);
      const text = await readBounded(response);
      if (response.ok) return readCompletion(text, sent);
      const param = response.status === 400 ? paramOf(text) : undefined;
      if (param === undefined || refused.has(param))
        throw new VoiceFailure(kindOf(response.status));
      refused.add(param);
      // Worth a second try, which will be made without it.
      throw new VoiceFailure("bad_answer");
    } catch (error) {
      if (error instanceof VoiceFailure) throw error;
      throw new VoiceFailure(signal.aborted ? "timeout" : "unreachable", sent);
    }
  };
}

/** Four characters a token, as English text comes to. */
function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

function readCompletion(text: string, sent: number): Completion {
  const parsed = completion.safeParse(parseJson(text));
  const content = parsed.data?.choices[0]?.message.content;
  if (content === undefined) throw new VoiceFailure("bad_answer", sent);
  return {
    text: content ?? "",
    promptTokens: parsed.data?.usage?.prompt_tokens ?? sent,
    completionTokens: parsed.data?.usage?.completion_tokens ?? estimateTokens(content ?? ""),
  };
}

function paramOf(text: string): string | undefined {
  const { data } = complaint.safeParse(parseJson(text));
  return ["max_tokens", "temperature"].find((each) => each === data?.error.param);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function kindOf(status: number): VoiceFailureKind {
  if (status === 429) return "rate_limited";
  return status >= 500 ? "server_error" : "refused_request";
}

async function readBounded({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > mostBytes) {
      await reader?.cancel();
      throw new VoiceFailure("bad_answer");
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
