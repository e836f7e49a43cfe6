import { openers, whWords } from "./clause-words";
import { auxiliaries, imperatives, type Head } from "./force";

/** "it happens to people who …", "what happened is this": question words that ask nothing. */
/** "Your manager has asked us how often …". */
const reported =
  /^(?:your|the|my|our|his|her) (?:[a-z]+ ){1,2}(?:has |have |had |just |already |also )*(?:asked|asks|told|tells|said|says|wondered|wonders|wants? to know|wanted to know|mentioned|knows?|explained) (?!me\b.*\bplease)/;
/** "What you print is none of my business". */
const subjectClause =
  /^what (?:you|i|we|they|he|she) (?:[a-z]+ ){1,3}(?:is|are|was) (?:none|not|up|no|fine|only|all|entirely|really|completely|nothing|quite|of|clear|between)\b/;

export function isTelling(main: string[], marked: boolean): boolean {
  const text = main.join(" ");
  if (marked) return false;
  if (
    /^what (happened|is happening|was happening|(i|we) (did|have done)) (here )?(is|was)\b/.test(
      text,
    )
  )
    return true;
  if (/^what an? [a-z]+/.test(text) && !/^what a (good|suitable) time/.test(text)) return true;
  if (reported.test(text) || subjectClause.test(text)) return true;
  if (/^(that|this|here) is (what|why|how|where|when|who)\b/.test(text)) return true;
  if (/^(that|this|it) (?!(say|read|show|ask)s )[a-z]+ what\b/.test(text)) return true;
  const i = main.findIndex((word) => whWords.has(word));
  return (
    i > 2 &&
    /^(it|this|that|there|they|he|she|the|those|these|all|both|someone|somebody|everyone|everybody|nobody|my|our|his|her)$/.test(
      main[0] ?? "",
    ) &&
    !openers.test(main.slice(0, i).join(" "))
  );
}

/** "Do you know where …", "did it say what …" ask what follows; "is there Wi-Fi where you sit" doesn't. */
function reports(before: string[]): boolean {
  const text = before
    .join(" ")
    .replace(
      /( (exactly|precisely|please|roughly|again|briefly|just|first|also|quickly|more))+$/,
      "",
    );
  return (
    openers.test(text) ||
    /\b(see|saw|notice|noticed|says?|said|sure|idea|clue|spot|find|work|figure|hear|heard|read|recall|remember|me|us|shows?|state|give|name|think|paste|copy|type|write|to|and|or|from|with|on|in|at|which)$/.test(
      text,
    )
  );
}

/** "Apart from calls is everything fine", "since then have you …": turned about behind an adjunct. */
const adjunct =
  /^(apart from|besides|other than|aside from|except( for)?|in addition to|as for|since|until|till|before|after|at|on|in|with|during|for) ([a-z0-9]+ ){1,4}(is|are|was|were|do|does|did|have|has|can|could) (you|it|your|the|there|everything|anything|everyone|anyone|all|that|this)\b/;

const unitOfTime = /^(second|minute|hour|day|week|month|time)s?$/;

/** The word that says what a clause is after. */
export function findHead(main: string[]): Head | null {
  const i = main.findIndex(
    (word, at) =>
      whWords.has(word) &&
      !(word === "which" && main[at + 1] === "is") &&
      !(word === "why" && main[at - 1] === "is"),
  );
  const next = main[i + 1] ?? "";
  if (i > 2 && auxiliaries.has(main[0] ?? "") && !reports(main.slice(0, i))) return "yesno";
  switch (main[i]) {
    case "what":
    case "whats":
    case "which":
      if (main[i] === "which" && !/^(time|day|date|point|moment|hour)$/.test(next)) return "which";
      if (
        next === "point" &&
        /\b(stuck|fails?|stops?|hangs?|breaks?|goes wrong|go wrong)\b/.test(main.join(" "))
      )
        return "where";
      return /^(time|day|date|point|moment|hour)$/.test(next) ? "when" : "what";
    case "how":
      if (next === "long" || (next === "far" && main[i + 2] === "back")) return "howlong";
      if (/^(many|much)$/.test(next))
        return unitOfTime.test(main[i + 2] ?? "") ? "howlong" : "howmany";
      if (next === "often" || next === "frequently") return "howoften";
      return next === "come" ? "why" : "how";
    case "who":
    case "whose":
    case "whom":
      return "who";
    case "when":
    case "where":
    case "why":
      return main[i];
    default:
      if (/^(will|would|can|could|should|shall|may|might|must)$/.test(main[0] ?? ""))
        return imperatives.has(main[1] ?? "") && !/^(call|name|phone|test)$/.test(main[1] ?? "")
          ? null
          : "yesno";
      return auxiliaries.has(main[0] ?? "") || adjunct.test(main.join(" ")) ? "yesno" : null;
  }
}
