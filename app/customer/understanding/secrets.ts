import { splitClauses, type Clause } from "./clauses";
import { noSecretStem, notSecret, secretNoun, secretStems } from "./secret-words";
import { editDistance } from "./typos";

/**
 * Whether a message asks for a secret: a password, or a one-time, recovery or
 * verification code, in any wording. Not: an error or QR code, when a password
 * was changed, whether something was typed in, "don't tell me the code".
 */
export function asksSecret(text: string): boolean {
  return secretClauses(text).includes(true);
}

/** For each clause, in the order of `splitClauses`, whether it asks for a secret. */
export function secretClauses(text: string): boolean[] {
  const clauses = splitClauses(text).map(mendClause);
  const asks = clauses.map((clause, i) => clauseAsks(clause, clauses.slice(Math.max(0, i - 2), i)));
  return asks.map((each, i) => each || belongsToNext(clauses, asks, i));
}

/** "Which password is on your phone? Write it here": the one question is part of the other. */
function belongsToNext(clauses: Clause[], asks: boolean[], i: number): boolean {
  const [one, next] = [clauses[i], clauses[i + 1]];
  if (one === undefined || next === undefined || asks[i + 1] !== true) return false;
  return one.force === "ask" && !names(textOf(next)) && names(textOf(one));
}

function mendClause(clause: Clause): Clause {
  const { words, main, side } = clause;
  return {
    ...clause,
    words: words.map(mendWord),
    main: main.map(mendWord),
    side: side.map(mendWord),
  };
}

function mendWord(word: string): string {
  if (word.length < 6 || noSecretStem.test(word)) return word;
  const near = secretStems.find((each) => editDistance(word.replace(/s$/, ""), each) <= 2);
  return near ?? word;
}

function textOf(clause: Clause): string {
  return (clause.main.length > 0 ? clause.main : clause.words).join(" ");
}

const secret = new RegExp(`\\b${secretNoun}\\b`);

function names(text: string): boolean {
  return secret.test(text.replace(notSecret, "harmless"));
}

const refusal =
  /\b(do not|never|no need|without|not (?:going to|asking|allowed|ask|need|want|tell|share|give|send|your|the|any)|will not|would not|need not|must not|should not|instead of|rather than|nobody|no one|keep your)\b/;
const politeNegation =
  /^(why (do not|can not|will not|would not) you|(can|could|would|will|do) not you|(can|could|would|will) you not|(can|could|would|will) not (you|i|we))\b/;

function clauseAsks(clause: Clause, earlier: Clause[]): boolean {
  const before = clause.side.length === 0 ? earlier : [...earlier, sideOf(clause)];
  const whole = clause.words.join(" ");
  const main = textOf(clause);
  if (refusal.test(whole) && !politeNegation.test(main)) return false;
  const text = main.replace(notSecret, "harmless");
  if (roundabout.some((pattern) => pattern.test(whole))) return true;
  if (asksShownNumber(text, clause, before)) return true;
  const all = whole.replace(notSecret, "harmless");
  if (offers.some((pattern) => pattern.test(all))) return true;
  if (!secret.test(text)) return anaphora.test(text) && before.some(namesSecret);
  if (partial.test(text)) return true;
  if (listsSecret(text, clause)) return true;
  return !inquires(text) && (asksOpenly(text) || wants(text) || isToBeGiven(text, clause));
}

/** "Share it with me once you get the code": what it is stands in the other part. */
function sideOf(clause: Clause): Clause {
  return { ...clause, words: clause.side, main: clause.side, side: [] };
}

const filler = "(?:[a-z0-9]+ ){0,5}?";
const give =
  "(?:tell|give|send|share|provide|read|text|email|mail|dm|forward|pass|supply|post|paste|drop|say|repeat|spell|reveal|disclose|copy|hand|message|state|quote|pop|type|write|enter|put|let)";

