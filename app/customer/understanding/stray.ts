import type { Read } from "./read-clause";

/**
 * Questions that have a fact's words and are about something else: whose, which time, which
 * object decides. Each kind says of which intents it holds, and how its clauses are told.
 */
type Kind = {
  of: (intent: string) => boolean;
  strays: (text: string, read: Read) => boolean;
};

/** Whether a clause asks for something else than its intent says. */
export function strays(intent: string, read: Read): boolean {
  if (!/^ask_/.test(intent)) return false;
  const text = read.clause.main.join(" ");
  return kinds.some((kind) => kind.of(intent) && kind.strays(text, read));
}

function has(concepts: ReadonlySet<string>, names: string): boolean {
  return names.split("|").some((name) => concepts.has(name));
}

/** A question that no rule knows and that is plainly small talk. */
export function isSmallTalk({ clause }: Read): boolean {
  const text = clause.main.join(" ");
  if (clause.force !== "ask" || text === "") return false;
  return opinion.test(text) || evaluation.test(text) || life.test(text);
}

const any = (): boolean => true;
const only =
  (...intents: string[]) =>
  (intent: string): boolean =>
    intents.includes(intent);
const except =
  (...intents: string[]) =>
  (intent: string): boolean =>
    !intents.includes(intent);

const auxiliary =
  "(?:is|are|was|were|does|do|did|has|have|had|will|would|can|could|should|must|might)(?: not)?";
const whose = "(?:your|the|his|her|their|my|our|ms|mr|mrs|some|any)";
/** People and things of whom the customer's trouble isn't. */
const outsider =
  "(?:(?:line )?manager|boss|supervisor|director|team lead(?:er)?|wife|husband|partner|family|kids?|children|son|daughter|mother|father|mum|dad|parents|girlfriend|boyfriend|dog|cat|customers?|clients?|assistant|secretary|guests?|visitors?|agent|friends?|ceo|flight|plane|trip|journey|drive|commute|holiday|vacation|weekend|weather|garden|airport|meeting|agenda|calendar|invitation|deadline|shift|fair|trade fair|lunch|canteen|policy|contract|news|hr|trainer|mentor|company)";
const outsideSubject = new RegExp(
  `^(?:(?:and|so|but|also|out of curiosity) )*(?:(?:who|what|when|where|how|why|which)(?: [a-z]+){0,2}? )?${auxiliary} (?:${whose} )?(?:[a-z]+ )?${outsider}\\b`,
);
/** What somebody in trouble has: without any of it a question after others is small talk. */
const trouble =
  /\b(same|too|also|as well|affected|problems?|issues?|troubles?|errors?|work\w*|sign\w*|log(?:ging|ged|s)?|access|open|connect\w*|print\w*|fail\w*|stuck|happen\w*|fine|ok|okay|able|hit|complain\w*|report(?:ed|ing)?|lock\w*|see|seeing|seen|suffer\w*|experienc\w*|else|only|just|alone|wide\w*|isolated|outage|down|login|both|(?:get|gets|getting|got|been|back|logged|signed|let) in|it|this|that|slow|hear|sound\w*|call\w*|yourself|single|general|situation|ask about|asking about|what about|how about|enter\w*)\b/;
const troubled =
  /\b(same|too|also|as well|affected|problems?|issues?|troubles?|errors?|sign\w*|log|login|lock\w*|fail\w*|stuck|slow|hear|sound\w*|fine|ok|okay)\b/;

const opinion =
  /\b(do|did|does) (?:[a-z]+ ){1,3}((?<!\b(?:sound|look|feel|act|behave|seem|work|happen|go|talk)s? )like|enjoy|love|fancy|prefer|miss) (?:the|your|it|that|this|our|being|working|living)\b|\b(do|did|does) you (really |actually |still |also |all )?(like|enjoy|love|fancy|prefer|miss)\b|\bhow (did|do) you (like|find) (the|your|it|working|being)\b|\bwould you (recommend|buy|rather)\b|\b(recommend|buy) (for|me)\b|\bwhat do you think (of|about)\b/;
