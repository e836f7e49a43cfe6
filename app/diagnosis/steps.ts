import type { Judge } from "./findings";
import * as judges from "./judge-steps";

/** The steps in the order in which they are shown. */
export const steps = [
  step("reach", "Deskside answers", judges.judgeReach),
  step("stream", "Event stream", judges.judgeEventStream),
  step("streamedPost", "Streamed POST", judges.judgeStreamedPost),
  step("longPoll", "Long poll", judges.judgeLongPoll),
  step("shortPoll", "Short poll", judges.judgeShortPoll),
  step("headers", "Headers", judges.judgeHeaders),
  step("way", "Proxies on the way", judges.judgeWay),
  step("connections", "Connections at once", judges.judgeConnections),
  step("clock", "Clock", judges.judgeClock),
  step("browser", "This browser", judges.judgeBrowser),
] as const;

export type Step = { name: string; title: string; judge: Judge };

function step(name: string, title: string, judge: Judge): Step {
  return { name, title, judge };
}
