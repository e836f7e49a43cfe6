import { splitClauses, type Clause } from "./clauses";
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
  return clauses.map((clause, i) => clauseAsks(clause, clauses.slice(Math.max(0, i - 2), i)));
}

function mendClause(clause: Clause): Clause {
  return { ...clause, words: clause.words.map(mendWord), main: clause.main.map(mendWord) };
}

/** "pasword", "passwort": the words that matter most deserve a second look. */
function mendWord(word: string): string {
  if (word.length < 6 || /^(pass(ed|ing|port|ages?|enger)|post)/.test(word)) return word;
  const near = ["password", "passcode"].find(
    (each) => editDistance(word.replace(/s$/, ""), each) <= 2,
  );
  return near ?? word;
}

const secretNoun =
  "(?:pass ?word|pass ?code|pass ?phrase|pass ?key|pins?|pin (?:code|number)|otps?|totp|credentials|login details|login info|(?:one time|verification|security|recovery|backup|authenticator|sms|text|access|login|sign in|mfa|2fa|6 digit|six digit|temporary|reset|unlock) (?:code|key|number|digit)s?|codes?|(?:6|six|8|eight|two|2|four|4) (?:digits|numbers|figures)|digits|secret(?: word| phrase)?)s?";
const notSecret =
  /\b(error|qr|q r|bar|post|postal|zip|country|area|source|status|stop|fault|exit|reference|asset|cost|colour|color|activation status|job|building|department|result|event|employee|staff|personnel|company|service|badge|worker|work|team|customer|ticket|payroll|person|user) (code|number|digit)s?\b|\bcode (of|on|in) the (error|message)\b|\bcode (red|word)\b|\berror\b[a-z ]{0,12}\bcode\b|\b(password|code) (error|reset|policy|manager|change|expiry|length|box|field|prompt|page|screen|problem|issue|request|app|rule|history)s?\b|\bpin(ned)? (it|to)\b/g;
const secret = new RegExp(`\\b${secretNoun}\\b`);
const filler = "(?:[a-z0-9]+ ){0,5}?";

/** Words after the secret that make the clause about something else. */
const about =
  "(?: (?:is|was|are|were|has|have|had|been|got|get|being|will|would|can|did|does|do|works?|worked|working|expired?|expires|arrived?|arrives|comes|came|gets|reset|change|changed|changes|again|wrong|correct|right|accepted|rejected|saved|field|box)\\b)";

const openAsk = new RegExp(
  `\\bwhat(?:ever)? (?:is|was|are|were|would be|will be|would|might) (?:the |your |that |this |his |her |their |it |my )?${filler}${secretNoun}(?!${about}| problem\\b)|\\bwhat (?:the |your )?${secretNoun} (?:do|did|are|is|was|were|have|you|it|be|comes?|came|appears?|shows?|was|got|has)\\b|\\bwhat (?:the |your |that |a )?(?:[a-z]+ ){0,2}${secretNoun} (?:is|was|says?|said|are)$`,
);
const giveVerb =
  "(?:tell|telling|giving|sending|sharing|reading|pop|tell|give|send|share|provide|read|text|email|mail|dm|forward|pass|supply|post|paste|drop|say|repeat|spell|reveal|disclose|copy|hand|message|state|quote|confirm|verify|type|enter|write|put|submit|let (?:me|us) (?:have|know|see)|show)";
const given = new RegExp(`\\b${giveVerb} ${filler}${secretNoun}(?!${about})`);
const toScreen =
  /\b(type|enter|write|put|submit|copy|paste|show|confirm|verify|text|email|mail|message)\b/;