const evaluation =
  /^(?:[a-z]+ )?(?:is|are|was|were|did|do|does) .*\b(nice|lovely|tidy|untidy|cosy|pretty|beautiful|comfortable|comfy|fun|pleasant|sunny|exciting|delicious|crowded|boring|tasty|warm|noisy|success|worth it|cute|fancy|posh)\b|^how (?:is|was|are|were) (?:the|your) (?:move|journey|trip|weekend|holiday|mood|day|morning|night|fair|trade fair|lunch|flight|customer|family|wife|job|coffee)\b/;
const bought = /^where did you (buy|get|find|order)\b|\b(cost|expensive|cheap|price|pay for)\b/;
const life =
  /\b(grow up|grew up|born|learn|learnt|learned|study|studied|weekend plans|hobby|hobbies|come from|originally|flying to|fly to|heading|headed|off to|travel(?:ling|ing)? to|going to (?:be|do|meet|visit|see)|take (?:your|you on) holiday|worked before|work before|used to (?:live|work)|free time|spare time|for fun|for a living|as a child)\b|\byourself (?:doing|in|after)\b/;
/** Not now: the question itself is put off. */
const putOff =
  /^(?:(?:can|could|may|might|shall|should|will) (?:i|we)|i (?:will|would|might|may|have|am going to)|let me) .*\b(in a (?:minute|moment|second|bit|while)|later(?: on)?|shortly|afterwards)$|\bquestions? (?:about|on|for you) .*\b(in a (?:minute|moment|second|bit|while)|later|shortly)$/;
const spokenTo =
  /\b(did|have|had|were) you (already |just |last |been )*(speak|spoke|spoken|talk|talked|talking|speaking|deal|dealt|chat|chatted|chatting|met|meet)\b/;

/** "Where is your customer", "where did you park"; not "where is your desk". */
const elsewhere =
  /\bwhere(?: exactly)? (?:is|are|was|were) (?:your|the|his|her|their|our) (?!(?:[a-z]+ )?(?:desk|office|laptop|computer|pc|room|workplace|workstation|seat|place|location|router|box|hub|modem|access point|wifi|internet|machine|base|home)\b)|\bwhere (?:else )?(?:do|did|have|had|will|would) (?:you|they|we) (?:usually |normally )?(?:put|buy|get|learn\w*|park|eat|have (?:your )?(?:lunch|coffee|tea)|go|meet|met|study|send|sent|leave|left|store|hear|heard|find|found) ?(?!yourself)/;

const ofSomebody =
  /^when (?:exactly )?(?:are|is|was|were|do|does|did|will|would|can|should|has|have) (?:you|he|she|they|we|your [a-z]+|the [a-z]+)\b/;
/** When what was, by the words that trouble has; or nothing but "when?". */
const began =
  /\b(it|this|these|that|trouble|problems?|issues?|errors?|start\w*|begin\w*|began|notic\w*|happen\w*|work\w*|sign\w*|log(?:ged|in|ging)?|get(?:ting)? (?:in|into|this)|got (?:in|into)|sound\w*|robot|voice|bad|stop\w*|fail\w*|lock\w*|hear|heard|say|said|fine|okay|ok|able|wrong|first|robotic|since|slow|worse|break\w*|message|see|saw|complain\w*|lost|crackl\w*|choppy|distort\w*|onset|degradation|incident|occur\w*|date and time|good|right|proper|last (?:in|on|call|meeting|time|good|normal|clear|ok|fine|could|able|successful\w*|worked))\b|^(?:[a-z]+ ){0,2}[a-z]+$/;
/** "How long does a call go, normally?": how it is, not since when it is otherwise. */
const habit =
  /(?<!\bsince )\bhow (long|often|much|many) (do|does|will|would|can|could|should)\b|\b(usually|normally|typically|generally) (?:start|end|last|take|close|open|finish|work)\b|\bhow (?:long|many [a-z]+) (?:have|has|had) (?:you|he|she) (?:been|worked|had|known|lived|use[d]?)\b(?!.*\b(?:this|problem|issue|trouble|locked|unable|like this|error|robot|seeing|getting|experiencing|cut|out)\b)/;
