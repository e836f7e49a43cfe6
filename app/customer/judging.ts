import { splitWords } from "./words";

/**
 * Whether a message shows that nobody is judging, or that somebody is. Read from
 * stretches of a message, since a "not" reaches no further than its own clause.
 */

const gap = "(?:[a-z0-9]+ ){0,4}?";
const nobody =
  "(?:no ?one|nobody|none of us|neither|not|never|without|no|zero|nothing|any|nor|rather than|instead of)";
const reproach =
  "(?:judge?|judges|judged|judging|judge?ment|judgmental|blame|blames|blamed|blaming|shame|shaming|angry|cross with|upset with|mad at|annoyed|laugh|laughing|(?:tell|telling|told) (?:you |anyone |anybody )?off|disappointed|point(?:ing)? (?:the |a |any )?fingers?|scold(?:ing|ed)?|lectur(?:e|ing)|punish(?:ed|ing)?|fired|sacked|think(?:ing|s)? (?:any )?(?:less|worse|badly|ill) of|hold(?:ing)? (?:it|this|that|anything) against|(?:in|into) (?:any )?(?:kind of |sort of )?trouble)";
const shamed =
  "(?:ashamed|embarrassed|embarrassment|shame|guilty|bad|stupid|silly|foolish|dumb|hide|fear|awful|beat(?:ing)? yourself|blam(?:e|ing) yourself|hard on yourself|scared|afraid)";
const all =
  "(?:everyone|everybody|anyone|anybody|someone|somebody|all of us|us all|any of us|the best|most (?:people|of us)|many|so many|lots|plenty|a lot of|me|people|half|the smartest|loads|others|even|more people)";
const lapse =
  "(?:fall|falls|fell|fallen|fall for|click|clicks|clicked|slip|slips|slipped|do|does|did|done|make|makes|made|get caught|gets caught|got caught|been|be fooled|get fooled|gets fooled|been fooled|been caught|taken in|been tricked|have been there|forget|forgets|trip|trips|have (?:a )?moments?)";
const candour =
  "(?:told|telling|tell|said|saying|mention(?:ed|ing)?|admit(?:ted|ting)?|honest|honesty|frank|open about|open with|openness|upfront|came forward|come forward|coming forward|report(?:ed|ing)|spoke up|speaking up|speak up|trust(?:ed|ing)? (?:me|us))";