/** Asked for without its name: "what you type in to unlock the laptop". */
const roundabout = [
  /\b(forward|send|read|copy|paste|show|give|text) (me |us |over |out |out to me )*(the |that |your )?(text message|sms|message with the code|what (the |that )?(sms|text message) says)\b/,
  /\b(?<!(copy|paste) )(forward|send|read|show|give|text) (me |us |over |out |out to me )*(the |that |your )?text (that )?you (got|get|receive|received)\b/,
  /\b(tell|what|give|say|share|show|type|write|put)\b[a-z ]{0,22}\byou (usually |normally |always )?(type|enter|put|key|write|tap|use)( in| on the keyboard)?( in the morning)?( to| when| you to| get| for| before| at)( you| the| your| start| starting)* ?(unlock|log|sign|get|logging|signing|open|windows|computer|laptop|pc|machine|start|switch|turn|boot)/,
];

/** Something that a clause beside it has named: "Read it out to me". */
const anaphora = new RegExp(
  `\\b(?:tell|give|send|read|forward|pass|share|text|message|type|paste|post|put|write|repeat|say|let)\\b[a-z ]{0,14}\\b(?:it|them|that|one|those|this)\\b[a-z ]{0,12}\\b(?:me|us|here|chat|over|out|through|across|back|along)\\b|\\b(?:tell|give|send|read|show) (?:me|us) (?:it|them|that|what it (?:is|says|reads|shows))\\b|\\b(?:tell|give|send|read|show|forward) (?:me|us) (?:what is in (?:it|there)|what it says|the contents?)\\b|\\blet (?:me|us) (?:have|know|see) (?:it|them|that)\\b|\\bwhat (?:is|was|does) it\\b(?: say| read| show)?$|\\bwhat (?:are|were) they$|\\b(?:can|could|may) (?:i|we) (?:have|get|see) (?:it|them|that)\\b|\\b(?:share|send|forward|read) (?:it|them|that)(?: please)?$|^(?:forward|send|read|text) (?:it |that |this )?(?:to |out to |over to )?(?:me|us)$`,
);

function namesSecret(clause: Clause): boolean {
  return names(clause.words.join(" ")) || shown.test(clause.words.join(" "));
}

/** Numbers that come by an app or a text message are codes, whatever they are called. */
const shown =
  /\ba (text|text message|sms) (will|should|is going to|is about to|has|just|is) ?(now |just |soon )?(arrive|arrived|arriving|come|came|coming|been sent|pop|be sent)\b|\b(number|numbers|figures|digits)\b[a-z ]*\b(appears?|shows?|comes?|pops?|arrives?|displays?|is shown|will get|get) (up )?(on|in|to|by)\b|\b(authenticator|app|phone|mobile) (shows?|displays?|gives?|will show|will display)( you)? (a|the|some|you a|two|six|2|6) ?(digit |digits |number|numbers|figures)/;
const byApp =
  /\b(authenticator|app|text message|by text|by sms|sms|texted|text you get|sent to your (phone|mobile)|on your (phone|mobile)|prompt|it shows|screen of your phone|just sent you|sent you)\b/;
const wantsNumber =
  /\b(what|which|read|tell|give|send|share|type|write|forward)\b[a-z ]{0,24}\b(number|numbers|digits|figures)\b/;

function asksShownNumber(text: string, clause: Clause, before: Clause[]): boolean {
  if (/\b(staff|employee|bars?|phone number|mobile number)\b/.test(text)) return false;
  if (!wantsNumber.test(text)) return false;
  const whole = clause.words.join(" ");
  if (byApp.test(whole) || shown.test(whole)) return true;
  return /\b(this|that|these|those|the) (number|numbers|digits|figures)\b/.test(text)
    ? before.some(namesSecret)
    : false;
}

const soThatI = /\bso (that )?(i|we) (can|could|know|am|may|will)\b/;

/** "It would help if you told me …", "if you give me …", "a code you could send". */
const offers = [
  new RegExp(
    `\\b(?:if|once|when|unless|in case) (?:you|i) (?:just |could |would |can |also )*(?:told|typed|wrote|gave|sent|shared|tell|give|send|share|read|had|knew|let) (?:me |us |it |over |along )*${filler}${secretNoun}`,
  ),
  new RegExp(
    `\\b${secretNoun} (?:that |which )?you (?:can|could|would|might) (?:give|send|share|read|tell|show|pass)\\b`,
  ),
];