const ofDoings =
  /\b(?:do|did|are|were|can|will|have|must|would) you\b|\byou (?:were|are|have|had)\b|\b(?:is|does|did|was) (?:your|the|a)\b/;
const relocks =
  /\b(lock\w*|unlock\w*|it|this|that|these|happen\w*|kick\w*|throw\w*|shut|sign\w*|log\w*|account|pattern|gap|interval|fix|work\w*|between|minutes?|after(?:wards)?|until|before|again)\b|\blast$|\b(?:do|did) you (?:get|have|last|stay|survive)$|\byou (?:get|have) (?:in|each|every|then|got)\b|^(?:[a-z]+ ){0,3}[a-z]+$/;
/** "Is the third floor warmer?", "do you have a garden?", "who organised the move?" */
const aroundPlace =
  /\b(warmer|colder|better|nicer|quieter|bigger|smaller|lighter|brighter|cold|warm|hot|quiet|lunch|coffee|tea)\b|^(?:do|have) you (?:have|got|own|need|want) (?:a|an|any)\b(?!.*\b(there|where|with you|office|desk|room|fixed|own)\b)|^(?:which|what|where) .*\b(?:do|did|will) you go\b/;
const counted =
  "ask_location ask_new_number ask_phone ask_identity ask_document ask_sensitive ask_error ask_change ask_reason";
const ofSignal =
  /\b(wifi|wireless|signal|connections?|network|reception|internet|line|router|bars?|link|coverage|it|that|fan)\b/;
const ofJourney =
  /\b(?:to|from|at) (?:the|your) (?:office|site|city|airport|station|centre|town)\b/;
const chosen = /^why did you (?:choose|pick|fly|travel|book|take|become|join|leave|decide)\b/;
/** What somebody does as a rule, not what goes on now. */
const asARule =
  /^do you (?:[a-z]+ )?(?:print|upload|copy|save|send|download|film|record|share)\b.*\b(yourself|a lot|often|much|usually|normally|every|regularly|sometimes)\b/;
const otherName =
  /\bname on (?:it|them|that)\b|\bname (?:should|shall|could|can) (?:i|we)\b|\bname of (?:your|the|that|this) (?:airline|hotel|dog|cat|client|wife|husband|company|fair|site|town|street|shop|film|product)\b/;
/** "Is Alan your manager?" */
const isWhose = new RegExp(`^(?:is|was|are|were) [a-z]+ (?:your|the) (?:[a-z]+ )?${outsider}$`);
const ofDistance =
  /\b(you|u|your|router|box|hub|house|modem|wifi|desk|access point|printer|it|that|laptop|computer)\b/;
const hasBadge = /^(?:have|did|do) you (?:[a-z]+ )*(?:badge|card|pass)\b.*\b(already|yet)$/;
/** "Shall I print it for you?" offers something, and asks after nothing that it names. */
const offer = /^(?:shall (?:i|we)|should i)\b|^(?:do you want|would you like|want) (?:me|us) to\b/;
const longAgo =
  /\blast (?:month|year|quarter|summer|winter|spring|autumn)\b|\b(?:months?|years?) ago\b|\b(?:in|since|last) (?:january|february|march|april|may|june|july|august|september|october|november|december)\b/;
const otherCall =
  /\b(?:call|ring|phone)(?:ing)? (?:back )?(?:the other|another|my|our|somebody|someone|a (?!number))/;
const ofMeeting =
  /^(?:can|could|will|would|did|does|do|is|was|has) (?:you |they )?(?:move |postpone |delay |push |start )?(?:the|your|that|this) (?:meeting|call)\b(?!.*\b(?:important|urgent|about|for)\b)/;
