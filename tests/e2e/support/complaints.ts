import type { BrowserContext } from "@playwright/test";

export interface Complaints {
  watch(context: BrowserContext): void;
  /** For what a test brings about on purpose. */
  allow(pattern: RegExp): void;
  notAllowed(): string[];
}

/**
 * Uncaught errors (hydration that fails is one of them) and the console's errors and warnings (a
 * breach of the Content-Security-Policy is one of them), of every page of the watched browsers.
 */
export function createComplaints(): Complaints {
  const heard: string[] = [];
  // Remix says so of a look-up of routes that a navigation has overtaken, which harms nothing.
  const allowed: RegExp[] = [
    /^error: AbortError: signal is aborted without reason\n\s+at \w+ \(.*\/build\/_shared\//,
  ];
  return {
    watch(context) {
      context.on("weberror", (error) => heard.push(`uncaught: ${error.error().message}`));
      context.on("console", (message) => {
        if (!["error", "warning"].includes(message.type())) return;
        heard.push(`${message.type()}: ${message.text()} at ${message.location().url}`);
      });
    },
    allow: (pattern) => allowed.push(pattern),
    notAllowed: () => heard.filter((line) => !allowed.some((pattern) => pattern.test(line))),
  };
}
