import { splitWords } from "./words";

const times =
  "(?:time|times|ticket|tickets|call|calls|contact|contacts|chat|chats|request|requests|attempt|attempts|visit|go|goes|round|rounds|day|days|occasion|occasions|lockout|lockouts|unlock|unlocks)";
const counted =
  "(?:second|third|3rd|2nd|fourth|4th|two|three|2|3|four|several|many|multiple|so many|few|couple of|umpteenth|another|more than one|both|last two|previous|earlier)";
const often =
  "(?:again|before|already|twice|repeatedly|three times|two times|several times|this week|more than once|so often|every day|on monday|on tuesday)";
const contacting =
  "(?:contact|contacted|contacting|call|called|calling|ring|rung|rang|ringing|message|messaged|messaging|write|written|writing|chase|chased|chasing|come|came|coming|get|got|getting|been|reach|reached|ask|asked|asking|explain|explained|explaining|go|gone|going|repeat|repeating|raise|raised|report|reported|log|logged|open|opened|deal|dealing|put up|keep)";

/** Words that can only mean that somebody had to come more than once. */
const repeated = new RegExp(
  [
    `\\b${counted}(?: [a-z]+)? ${times}\\b`,
    `\\b(?:again and again|over and over|time and (?:time )?again|time after time|day after day|round in circles|back (?:and forth|to square one)|passed? (?:around|from|about|pillar)|pillar to post)\\b`,
    `\\b(?:keep|keeps|kept|having to|had to|have to) ?(?:on )?(?:${contacting}|locking you|happening|locking|getting locked)\\b`,
    `\\byou (?:have|had|are|were|would)?(?: already| now| been)* ?${contacting}\\b.{0,40}\\b${often}\\b`,
    `\\b(?:back (?:here |with us |to us |in touch |on )?(?:again|already|so soon|a third time)|here again|us again|in touch again|yourself again|this again|all over again|locked again|locked out again|happened again|happening again)\\b`,
    `\\b(?:was|were|been|being|is|has|did|are|got) (?:still |clearly |obviously |never |just )*not (?:been |being |get |properly |really |actually )*(?:fixed|solved|sorted|resolved|fix|solve|sort|hold|held|last|stick|work|helped|dealt)\\b`,
    `\\bnever (?:got |been |properly |really |actually )*(?:fixed|solved|sorted|resolved|looked at|dealt)\\b`,
    `\\b(?:should|could) have been (?:fixed|sorted|solved|resolved|found|dealt)\\b|\\bshould not (?:have|be|need|keep)\\b`,
    `\\b(?:just|only|simply) (?:been )?(?:unlocked|unlocking|unlock|reset|resetting)\\b`,
    `\\b(?:properly|for good|once and for all|for real|permanently|at the root)\\b.{0,24}\\bthis time\\b|\\bthis time\\b.{0,40}\\b(?:properly|for good|once and for all|permanently)\\b|\\b(?:instead of|rather than|more than|not) (?:just |only |simply )+(?:unlock|another|unlocking|reset)`,
    `\\blet you down|failed you|messed you (?:about|around)|wast(?:ed?|ing) (?:so much of |enough of |more of )?your (?:time|week|morning|day)`,
  ].join("|"),
);

const annoyed =
  /\b(frustrat\w+|annoy\w+|infuriat\w+|fed up|angry|anger|cross with|cross about|be cross|irritat\w+|irritation|maddening|exasperat\w+|livid|fuming|upset|had enough|sick of|tired of|sick and tired|aggravat\w+|unhappy|unacceptable|not acceptable|not good enough|fair enough|drive (?:me|anyone|you) mad|driving you mad|drives you|lost patience|out of patience|run of patience|losing patience|pain in the|ridiculous|rotten week)\b/;
const about =
  /\b(you|your|i|me|we|must|anyone|anybody|this|that|it|how|so|really|very|no wonder)\b/;

/** A question whether or how often somebody came takes in nothing. */
const inquiry =
  /^(?:(?:and|so|ok|okay|hi|hello|right|hmm|hm|um|oh|well|yes|thanks|then|can you|could you|tell me|please) )*(?:how|when|did|do|does|has|have|is|was|are|what|which|why|where|who)\b/;
const kindness =
  /\b(sorry|apolog\w+|understand|appreciate|shame|see|right to|realise|realize|hear|know)\b/;

/** "Sorry for any inconvenience caused", which costs nothing and means nobody. */
const canned =
  /\b(?:sorry|apolog(?:y|ies|i[sz]e)) (?:that |about |for )*(?:any |the |all the |all |this |your |that |these |such )*(?:[a-z]+ )?(?:inconvenience|inconveniences|frustration|annoyance|trouble|troubles|issue|issues|disruption|delay|problem|problems)\b|\b(?:your (?:call|request|patience|satisfaction|feedback) (?:is|are) (?:very |really )?(?:important|appreciated|valued))\b|\bthank you for (?:your patience|contacting|reaching out|getting in touch|your understanding)\b|\b(?:sorry|apologies) (?:to hear|about that|about this|for that|for this)\b|\binconvenience\b|\bvalued (?:customer|colleague)\b/;

/** Whether a message takes in that somebody had to come again, or how annoyed they are. */
export function acknowledgesRepeat(normal: string): boolean {
  return sentencesOf(normal).some(({ text, asks }) => {
    if (asks && inquiry.test(text) && !kindness.test(text)) return false;
    if (/\b(?:no|not (?:see|find)|any) (?:previous|earlier|other)\b/.test(text)) return false;
    if (repeated.test(text)) return true;
    return annoyed.test(text) && about.test(text) && !canned.test(text);
  });
}

export function isCanned(normal: string): boolean {
  return sentencesOf(normal).some(({ text }) => canned.test(text)) && !acknowledgesRepeat(normal);
}

function sentencesOf(normal: string): { text: string; asks: boolean }[] {
  const found = normal.match(/[^.?!;\n]+[.?!;\n]*/g) ?? [];
  return found.map((each) => ({ text: splitWords(each).join(" "), asks: each.includes("?") }));
}
