/** Marks what stands in for an answer when the server can't be reached. */
export type Unreachable = { unreachable: true };

export const unreachableText = "Deskside can't be reached. Try again in a moment.";

/**
 * Runs a call to the server in the browser; when nobody answers, gives `otherwise` instead of
 * the error that would put an error page in the place of what the reader is doing. The
 * server's own refusals and redirects pass.
 */
export async function orUnreachable<T, U extends object>(
  call: () => Promise<T>,
  otherwise: U,
): Promise<T | (U & Unreachable)> {
  try {
    return await call();
  } catch (error) {
    // What the browser's fetch rejects with; Remix hands it on as it is.
    if (error instanceof TypeError) return { ...otherwise, unreachable: true };
    throw error;
  }
}

/** For `shouldRevalidate`: asking the loaders would only fail in the same way. */
export function isUnreachable(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "unreachable" in answer;
}
