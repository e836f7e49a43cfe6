import type { CounterName, DistributionName } from "./operations-view";

/** What a figure means, and when to look into it. */
export type FigureWords = { title: string; meaning: string; worry: string };

/** In the order of a message's way. */
export const distributionWords: Record<DistributionName, FigureWords> = {
  acceptToCommit: {
    title: "Accepted → committed",
    meaning: "From a post's arrival to its message being safe in the database.",
    worry: "Usually below 10 ms. Above 100 ms the database's disk or its locks hold people up.",
  },
  commitToSocket: {
    title: "Committed → socket",
    meaning: "From the commit to the first event stream that the message was written to.",
    worry:
      "Usually below 20 ms. Above 1 s live delivery is carried by the regular look at the log.",
  },
  socketToReceipt: {
    title: "Socket → receipt",
    meaning: "From the event stream to the browser's word that the message is there.",
    worry:
      "It is the readers' networks. Seconds mean that something between them and here holds the stream back.",
  },
  queueLag: {
    title: "Queue lag",
    meaning: "From when a customer should have acted to when they did.",
    worry: "Usually below 1 s. More means that the process is too busy or the queue was away.",
  },
  voiceCall: {
    title: "Language model",
    meaning: "A call of the model that words the customers' lines, if one is configured.",
    worry: "Up to 3 s it hides behind reading and typing. A reply is given up after 8 s.",
  },
  voiceHeldUp: {
    title: "Waited for words",
    meaning: "From when a customer's line was due to when it was said in the model's words.",
    worry: "Usually below 500 ms. More means that the model is slower than people type.",
  },
};

export const counterWords: Record<CounterName, FigureWords> = {
  replays: {
    title: "Replays",
    meaning: "Streams that began with events from before: readers who came back.",
    worry:
      "Normal after a restart or a network change. A steady climb means that connections keep breaking.",
  },
  replayedPosts: {
    title: "Repeated posts",
    meaning:
      "Browsers that sent a stored message once more, because the answer hadn't reached them. It was stored once.",
    worry: "A few are phones on bad networks. Many mean that answers get lost on the way back.",
  },
  logReads: {
    title: "Reads of the log",
    meaning: "Readers who needed events that memory no longer had, so the database was asked.",
    worry:
      "Normal after a start. When it grows with every message, the database carries the live work.",
  },
  gapFills: {
    title: "Gaps filled",
    meaning:
      "An event was heard before the one in front of it; the missing one was read from the log.",
    worry: "Nothing was lost. Several a minute mean that Redis drops or delays events.",
  },
  lateHeads: {
    title: "Found by the regular look",
    meaning: "Events that nobody announced and that only the regular look at the log found.",
    worry: "Should stay at 0 while Redis is up: each one reached its readers seconds late.",
  },
  resets: {
    title: "Resets",
    meaning: "Readers who were too far behind to go on, and loaded the conversation again.",
    worry: "Rare. Many at once mean a restored database, or readers who were away for long.",
  },
  slowReadersCut: {
    title: "Slow readers cut",
    meaning:
      "Streams that were closed because their reader took nothing. They come back by themselves.",
    worry:
      "A few are laptops asleep. Many mean a proxy that accepts streams and doesn't pass them on.",
  },
  busy: {
    title: "Streams put off",
    meaning: "Readers who were asked to come back in a moment, because too many were catching up.",
    worry: "Only right after a restart. At any other time there are too few processes.",
  },
  voiceCalls: {
    title: "Calls of the model",
    meaning: "However they ended; /metrics tells them apart.",
    worry: "None although a model is configured: customers have said nothing worth rewording.",
  },
  voiceReplies: {
    title: "Replies to reword",
    meaning: "Replies for which the model was to find words, found or not.",
    worry: "Far fewer than the refusals below: the model doesn't do as it is told.",
  },
  voiceRefusals: {
    title: "Wordings refused",
    meaning: "What the model wrote and nobody was shown. The scripted line was said instead.",
    worry: "More than half of the replies: try another model, or none.",
  },
  voiceTokens: {
    title: "Tokens",
    meaning: "What was sent to the model and came back.",
    worry: "It is what the provider charges for.",
  },
};

const transports: Record<string, string> = {
  stream: "Streams",
  poll: "Long polls",
};

export function transportWords(transport: string): string {
  return transports[transport] ?? transport;
}