/** Each alternative is one way of saying it; a message may say it several times. */
const acquittal = new RegExp(
  [
    `\\b(?:not|never|no|nor|hardly|nobody|nothing) ${gap}(?:your|anyone|anybody|any of your)(?: own)? (?:fault|doing|mistake)\\b`,
    `\\bno fault of your own\\b|\\b(?:nobody|no ?one|not) (?:is |are |here )?${gap}to blame\\b`,
    `\\b${nobody} ${gap}${reproach}\\b|\\b(?:judge?ment|blame|shame|guilt) free\\b`,
    `\\b(?:no (?:need|reason|cause)|nothing|do not|need not|does not|never|should not|must not|not have to|not need to|please do not|not) ${gap}${shamed}\\b`,
    `\\b(?:do not worry|no need to worry|nothing to worry about)\\b(?! about (?:the|your|any))`,
    `\\bhappen(?:s|ed|ing)? ${gap}(?:to|with) (?:the )?${all}\\b|\\bhappens? (?:all the time|a lot|every day|every week|daily|more (?:often )?than|often|so often|so easily|very often|quite often|constantly)\\b|\\b(?:these|such|those) things (?:do )?happen\\b|\\b(?:mistakes|accidents) (?:do )?happen\\b|\\b(?:it|this|that) (?:does |really |just |simply )?happens$`,
    `\\b(?:we|we have|everyone|everybody|i|i have|most (?:people|of us)|(?:so )?many (?:people|of us)|(?:lots|plenty|loads) of (?:people|us)|half (?:of )?(?:the|this|our) [a-z]+|even (?:[a-z]+ ){0,4}[a-z]+|anyone|anybody|people|thousands|hundreds|colleagues|all of us) (?:(?:all|have|had|has|can|could|would|might|once|nearly|almost|myself|also|even|just|still|sometimes|may|get|got) )*${lapse}(?: (?:it|that|this|the same|one|them|these|those|for|on|by|mistakes|errors|worse|into|in))+\\b`,
    `\\b(?:have|has|is|we are|i have) (?:all )?been there\\b|\\b(?:not|far from|hardly|by no means) (?:the |being the )?(?:first|only one|only person|alone|the last)\\b|\\bin good company\\b|\\bgets? (?:everyone|everybody|us all|all of us|most people|the best)\\b`,
    `\\b(?:easy|easily|understandable|natural|common) (?:done|mistake|error|slip|thing to do|to (?:do|fall|click|miss|make|get|be|believe))\\b|\\b(?:very|so|quite|really|perfectly|completely|totally|entirely|absolutely|that is|it is|this is|really very|extremely|incredibly) (?:understandable|easily done|human|common|normal)\\b|\\b(?:only|all|just) human\\b`,
    `\\b(?:look|looks|looked|are|is|get|were) (?:(?:so|very|really|quite|too|awfully|extremely|incredibly|remarkably|terribly|all|getting|that|just|pretty|damn|more and more) )*(?:convincing|realistic|clever|genuine|like the real|professional|well made|well done|deceptive|sophisticated)\\b|\\b(?:designed|made|meant|built|crafted) to (?:fool|trick|catch|deceive|look|mislead|get)\\b|\\b(?:trick|fool|catch|deceive|fooled|tricked|caught) (?:everyone|everybody|anyone|anybody|people|all of us|the best|even|most)\\b`,
    `\\b(?:glad|good|great|happy|relieved|grateful|appreciate|thanks?|thankful|brave|pleased|helpful|kind) (?:(?:that|you|it|for|of|to|are|your|being|so|very|really|have|how|much|i|we|do|is|been|did|just|this) )*${candour}\\b(?! (?:me |us )?your (?:name|number|staff))`,
    `\\b(?:did|done|doing|are doing) (?:exactly |just |absolutely |precisely |quite )?the right thing\\b|\\bright to (?:tell|come|report|ask|contact|get|reach|speak|say|let|write|call|message)\\b|\\bwell done\\b|\\b(?:good|glad|great) (?:that )?you (?:came|come|asked|contacted|wrote|got in touch|reached|spotted|noticed|are telling|let)\\b|\\b(?:brave|takes? (?:some |real )?courage)\\b`,
    `\\b(?:ok|okay|fine|safe|all right|alright|free) (?:for you )?to (?:tell|say|admit|be honest|share|talk|speak|be open)\\b|\\byou can (?:safely |always |just |really )?(?:tell me (?!when|if|what|which|how|where|who|your|the|about)|trust|be (?:completely |totally |fully |quite )?(?:honest|open|frank)|talk to|speak)\\b|\\bsafe (?:here|with me|with us|space)\\b|\\b(?:between (?:you and me|us|the two of us))\\b|\\b(?:i|we) (?:am|are) on your side\\b`,
    `\\b(?:nothing|not anything|not done anything|not do anything|not|never) (?:you (?:did|have done) )?wrong\\b|\\bnothing wrong with (?:that|what you)\\b|\\b(?:you (?:are|were) the victim|you were (?:tricked|deceived|targeted|conned|lied to|fooled))\\b|\\b(?:blame|fault) (?:is |lies |of |on )*(?:with |on )?(?:the|those|whoever|them) (?:scammers?|criminals?|crooks?|people|attackers?|fraudsters?|they)\\b`,
    `\\b(?:could|might|may|would|can) (?:just as (?:well|easily) )?(?:have )?(?:been|be|happen|happened|caught|fooled|got) (?:to )?(?:any(?:one|body)|me|any of us|us all|all of us)\\b`,
    `\\b(?:will not|not going to|never|not) (?:lose your job|tell your (?:boss|manager)|get (?:you )?(?:in|into) trouble|be held against)\\b`,
  ].join("|"),
  "g",
);

const foolish =
  "(?:stupid|silly|careless|dumb|foolish|idiotic|irresponsible|reckless|naive|gullible|incompetent|negligent|thoughtless|sloppy|unprofessional|ridiculous|lazy|clueless|ignorant)";

