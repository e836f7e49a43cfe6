/** What the page around our frame is told; docs/embedding.md documents it for others. */
export type ParentMessage =
  | { subject: "lti.frameResize"; height: number }
  | ({ subject: "deskside.sessionEnded"; version: 1 } & Ending);

export type Ending = {
  sessionId: string;
  scenarioId: string;
  endReason: string | null;
  outcome: string;
  /** 0–100. */
  score: number;
};

/**
 * Which origins to address, never "*". Where the browser tells who frames us it is that one, if it
 * is on our list; else all of the list, and the browser delivers to none but the right one.
 */
export function targetsOf(
  allowed: readonly string[],
  ancestors: ArrayLike<string> | undefined,
): readonly string[] {
  const parent = ancestors?.[0];
  return parent === undefined ? allowed : allowed.filter((origin) => origin === parent);
}

/** A page that is as high as its frame asks for this. */
export const fixedHeight = 700;
const [lowest, highest] = [400, 10_000];

/** The height to ask for, or null when there is no news in it. */
export function heightToAsk(wanted: number, asked: number | null): number | null {
  const height = Math.round(Math.min(Math.max(wanted, lowest), highest));
  return asked !== null && Math.abs(height - asked) < 4 ? null : height;
}

/** Says it to the page around us; to nobody where there is none, or one that isn't on the list. */
export function tell(origins: readonly string[], message: ParentMessage): void {
  if (window.parent === window) return;
  for (const origin of targetsOf(origins, location.ancestorOrigins)) {
    window.parent.postMessage(message, origin);
  }
}
