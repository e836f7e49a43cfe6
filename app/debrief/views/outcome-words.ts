import type { Debrief } from "../debrief";

type Words = { title: string; text: string };

const words: Record<Debrief["outcome"], Words> = {
  success: {
    title: "Solved",
    text: "Everything this ticket needed is done, and nothing happened that must not.",
  },
  partial: {
    title: "Partly solved",
    text: "The ticket was closed while something that matters was still open.",
  },
  failure: {
    title: "Not solved",
    text: "What this ticket needed isn't done, or something happened that must not.",
  },
};

const left: Words = {
  title: "The customer left",
  text: "Their patience ended before the problem did.",
};

/** What people read for how it ended. */
export function outcomeWords(outcome: Debrief["outcome"], customerLeft: boolean): Words {
  return customerLeft ? left : words[outcome];
}