const toUs = /\b(me|us|here|chat|below|reply|this window|this message|back to)\b/;
const wanted = new RegExp(
  `\\b(?:(?:can|could|may|might|shall) (?:i|we) (?:just |also |please |quickly |first |then )*(?:have|get|take|see|know|borrow|use|ask for|ask you for|note)|(?:i|we) (?:will |would |do |just |also |still |only |really |am going to |have to )*(?:need|require|want|like|must have|ask you for|ask for|am after)|(?:i|we) (?:would|will|am going to|are going to) (?:just |also )*(?:like|love|need) (?:to (?:have|know|see|get) )?|need to (?:know|have|see)|let (?:me|us) have|(?:is|was) needed|looking for|waiting for|require) ${filler}${secretNoun}(?!${about})`,
);
const partial = new RegExp(
  `\\b(?:first|last|beginning|start|letters?|characters?|digits?|part|half|hint|rest|ending|end)\\b[a-z0-9 ]{0,20}\\b(?:of|in|from|for)\\b[a-z ]{0,10}\\b${secretNoun}|\\b(?:does|did) (?:your|the) ${secretNoun} (?:start|begin|end|contain|have)\\b|\\bis (?:your|the) ${secretNoun} (?:something|[a-z]*\\d)`,
);
const changedTo =
  /\bwhat (did|have|do) you (just |recently )?(change|set|reset|changed|choose|make|pick)[a-z ]{0,16}\b(password|passcode|pin|it)\b( to)?$|\bwhat (are|were|do|did) you (using|use|typing|type|entering|enter|put|putting) (as|for)[a-z ]{0,10}\b(password|passcode|pin)\b|\bwhat password\b/;
const shownNumber =
  /\b(what|which|read|tell|give|send|share)\b[a-z ]{0,24}\b(number|numbers|digits|figures)\b[a-z ]{0,30}\b(app|authenticator|text message|sms|texted|sent to your phone|on your phone|prompt|it shows|screen of your phone)\b|\b(what|which|tell|give|read)\b[a-z ]{0,20}\b(authenticator|app) (show|shows|display|displays|say|says)[a-z ]{0,12}\b(number|code|digits)\b|\bwhat (number|numbers) (is|are|does|do) (the |your )?(authenticator|app)\b/;
const anaphora = new RegExp(
  `\\b(?:tell|give|send|read|forward|pass|share|text|message|type|paste|post|put|write|repeat|say)\\b[a-z ]{0,14}\\b(?:it|them|that|one|those|this)\\b[a-z ]{0,12}\\b(?:me|us|here|chat|over|out|through|across|back|along)\\b|\\b(?:tell|give|send|read|show) (?:me|us) (?:it|them|that|what it (?:is|says|reads|shows))\\b|\\bwhat (?:is|was|does) it\\b(?: say| read| show)?$|\\bwhat (?:are|were) they$|\\b(?:can|could|may) (?:i|we) (?:have|get|see) (?:it|them|that)\\b|\\b(?:share|send|forward|read) (?:it|them|that)(?: please)?$`,
);
/** "what you type to unlock the laptop" */
const paraphrase =
  /\b(tell|what|give|say|share|show)\b[a-z ]{0,16}\byou (type|enter|put|key|write)( in)?( to| when you| to get| for) (unlock|log|sign|get|logging|signing|open)/;
/** "do you have a recovery code you could give me" */
const offered = new RegExp(
  `\\b${secretNoun} (?:that |which )?you (?:can|could|would|might) (?:give|send|share|read|tell|show|pass)\\b`,
);
/** "it would help if you told me your password" */
const wish = new RegExp(
  `\\b(?:help|quicker|faster|easier|great|good|nice|useful|appreciate|need|want)[a-z ]{0,20} if (?:you|i) (?:just |could |would |can )*(?:told|typed|gave|sent|shared|tell|type|give|send|share|write|wrote|had|have|knew|know) ${filler}${secretNoun}`,
);
const fragment = new RegExp(
  `^(?:(?:and|your|the|what about|how about|current|old|new|full|also|then|please|ok|now|username|user|name|email|login|just|my|computer|windows|work|network|account|email|microsoft|or|a|on|first) )*${secretNoun}(?: (?:please|too|now|then|for (?:me|verification|the account|your account)|as well))*$`,
);
const refusal =
  /\b(do not|never|no need|without|not (?:going to|asking|allowed|ask|need|want|tell|share|give|send)|will not|would not|need not|must not|should not|instead of|rather than|nobody|no one)\b/;
