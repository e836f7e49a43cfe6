import { askRules } from "./ask-rules";
import { claimNames } from "./claims";
import { sharedConcepts } from "./concepts";
import { keepRules } from "./keep-rules";
import { signalNames } from "./signals";
import { tellRules } from "./tell-rules";
import type { Vocabulary } from "./understand";

/** Every name that a scenario may use for what a trainee says. */
export type KnownWords = {
  intents: ReadonlySet<string>;
  signals: ReadonlySet<string>;
  concepts: ReadonlySet<string>;
};

/** What no rule alone names: the engine concludes it from the whole message. */
const concluded = ["explain_cause", "check_works"];

/** What all customers understand, and what this scenario adds. */
export function knownWords({ lexicon, intents }: Vocabulary): KnownWords {
  return {
    intents: new Set([
      ...[...askRules, ...keepRules, ...tellRules, ...intents].map(({ intent }) => intent),
      ...concluded,
      ...claimNames,
    ]),
    signals: new Set([...signalNames, "jargon"]),
    concepts: new Set([...Object.keys(sharedConcepts), ...Object.keys(lexicon)]),
  };
}