const accusation = new RegExp(
  [
    `\\byour (?:own |very own )?(?:fault|mistake|stupidity|carelessness|negligence|ignorance|responsibility that this)\\b(?! (?:message|text|code))|\\byour own (?:doing|problem)\\b|\\b(?:that|this|it) is your problem\\b|\\byou (?:only )?have (?:only )?yourself to blame\\b|\\byou (?:are|were) (?:clearly |the one |entirely |solely )*(?:to blame|at fault|responsible for this)\\b|\\bi blame you\\b`,
    `\\byou (?:really |clearly |obviously |probably |just |simply |definitely |all )*(?:should|ought to|could|might) (?:really |at least |perhaps )?have (?:really |just |at least )?(?:known|noticed|realised|realized|spotted|recognised|recognized|checked|told|reported|been more|been careful|thought|paid|asked|called|contacted|come to us|said (?:so|something)|looked|listened|read|remembered|learned|learnt|kept)\\b`,
    `\\byou (?:really |clearly |obviously |just |simply )*(?:should|ought|must) (?:not|never) (?:to )?have (?!to\\b|any|a\\b|the\\b|problems|trouble|issues)[a-z]+\\b|\\byou should (?:really )?(?:know better|be ashamed|pay (?:more )?attention)\\b|\\bshould know better\\b|\\bknown better\\b|\\bbe (?:a (?:bit|little|lot) )?more careful\\b`,
    `\\bhow (?:could|can) you (?:possibly |really |ever |even )*(?:be (?:so|that|this)|have been (?:so|that)|do (?:that|this|such|something)|have (?:done|fallen|clicked|given|let)|fall|let|not (?:notice|know|see|realise|realize)|click|give (?:away|out|them|your)|type|make such|miss)\\b`,
    `\\bwhy (?:on earth|in the world|in heaven|the hell|the heck)\\b|\\bwhy would you (?:ever |even |possibly )*(?:do|click|give|fall|open|type|enter|put|trust|believe|approve|share|hand)\\b|\\bwhy did you (?:even|ever|not|do such|do something)\\b(?! (?:get|receive|see))|\\bwhy (?:were|are) you (?:not )?so\\b|\\bwhy (?:have|had) you not\\b|\\bwhy did not you\\b`,
    `\\b(?:you (?:are|were|have been|must be)|that (?:was|is)|this (?:was|is)|it (?:was|is)|(?:how|so|pretty|rather|very|really)) (?:(?:just|so|very|really|quite|pretty|rather|incredibly|extremely|a|such|being|plain|simply|bit|little|terribly|awfully|too|unbelievably) )*${foolish}\\b(?! (?:question|page|scam|system|computer|rule|error|form|policy|mail|email|site|reset|process|trick|machine|printer|message|app|to ask))|\\b${foolish} (?:of you|mistake|thing to do|user)\\b`,
    `\\byou (?:idiot|moron|fool|dummy)\\b|\\byou (?:are|were) (?:such )?an? (?:idiot|moron|fool|dummy)\\b|\\b(?:rookie|basic|elementary|schoolboy) (?:mistake|error)\\b|\\buser error\\b|\\byou people\\b|\\bshame on you\\b|\\bdisappointed in you\\b|\\bserves you right\\b`,
    `\\byou (?:have |had |really |clearly |obviously |probably |just )*(?:caused (?:this|it|the|all)|broke (?:it|this|the)|messed (?:up|it|this)|screwed (?:up|it|this)|brought (?:this|it) on yourself|got yourself into|did this to yourself|failed to|put (?:us|everyone|everybody|all of us|the (?:whole )?(?:company|firm|team|business)) (?:all )?at risk|(?:fell|fallen) for (?:an? |the |such an? )?(?:obvious|oldest|such|silly))\\b|\\byou must have (?:done something|pressed|clicked|deleted|broken|caused)\\b`,
    `\\b(?:did|have) (?:you (?:really )?not|not you) (?:read|listen|think|pay|learn|attend|take the|do (?:the|your)|even|been (?:told|trained|listening|paying))\\b|\\bdo (?:you (?:ever |even )?not|not you) (?:know better|read|listen|think|pay|care|ever|learn)\\b|\\b(?:everyone|everybody|any child|any idiot|any fool|a child) (?:knows|would know|could|would have)\\b|\\b(?:we|i) (?:have )?(?:already )?(?:told|warned) you (?:not|never|about|so|before|many|a hundred)\\b|\\byou (?:were|have been) (?:clearly )?(?:told|warned|trained) (?:not|never|about|to never)\\b`,
    `\\bwhat (?:on earth )?(?:were you|could you have been) thinking\\b|\\bwhat did you (?:think would|expect)\\b|\\b(?:use|used) your (?:head|brain|common sense)\\b|\\bcalm down\\b|\\btake (?:some )?responsibility\\b|\\b(?:is not|not) (?:my|our) problem\\b|\\bwhat (?:did|have) you (?:do|done) (?:wrong|this time)\\b|\\byou (?:did|have done) (?:something )?wrong\\b|\\bi can not believe (?:that )?you\\b`,
  ].join("|"),
  "g",
);

/** What takes an accusation back when it stands shortly before: "nobody says that …". */
const takenBack =
  /\b(not|never|no|nobody|none|nothing|without|neither|nor|hardly|if|whether|feel|feeling|feels|than|instead|might think|may think|you think|thinking|makes? you|made you|afraid|fear|worried)\b/;
const reach = 6;

/** Phrases that show that nobody is judging. */
export function countAcquittals(normal: string): number {
  return stretches(normal).reduce((sum, text) => sum + (text.match(acquittal)?.length ?? 0), 0);
}

/** Phrases that put the blame on the reader, or think ill of them. */
export function countAccusations(normal: string): number {
  return stretches(normal).reduce(
    (sum, text) => sum + [...text.matchAll(accusation)].filter((hit) => stands(text, hit)).length,
    0,
  );
}

function stands(text: string, { index, 0: hit }: RegExpExecArray): boolean {
  if (/^(is not|not) (my|our)\b/.test(hit)) return true;
  const before = text.slice(0, index).trim().split(" ").slice(-reach).join(" ");
  return !takenBack.test(before);
}

function stretches(normal: string): string[] {
  return normal
    .split(/[.?!;:,\n()]+| - |\b(?:but|however|although|though|yet)\b/)
    .map((part) => splitWords(part).join(" "))
    .filter((part) => part !== "");
}