const politeNegation =
  /^(why (do not|can not|will not|would not) you|(can|could|would|will|do) not you|(can|could|would|will) you not|(can|could|would|will) not (you|i|we))\b/;
const otherAsker =
  /\b(it|the system|windows|microsoft|the page|the screen|outlook|the app|they|someone|somebody|anyone|anybody|did anyone|caller|scammer) (?:will |would |may |might |can |should |could |to )*(ask|asks|asked|asking|want|wants|request|requests|need|needs|prompt|prompts)\b|\b(did|have|has|does|do|are|were) (you|it|anyone|they|your|the)\b(?! (mind|want to|have the|have a|have your))[a-z ]{0,14}\b(share|send|give|tell|type|enter|get|receive|remember|know|change|reset|forget|write|ask|use|try|check|save|update|put|need|see)\b/;

function clauseAsks(clause: Clause, before: Clause[]): boolean {
  const whole = clause.words.join(" ");
  const main = (clause.main.length > 0 ? clause.main : clause.words).join(" ");
  if (refusal.test(whole) && !politeNegation.test(main)) return false;
  const text = main.replace(notSecret, "harmless");
  if (paraphrase.test(whole)) return true;
  if (offered.test(text)) return true;
  if (wish.test(whole.replace(notSecret, "harmless"))) return true;
  if (shownNumber.test(text) && !/\b(staff|phone|employee|bars?)\b/.test(text)) return true;
  if (changedTo.test(text)) return true;
  if (secret.test(text)) return partial.test(text) || asksFor(text, clause);
  return anaphora.test(text) && before.some((earlier) => mentions(earlier));
}

function asksFor(text: string, clause: Clause): boolean {
  if (fragment.test(text) && (clause.marked || text.split(" ").length <= 5)) return true;
  if (
    openAsk.test(text) &&
    !/\b(see|happens|error|wrong with|kind of|type of|sort of|problem|issue|trouble|matter|message|status|purpose|point|reason|time|day|date|difference)\b/.test(
      text,
    )
  )
    return true;
  if (otherAsker.test(text)) return false;
  if (wanted.test(text))
    return (
      !/\b(you|your) (?:to )?(?:change|reset|enter|type|use)\b/.test(text) &&
      !/\b(?:to )(?:reset|change|unlock|clear|check)\b[a-z ]{0,12}\b(?:password|pin)/.test(text)
    );
  const verb = given.exec(text);
  if (verb === null)
    return /\b(have|got) (you )?(got )?(your|the|a) [a-z ]{0,12}(password|code) (to hand|ready|handy|for me)\b/.test(
      text,
    );
  return reachesUs(verb[0], clause);
}

/** Typing a code into a page is what it is for; typing it to us is not. */
function reachesUs(match: string, clause: Clause): boolean {
  if (/\b(when|if|whether|how|where|why|that you|once|after|before)\b/.test(match)) return false;
  if (/\b(confirm|verify)\b/.test(match))
    return !/\b(with|using|by|through|changed|entered|received|have)\b/.test(match);
  if (!toScreen.test(match))
    return !/\b(say|tell) ?(anyone|nobody|windows|the system)\b/.test(match);
  return toUs.test(clause.words.join(" "));
}

function mentions(clause: Clause): boolean {
  const text = clause.words.join(" ").replace(notSecret, "harmless");
  return (
    secret.test(text) ||
    /\b(number|numbers|figures)\b[a-z ]*\b(appears?|shows?|comes?|pops?|arrives?) (up )?(on|in|to|by)\b/.test(
      text,
    )
  );
}
