import { isRouteErrorResponse } from "@remix-run/react";

/** Marks what stands in for an answer when the server can't be reached. */
export type Unreachable = { unreachable: true };

export const unreachableText = "Deskside can't be reached. Try again in a moment.";

/**
 * Runs a call to the server in the browser; when nobody answers, something on the way does, or
 * the server can't just now, gives `otherwise` instead of the error that would put an error page
 * in the place of what the reader is doing. The server's own refusals and redirects pass.
 */
export async function orUnreachable<T, U extends object>(
  call: () => Promise<T>,
  otherwise: U,
): Promise<T | (U & Unreachable)> {
  try {
    return await call();
  } catch (error) {
    const isOurs = isRouteErrorResponse(error) && error.status < 500;
    if (isOurs || error instanceof Response) throw error;
    return { ...otherwise, unreachable: true };
  }
}

/** For `shouldRevalidate`: asking the loaders would only fail in the same way. */
export function isUnreachable(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "unreachable" in answer;
}