const partial = new RegExp(
  `\\b(?:(?:first|last|beginning|start|rest|ending|end) (?:[a-z0-9]+ )?(?:letters?|characters?|digits?|part|half|few|bit)?|letters?|characters?|digits?|part|half|hint)\\b ?(?:[a-z]+ )?(?:of|in|from|for) (?:the |your |that |this |old |new |current )*${secretNoun}|\\b(?:does|did) (?:your|the) ${secretNoun} (?:start|begin|end|contain|have)\\b|\\bis (?:your|the) ${secretNoun} (?:something|[a-z]*\\d)`,
);

/** "Staff number and current password please." */
const listWord =
  "(?:and|your|the|what about|how about|current|old|new|full|also|then|please|ok|now|username|user|name|email|login|just|my|computer|windows|work|network|account|email|microsoft|or|a|on|first|last|plus|with|as well|too|surname|id|harmless|staff number|employee number|staff id|employee id|personnel number|number|mail|address|by|for (?:me|verification|the account|your account|windows|the ticket))";
const list = new RegExp(
  `^(?:${listWord} )*${secretNoun}(?: ${listWord})*(?: (?:ms|mr|mrs|sir|madam) ?[a-z]*)?$`,
);
/** "New password?" wonders whether it is one. */
const wondersOnly =
  /^(?:and |so |a |is it a )*(?:new|old|another|changed|wrong|expired|recent) \w+$/;

function listsSecret(text: string, clause: Clause): boolean {
  if (!list.test(text)) return false;
  if (wondersOnly.test(text)) return clause.words.includes("please");
  return clause.marked || text.split(" ").length <= 5 || clause.words.includes("please");
}

/** Words after the secret that make the clause about something else. */
const about =
  "(?: (?:is|was|are|were|has|have|had|been|got|get|being|will|would|can|did|does|do|works?|worked|working|expired?|expires|arrived?|arrives|comes|came|gets|reset|change|changed|changes|again|wrong|correct|right|accepted|rejected|saved|field|box)\\b)";
const which = "(?:what|which)(?:ever)?";
const openly = [
  new RegExp(
    `\\b${which} (?:is|was|are|were|would be|will be|would|might) (?:the |your |that |this |his |her |their |it |my )?${filler}${secretNoun}(?!${about}| problem\\b)`,
  ),
  new RegExp(
    `\\b${which} (?:the |your |exact )?${secretNoun} (?:do|did|are|have|would|will|shall|should) (?:you|i|we)\\b(?!.*\\b(?:old or|new or|same)\\b)`,
  ),
  new RegExp(
    `\\bwhat (?:the |your )?${secretNoun} (?:is|was|were|it|be|comes?|came|appears?|shows?|was|got|has)\\b`,
  ),
  new RegExp(
    `\\bwhat (?:the |your |that |a )?(?:[a-z]+ ){0,2}${secretNoun} (?:is|was|says?|said|are)$|^(?:and |the |your |old |new |current )*${secretNoun} (?:that |which )?(?:you (?:use|have|typed|type|set|chose) )?(?:is|was)$`,
  ),
  new RegExp(
    `\\bwhat (?:did|have|do|are|were|would) you (?:just |recently |usually )?(?:chang(?:e|ed)|set|reset|choose|make|pick|us(?:e|ing)|typ(?:e|ing)|enter(?:ing)?|put(?:ting)?|like|want)[a-z ]{0,16}\\b(?:as|for|to|in)\\b[a-z ]{0,12}${secretNoun}|\\bwhat did you (?:change|set|reset) (?:the |your )?${secretNoun}(?: to)?$`,
  ),
];
/** "What is the problem with the password?" asks for something about it. */
const aboutIt =
  /\b(see|happens|error|wrong with|kind of|type of|sort of|problem|issue|trouble|matter|message|status|purpose|point|reason|time|day|date|difference|app gives)\b/;

function asksOpenly(text: string): boolean {
  return openly.some((pattern) => pattern.test(text)) && !aboutIt.test(text);
}

/** Whether there is one, or what somebody else does with it, asks for none. */
const inquiry =
  /^(?:and |so |ok |but )*(?:do|does|did|has|have|had|is|are|was|were)\b(?! (?:you )?(?:mind|want to|the|have (?:the|a|your)|got)\b)/;
