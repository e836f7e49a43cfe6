import { AppError } from "~/errors";

export const longestMessage = 4_000;

/**
 * The text as it will be stored: line ends become `\n`, nothing else changes.
 * Throws `empty_text`, `text_too_long` (Unicode code points) or `control_characters`.
 */
export function requireMessageText(input: string): string {
  const text = input.replace(/\r\n?/g, "\n");
  if (/^\s*$/u.test(text)) throw new AppError("empty_text", "Write something before you send.");
  const length = [...text].length;
  if (length > longestMessage) {
    throw new AppError(
      "text_too_long",
      `The message has ${String(length)} characters; ${String(longestMessage)} are the most.`,
    );
  }
  // A lone surrogate is no character: it can't be stored as it was sent.
  if (/[^\P{Cc}\n\t]/u.test(text) || !text.isWellFormed()) {
    throw new AppError(
      "control_characters",
      "The message holds invisible control characters. Remove them, or type the text again.",
    );
  }
  return text;
}

/** 1–128 printable ASCII characters; throws `idempotency_key_missing`. */
export function requireIdempotencyKey(key: unknown): string {
  if (typeof key !== "string" || !/^[\x20-\x7e]{1,128}$/.test(key)) {
    throw new AppError(
      "idempotency_key_missing",
      "Give an Idempotency-Key of 1 to 128 printable ASCII characters.",
    );
  }
  return key;
}
