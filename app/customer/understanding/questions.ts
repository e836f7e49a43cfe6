import type { Clause } from "./clauses";
import type { Read } from "./read-clause";
import { askedWait } from "./waits";

/** Courtesies such as "one moment" or "thanks" look like fragments but ask nothing. */
const courtesies = new Set(
  "feeling regret noblame reassure stakes thanks greet hold close fault help works anything now callback fetch".split(
    " ",
  ),
);

const pleasantries = new Set(["greet", "close", "hold", "thanks", "help"]);

export const goodWishes =
  /^(have a|enjoy|take care|keep well|stay safe|bye|good luck|best of luck|all the best|best wishes|safe (travels|trip|flight|journey)|have fun|congrat\w*|many happy|happy (birthday|friday))\b/;

export function isQuestion({ clause, main }: Read): boolean {
  if (main.has("close")) return false;
  if (wishesWell(clause)) return false;
  if (clause.force === "state" || clause.negated || clause.main.length === 0) return false;
  const harmless = clause.marked ? pleasantries : courtesies;
  if (main.size > 0 && [...main].every((concept) => harmless.has(concept))) return false;
  return clause.main.length > 1 || clause.marked;
}

export function wishesWell({ main, marked }: Clause): boolean {
  return !marked && goodWishes.test(main.join(" "));
}

/** "Give me fifteen minutes." */
export function asksPatience({ clause }: Read): boolean {
  return askedWait(clause.words.join(" ")) > 0;
}

/** Words without a verb and without a question mark may ask, or only remark on something. */
export function isRemark({ marked, head, force, fragment }: Clause): boolean {
  return !marked && head === null && force === "ask" && fragment;
}

const ownStep =
  /^(i|we) (will|am going to|are going to|shall) (now |then |just |first |quickly )*(?!stay|wait|be |hold|guide|walk|talk|help|explain|tell|show|ask|need|send|keep|try)[a-z]+/;

const later = /^(first |and |so )?(then|next|after that|afterwards|once|you will then)\b/;

const courteous = /\b(please|kindly|can you|could you|would you|go ahead)\b/;

/** "First we'll pause it, then ring Fiona": told in advance, to be done when it is said again. */
export function isPlanned(clauses: Read[], i: number): boolean {
  const one = clauses[i]?.clause;
  if (one === undefined || courteous.test(one.words.join(" "))) return false;
  return clauses.slice(0, i).some(({ clause }) => {
    if (!ownStep.test(clause.main.join(" "))) return false;
    return clause.sentence === one.sentence || later.test(one.words.join(" "));
  });
}