const otherAsker =
  /\b(it|the system|windows|microsoft|the page|the screen|outlook|the app|they|someone|somebody|anyone|anybody|did anyone|caller|scammer) (?:will |would |may |might |can |should |could |to )*(ask|asks|asked|asking|want|wants|request|requests|need|needs|prompt|prompts)\b|\b(did|have|has|does|do|are|were) (you|it|anyone|they|your|the)\b(?! (mind|want to|have the|have a|have your))[a-z ]{0,14}\b(share|send|give|tell|type|enter|get|receive|remember|know|change|reset|forget|write|ask|use|try|check|save|update|put|need|see)\b/;
const toHand = new RegExp(
  `\\b(have|got) (you )?(got )?(your|the|a) [a-z ]{0,12}(password|code|pin)( to hand| ready| handy| for me)\\b`,
);

function inquires(text: string): boolean {
  if (toHand.test(text)) return false;
  if (/^(?:what|which)\b/.test(text) && asksOpenly(text)) return false;
  return inquiry.test(text) || otherAsker.test(text);
}

const wanted = new RegExp(
  `\\b(?:(?:can|could|may|might|shall) (?:i|we) (?:just |also |please |quickly |first |then )*(?:have|get|take|see|know|borrow|use|ask for|ask you for|note)|(?:i|we) (?:will |would |do |just |also |still |only |really |am going to |have to |should )*(?:need|require|want|like|must have|ask you for|ask for|am after)|(?:i|we) (?:would|will|am going to|are going to) (?:just |also )*(?:like|love|need) (?:to (?:have|know|see|get) )?|need to (?:know|have|see)|let (?:me|us) have|(?:is|was) needed|looking for|waiting for|require) ${filler}${secretNoun}(?!${about})`,
);

function wants(text: string): boolean {
  if (toHand.test(text)) return true;
  if (!wanted.test(text) || /\b(you|your) (?:to )?(?:change|reset|enter|type|use)\b/.test(text))
    return false;
  return !/\bto (?:reset|change|unlock|clear|check|set)\b[a-z ]{0,12}\b(?:password|pin)/.test(text);
}

const given = new RegExp(
  `\\b(?:${give}|${gerunds()}|confirm|verify|submit|show) ${filler}${secretNoun}(?!${about})`,
);
const toScreen = /\b(typ(e|ing)|enter(ing)?|put(ting)?|submit|copy|paste|show|confirm|verify)\b/;
const toPerson = /\b(me|us|here|chat|below|reply|this window|this message|back to|for me|for us)\b/;
const elsewhere =
  /\b(page|screen|box|field|app|there|again|prompt|form|site|window|phone|tablet|paper|to (?:it|windows|the system)|down for yourself)\b/;

function gerunds(): string {
  return "telling|giving|sending|sharing|reading|typing|writing|posting|putting|entering|passing|forwarding|pasting";
}

/** "I'll send you a temporary password": what we give isn't asked for. */
const ours = /\b(?:i|we) (?:(?:will|am|are|going to|can|could|shall|just|have|now|then|would) )+$/;

/** Typing a code into a page is what it is for; typing it to us is not. */
function isToBeGiven(text: string, clause: Clause): boolean {
  const verb = given.exec(text);
  if (verb === null || ours.test(text.slice(0, verb.index))) return false;
  const [match] = verb;
  if (/\b(when|if|whether|how|where|why|that you|once|after|before|what happens)\b/.test(match))
    return false;
  const rest = clause.words.join(" ");
  const after = rest.slice(Math.max(0, rest.indexOf(match)));
  if (/\b(confirm|verify)\b/.test(match))
    return !/\b(with|using|by|through|changed|entered|received|have)\b/.test(match);
  if (/\b(write|writing)\b/.test(match)) return toPerson.test(after) || !elsewhere.test(after);
  if (!toScreen.test(match))
    return !/\b(say|tell) ?(anyone|nobody|windows|the system)\b/.test(match);
  return toPerson.test(after) || (soThatI.test(after) && !elsewhere.test(after));
}