const otherChange =
  /\b(?:with|in|about|at) (?:the|your|our) (?:[a-z]+ )?(?:meeting|agenda|policy|policies|plans?|company|team|management|menu|canteen|world|rules?)\b/;
const uses = /\b(passwords?|it|that|ones?|us(?:e|es|ed|ing)|reus\w*|same|login|credentials?)\b/;

const kinds: Kind[] = [
  { of: any, strays: (text) => opinion.test(text) || evaluation.test(text) || putOff.test(text) },
  { of: except("ask_old_phone"), strays: (text) => bought.test(text) || life.test(text) },
  {
    of: except(
      ...["ask_household", "ask_call_quality", "ask_others"],
      ...["ask_deadline", "ask_urgency", "ask_identity"],
    ),
    strays: (text, { main }) => outsideSubject.test(text) && !main.has("begin"),
  },
  {
    of: only("ask_others"),
    strays: (text, { clause }) =>
      outsideSubject.test(text)
        ? !troubled.test(text)
        : !(clause.fragment && clause.head === null) &&
          !trouble.test(clause.words.join(" ")) &&
          text.split(" ").length > 5,
  },
  {
    of: only("ask_identity"),
    strays: (text) => spokenTo.test(text) || hasBadge.test(text) || otherName.test(text),
  },
  {
    of: only("ask_location"),
    strays: (text, { clause }) =>
      clause.head === "who" || elsewhere.test(text) || aroundPlace.test(text),
  },
  { of: only("ask_running", "ask_document"), strays: (text) => asARule.test(text) },
  { of: only("ask_signal"), strays: (text) => aroundPlace.test(text) && /\byou go\b/.test(text) },
  {
    of: only("ask_signal"),
    strays: (text) => /^how [a-z]+ (?:is|are) /.test(text) && !ofSignal.test(text),
  },
  {
    of: only(...counted.split(" ")),
    strays: (_, { clause }) => clause.head === "howmany",
  },
  { of: only("ask_others"), strays: (text) => isWhose.test(text) },
  { of: only("ask_distance"), strays: (text) => !ofDistance.test(text) },
  { of: only("ask_running"), strays: (text) => /\bany good$/.test(text) },
  { of: only("ask_pattern"), strays: (text) => ofJourney.test(text) },
  { of: only("ask_reason", "ask_urgency"), strays: (text) => chosen.test(text) },
  {
    of: only("ask_approved", "ask_authenticator"),
    strays: (text) => /\bapprove of\b/.test(text),
  },
  { of: only("ask_document"), strays: (text) => /^do you need (?:the|those|them)\b/.test(text) },
  {
    of: only("ask_when"),
    strays: (text, { main }) =>
      habit.test(text) ||
      /^what time is it\b/.test(text) ||
      (ofSomebody.test(text) &&
        !began.test(text) &&
        !has(main, "call|voice|signin|works|slow|error")),
  },
  {
    of: only("ask_pattern"),
    strays: (text, { main }) =>
      ofDoings.test(text) && !relocks.test(text) && !has(main, "lock|unlock"),
  },
  {
    of: except("ask_new_number", "ask_callback", "ask_contact_number", "ask_identity"),
    strays: (text) => offer.test(text),
  },
  {
    of: except(
      ...["ask_when", "ask_change", "ask_password_changed", "ask_location"],
      ...["ask_phone", "ask_old_phone"],
    ),
    strays: (text) => longAgo.test(text),
  },
  { of: only("ask_callback"), strays: (text) => otherCall.test(text) },
  { of: only("ask_change"), strays: (text) => otherChange.test(text) },
  {
    of: only("ask_location", "ask_change", "ask_running", "ask_signal", "ask_scope", "ask_phone"),
    strays: (_, { main }) => main.has("outsider"),
  },
  { of: only("ask_urgency"), strays: (text) => ofMeeting.test(text) },
  {
    of: only("ask_reuse"),
    strays: (text) => /\b(?:work|live|been|stud)/.test(text) && !uses.test(text),
  },
];
