import { carriesLive } from "./judge-stream";
import type { Grade } from "./findings";
import type { Measurements, Way } from "./measurements";

/** `way`: the best that gets through; null where nothing can be said of that. */
export type Verdict = { grade: Grade; way: Way | null; title: string; text: string };

/** The best way that gets through, from what was measured so far. */
export function bestWay(measured: Measurements): Way {
  if (carriesLive(measured.stream)) return "eventSource";
  if (carriesLive(measured.streamedPost)) return "fetchStream";
  if (pollsLong(measured)) return "longPoll";
  return measured.shortPoll?.first === 200 ? "shortPoll" : "forms";
}

/** A long poll that is cut early is still one; below this it is a short one. */
const leastHeldMs = 2_000;

function pollsLong({ longPoll }: Measurements): boolean {
  return longPoll !== undefined && (longPoll.status === 200 || longPoll.tookMs >= leastHeldMs);
}

export const wayNames: Record<Way, string> = {
  eventSource: "Event stream",
  fetchStream: "Streamed POST",
  longPoll: "Long poll",
  shortPoll: "Short poll",
  forms: "Pages alone",
};

const verdicts: Record<Way, Omit<Verdict, "way">> = {
  eventSource: {
    grade: "good",
    title: "This network lets live chat through",
    text: "Messages come by the event stream, the moment they are written.",
  },
  fetchStream: {
    grade: "good",
    title: "This network lets live chat through, by a detour",
    text: "It holds the event stream back, but not a streamed POST. Messages come at once all the same.",
  },
  longPoll: {
    grade: "limited",
    title: "This network holds live updates back",
    text: "Chat works by long poll: messages come within about a second. Nothing gets lost. A change to the network would make it immediate.",
  },
  shortPoll: {
    grade: "limited",
    title: "This network lets only short answers through",
    text: "Chat works by asking for news every few seconds. Nothing gets lost. A change to the network would make it immediate.",
  },
  forms: {
    grade: "bad",
    title: "This network lets only pages through",
    text: "Chat works as plain pages: write, send, and press “Check for new messages”. Nothing gets lost.",
  },
};

/** When Deskside itself doesn't answer there is nothing to say of the network. */
export function judgeNetwork(measured: Measurements): Verdict {
  const { reach } = measured;
  if (reach && reach.status !== 200) return { way: null, ...unanswered(reach.status) };
  const way = bestWay(measured);
  return { way, ...verdicts[way] };
}

function unanswered(status: number): Omit<Verdict, "way"> {
  if (status === 429) {
    return {
      ...{ grade: "limited", title: "Too many tests" },
      text: "Too many come from this address at the moment. Wait a minute, then test again.",
    };
  }
  const title = "Deskside can't be reached";
  if (status === 0) {
    const text = "No answer comes at all. Check that this device is online, then test again.";
    return { grade: "bad", title, text };
  }
  const text = `Something answers with status ${status} in its place. Test again in a while.`;
  return { grade: "bad", title, text };
}
