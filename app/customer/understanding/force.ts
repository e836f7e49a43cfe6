/** What the question is after; it decides what the clause asks. */
export type Head =
  | "none"
  | "what"
  | "when"
  | "where"
  | "who"
  | "which"
  | "why"
  | "how"
  | "howlong"
  | "howmany"
  | "howoften"
  | "yesno";

/** `ask`: wants to know; `tell`: wants something done; `state`: says something. */
export type Force = "ask" | "tell" | "state";

export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

export const auxiliaries = wordSet(
  "is are was were am do does did have has had can could would will should may might must shall",
);
export const imperatives = wordSet(
  "throw chuck dump ditch erase destroy shred purge contact count think clear empty reinstall update uninstall reset change swipe mute unmute lower drag scroll link pair halt resume kill abort avoid upload save copy paste ensure walk suggest try check open click go give send confirm restart reboot scan set setup install complete finish finalise reauthenticate authenticate wipe unplug untick tick visit make move pause stop close turn switch follow type enter press tap wait call ring run look tell show describe put plug use sign log leave keep let forget ignore never take walk have hit quit schedule start explain describe provide share read state list name spell register enrol enroll add remove delete download hang hold get come sit carry bring cancel suspend repeat accept approve retry connect disconnect unplug select choose allow head power pop grab test launch finish do note remember phone dial join say verify print reprint resend forward collect fetch pick bin trash discard secure retain preserve feel",
);

const request =
  /^(can|could|would|will) you (not )?(just |please |now |also |quickly |maybe |perhaps |kindly |possibly |then |try and |go and |mind )*/;
const informative =
  /^(brief|inform|update me|enlighten|fill me|copy|paste|tell|describe|confirm|explain|say|give|send|provide|share|show|see|remember|recall|let me know|read|state|spell|identify|verify|walk me|talk me|clarify|specify|name|elaborate|think|prove|recount|list|look (which|what|where|how|who))/;
const instruction =
  /^(you (would|had) better |you (will )?(now |then |just |also )*(need|have to|should(?! have)|can|could|must|might want|may want|would need|want) (to )?(now |then |just )?|i (would like|want|need|would love) you to|i will need you to|let us|try|shall we|let me have you|how about|why (do not|not) (you|we)?|mind|would you mind|it would help if you|go ahead|feel free|time to|next step|you will (need|have|want|be able) to)/;

/** "Let's get you back in" says what we are about to do, and asks for nothing. */
const promise =
  /^let us (get (you|your|this|that|it|everything|things)|sort|fix|solve|find out|see (what|if|why|how)|make sure|take care|work)\b/;

const politeRequest =
  /\b(please|kindly) (give|provide|share|tell|send|confirm|state|specify|describe|explain)\b/;
const needs =
  /\b(will|would) (do|suffice|be enough|be fine|be all|be needed)\b|\b(is|are) (needed|required|necessary|mandatory|enough|sufficient|all (i|we) need|missing)\b|\b(i|we) ((just|also|only|still|first|now|really|quickly|will|would|do) )*(need|require|want|like|love|must|have to|am wondering|wonder|was wondering|am curious|am asking|ask|have got to)\b|^(i|we) (will|would|am going to) ([a-z]+ )*(verify|identify|identity|who you are)|\bwould (help|suffice|be enough)\b|\bwould do (too|as well|instead|fine)\b/;

/** "Could you still log in on Friday?", "can you hear me okay": wonders, and wants nothing done. */
const ability =
  /^(can|could) you (still|even|ever|at all|already|usually|normally|generally|not (still )?(get|log|sign|access|see|open|use)|see|hear|browse|reach|find (it|the|that|your)|remember|recall|think of)\b|^(can|could) you (get|log|sign|access|open|use|work|browse|connect|print)\b.*\b(yesterday|last (week|night|friday|monday|time)|this morning|with (your|the|that|this|it)|on (friday|monday|tuesday|wednesday|thursday|saturday|sunday)|before|earlier|normally|properly|ok|okay|fine|without (any )?(problem|problems|trouble|issue|issues)|all right|alright)\b/;

/** "My own phone died", "I'd love a new phone, too": of whoever writes, not of the reader. */
const ownAffair =
  /^(?:i|we) (?:really |also |just )*(?:love|hate|enjoy|adore|miss) |^(?:my|our) (?!(?:next |first |other |last |second |only )?question)(?!.*\b(?:your|you)\b)|^(?:i|we) (?:would |do |really |also )*(?:love|like|want|need) .*\b(?:too|as well|also|myself)$/;
/** "The email I sent you". */
export const ownThing =
  /^(?:the|that|this|an?) (?:[a-z]+ ){1,2}(?:that |which )?(?:i|we) (?:have |had |just |will |already )*(?:sent|send|wrote|write|gave|give|mailed|told|mentioned|posted|attached|shared)\b/;
/** "First your full name and the number on your badge". */
const nameWanted =
  /^(?:your|the) (?:full |complete |first |last |own )*(?:name|surname|staff|employee|personnel|payroll|badge)\b(?!.*\b(?:is|are|was|were|has|have|will|should|would|came|says?)\b)/;

