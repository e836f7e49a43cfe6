/** Ways of putting the blame on somebody, or of thinking ill of them. Patterns of plain words. */
const folly =
  "(?:stupid|silly|careless|dumb|foolish|idiotic|irresponsible|reckless|naive|gullible|incompetent|negligent|thoughtless|sloppy|unprofessional|ridiculous|lazy|clueless|ignorant)";

const reproaches: Record<string, string> = {
  /** It's your own fault. */
  yourFault: `\\byour (?:own |very own )?(?:fault|mistake|stupidity|carelessness|negligence|ignorance|responsibility that this)\\b(?! (?:message|text|code))|\\byour own (?:doing|problem)\\b|\\b(?:that|this|it) is your problem\\b|\\byou (?:only )?have (?:only )?yourself to blame\\b|\\byou (?:are|were) (?:clearly |the one |entirely |solely )*(?:to blame|at fault|responsible for this)\\b|\\bi blame you\\b`,
  /** You should have known. */
  shouldHave: `\\byou (?:really |clearly |obviously |probably |just |simply |definitely |all )*(?:should|ought to|could|might) (?:really |at least |perhaps )?have (?:really |just |at least )?(?:known|noticed|realised|realized|spotted|recognised|recognized|checked|told|reported|been more|been careful|thought|paid|asked|called|contacted|come to us|said (?:so|something)|looked|listened|read|remembered|learned|learnt|kept)\\b`,
  /** You shouldn't have clicked. */
  shouldNotHave: `\\byou (?:really |clearly |obviously |just |simply )*(?:should|ought|must) (?:not|never) (?:to )?have (?!to\\b|any|a\\b|the\\b|problems|trouble|issues)[a-z]+\\b|\\byou should (?:really )?(?:know better|be ashamed|pay (?:more )?attention)\\b|\\bshould know better\\b|\\bknown better\\b|\\bbe (?:a (?:bit|little|lot) )?more careful\\b`,
  /** How could you? */
  howCouldYou: `\\bhow (?:could|can) you (?:possibly |really |ever |even )*(?:be (?:so|that|this)|have been (?:so|that)|do (?:that|this|such|something)|have (?:done|fallen|clicked|given|let)|fall|let|not (?:notice|know|see|realise|realize)|click|give (?:away|out|them|your)|type|make such|miss)\\b`,
  /** Why on earth …? */
  whyDidYou: `\\bwhy (?:on earth|in the world|in heaven|the hell|the heck)\\b|\\bwhy would you (?:ever |even |possibly )*(?:do|click|give|fall|open|type|enter|put|trust|believe|approve|share|hand)\\b|\\bwhy did you (?:even|ever|not|do such|do something)\\b(?! (?:get|receive|see))|\\bwhy (?:were|are) you (?:not )?so\\b|\\bwhy (?:have|had) you not\\b|\\bwhy did not you\\b`,
  /** That was careless. */
  foolish: `\\b(?:you (?:are|were|have been|must be)|that (?:was|is)|this (?:was|is)|it (?:was|is)|(?:how|so|pretty|rather|very|really)) (?:(?:just|so|very|really|quite|pretty|rather|incredibly|extremely|a|such|being|plain|simply|bit|little|terribly|awfully|too|unbelievably) )*${folly}\\b(?! (?:question|page|scam|system|computer|rule|error|form|policy|mail|email|site|reset|process|trick|machine|printer|message|app|to ask|of (?:us|me|them|him|her|our|the)))|\\b${folly} (?:of you|mistake|thing to do|user)\\b`,
  /** User error. */
  names: `\\byou (?:idiot|moron|fool|dummy)\\b|\\byou (?:are|were) (?:such )?an? (?:idiot|moron|fool|dummy)\\b|\\b(?:rookie|basic|elementary|schoolboy|schoolgirl|beginners?|amateur|newbie|novice) (?:mistake|error)\\b|\\bbecause of you\\b|\\bthanks to you\\b(?! (?:we (?:can|could|were able|know|caught|have caught)|for|i can|it))|\\b(?:all|entirely|purely|solely) on you\\b|\\byou (?:have )?let (?:us|everyone|the (?:company|team)) down\\b|\\bclueless\\b|\\bwhat a (?:stupid|silly|dumb|foolish|careless|ridiculous) (?:thing|mistake|idea)\\b|\\buser error\\b|\\byou people\\b|\\bshame on you\\b|\\bdisappointed in you\\b|\\bserves you right\\b`,
  /** You messed it up. */
  caused: `\\byou (?:have |had |really |clearly |obviously |probably |just )*(?:caused (?:this|it|the|all)|broke (?:it|this|the)|messed (?:up|it|this)|screwed (?:up|it|this)|brought (?:this|it) on yourself|got yourself into|did this to yourself|failed to|put (?:us|everyone|everybody|all of us|the (?:whole )?(?:company|firm|team|business)) (?:all )?at risk|(?:fell|fallen) for (?:an? |the |such an? )?(?:obvious|oldest|such|silly))\\b|\\byou must have (?:done something|pressed|clicked|deleted|broken|caused)\\b`,
  /** Didn't you read it? */
  notListening: `\\b(?:did|have) (?:you (?:really )?not|not you) (?:read|listen|think|pay|learn|attend|take the|do (?:the|your)|even|been (?:told|trained|listening|paying))\\b|\\bdo (?:you (?:ever |even )?not|not you) (?:know better|read|listen|think|pay|care|ever|learn)\\b|\\b(?:everyone|everybody|any child|any idiot|any fool|a child) (?:knows|would know|could|would have)\\b|\\b(?:we|i) (?:have )?(?:already )?(?:told|warned) you (?:not|never|about|so|before|many|a hundred)\\b|\\byou (?:were|have been) (?:clearly )?(?:told|warned|trained) (?:not|never|about|to never)\\b`,
  /** What were you thinking? */
  whatWereYou: `\\bwhat (?:on earth )?(?:were you|could you have been) thinking\\b|\\bwhat did you (?:think would|expect)\\b|\\b(?:use|used) your (?:head|brain|common sense)\\b|\\bcalm down\\b|\\btake (?:some )?responsibility\\b|\\b(?:is not|not) (?:my|our) problem\\b|\\bwhat (?:did|have) you (?:do|done) (?:wrong|this time)\\b|\\byou (?:did|have done) (?:something )?wrong\\b|\\bi can not believe (?:that )?you\\b`,
};

export const accusation = new RegExp(Object.values(reproaches).join("|"), "g");