/** Whether the main part of a clause asks, tells or states. */
export function findForce(text: string, head: Head | null, marked: boolean): Force {
  const first = text.split(" ")[0] ?? "";
  if (
    /^let me (?!know|have|(take|get|grab|note) (down )?(your|the name|the staff))/.test(text) &&
    !/\b(verify|identi|confirm who)/.test(text)
  )
    return "state";
  if (promise.test(text)) return "state";
  if (/^give (it|that|this|the [a-z]+) (a|another|one more) (go|try|shot)\b/.test(text))
    return "tell";
  if (ability.test(text)) return "ask";
  if (/^how about now\b/.test(text)) return "ask";
  if (/^(can|could|shall|should) we\b/.test(text)) {
    const verb = text.replace(/^\w+ we (just |please |now |also |maybe |then |quickly )*/, "");
    if (
      imperatives.has(verb.split(" ")[0] ?? "") &&
      !/^(have|take|get|verify|confirm|check|start with|talk)\b/.test(verb)
    )
      return "tell";
  }
  if (request.test(text)) return informative.test(text.replace(request, "")) ? "ask" : "tell";
  if (/^(how about|why (do not|not))\b/.test(text)) return "tell";
  if (
    /^((paste|copy|read|type out) (me|out|us|what|(it|that|this)( out)? (to|for|word)|the (text|message|error|wording|name|number|label))|(brief|inform|update|enlighten|fill) (me|us)\b|tell (?!him|her|them|your|anyone|everyone|somebody|someone|nobody|the (others|team|customer|people))|let me know|let me (take|get|grab|note) (down )?your|let us know|describe|confirm|explain|give|send|provide|share|state|specify|spell|identify|remind me|walk me|talk me|name|list|prove|show me|say)\b/.test(
      text,
    )
  )
    return "ask";
  if (first === "you" && imperatives.has(text.split(" ")[1] ?? "") && !marked) return "tell";
  if (marked && /^you (can|could|do|did|have|are|will|would|were) not\b/.test(text)) return "ask";
  if (instruction.test(text) && head === null) return /\?$/.test(text) && !marked ? "ask" : "tell";
  if (imperatives.has(first) && isImperative(text)) return "tell";
  if (!marked && (ownAffair.test(text) || ownThing.test(text))) return "state";
  if (needsToKnow(text) || politeRequest.test(text)) return "ask";
  if (nameWanted.test(text)) return "ask";
  if (/^(i|we)\b/.test(text)) return "state";
  if (/ please$/.test(text) && !/^(it|this|that|there|they|he|she)\b/.test(text)) return "ask";
  if (/^(any|anything|anyone|anybody)\b/.test(text)) return "ask";
  if (head !== null || marked || isFragment(text.split(" "))) return "ask";
  return /^you (have|had|got|get|see|use|are using|bought|replaced|changed|at|in|on|still|not|sure|home|back|near|there|abroad|travelling|working|sitting|located|based|alone|are)\b/.test(
    text,
  )
    ? "ask"
    : "state";
}

/** "do emails work" and "name?" begin with words that are no orders there. */
function isImperative(text: string): boolean {
  if (/^(have|do)\b/.test(text))
    return /^(have (a|another|it)|do (it|that|this|so|not|a))\b/.test(text);
  if (
    /^(print|feel|pick|bin) (queue|jobs?|error|message|server|driver|window|better|ok|okay|up line)\b/.test(
      text,
    )
  )
    return false;
  return !/^(phone|name|call|test|head|list|note|tap|state) ?(you|your|number|model|the|one|ok|okay|fine|working|works|done|updated|sorted|new|too|as|and|or|is|quality|$)/.test(
    text,
  );
}

/** "I have to do an ID check", "I'm required to confirm your identity". */
const identifying =
  /\b(i|we) (am |are )?(just |also |first |really |still |now |will |would |do |going to )*(have to|must|need to|should|ought to|want to|required to|obliged to|supposed to|meant to|asked to|like to|need|going to|got to|has to)( [a-z]+){0,3}? (verify|verif\w+|identify|identif\w+|id|authenticate|validate|check (who|your id|that it is|it is|you are|on you)|confirm (who|your identity|that it is|it is|that i|i am|you are)|prove|proof|sure|ensure|certain|security (check|question))\b/;

/** "I must verify the settings", "I'll verify with my colleague": nobody is asked who they are. */
const ownCheck =
  /\b(?:verify|validate|check|confirm|identify)(?:ing)? (?:this |that |it |something |everything )?(?:with|my|our|how|what|why|where|the (?:setting|log|policy|record|printer|queue|status|config|system|rule|process|procedure|number of|connection|network|server|line|time|ticket|note|history|steps?|cause)\w*)\b(?!.*\b(?:you are|your (?:id|identity|name|staff)|speaking|talking)\b)/;

function needsToKnow(text: string): boolean {
  if (/\b(like|love) (your|the|that|this|it|how|what)\b/.test(text)) return false;
  if (ownCheck.test(text)) return false;
  if (identifying.test(text)) return true;
  if (!needs.test(text) || /\b(need|want|like|love) you to\b/.test(text)) return false;
  if (/\b(do|does|will|would) not (need|want)\b/.test(text)) return false;
  return !/\b(need|want|like|love|have|must) (to )?(reset|unlock|send|set|remove|clear|restart|re|do|make a|make the|fix|pass|raise|escalate|look|update|change|put|add|help|get you|thank|apologi[sz]e|say)\b|\b(reset|sorted|fixed|back in)$/.test(
    text,
  );
}

export function isFragment(main: string[]): boolean {
  const first = main[0] ?? "";
  const listed = /\b(or|any|else|other)\b/.test(main.join(" "));
  if (main.length > (listed ? 9 : 6) || /^(i|we|it|this|that|there|they)$/.test(first))
    return false;
  if (main.length <= 2) return true;
  if (first === "you") return false;
  if (imperatives.has(first) && isImperative(main.join(" "))) return false;
  return !main.some((word) => auxiliaries.has(word) || word === "us");
}
