/** Ways of showing that nobody is judging; a message may use several. Patterns of plain words. */
const gap = "(?:[a-z0-9]+ ){0,4}?";
const nobody =
  "(?:no ?one|nobody|none of us|neither|not|never|without|no|zero|nothing|any|nor|rather than|instead of)";
const reproach =
  "(?:judge?|judges|judged|judging|judge?ment|judgmental|blame|blames|blamed|blaming|shame|shaming|angry|cross(?: with)?|upset with|mad at|annoyed|laugh|laughing|(?:tell|telling|told) (?:you |anyone |anybody )?off|disappointed|point(?:ing)? (?:the |a |any )?fingers?|scold(?:ing|ed)?|lectur(?:e|ing)|punish(?:ed|ing)?|fired|sacked|think(?:ing|s)? (?:any )?(?:less|worse|badly|ill) of|hold(?:ing)? (?:it|this|that|anything) against|(?:in|into) (?:any )?(?:kind of |sort of )?trouble)";
const shamed =
  "(?:ashamed|embarrassed|embarrassment|shame|guilty|bad|stupid|silly|foolish|dumb|hide|fear|awful|beat(?:ing)? yourself|blam(?:e|ing) yourself|hard on yourself|scared|afraid)";
const all =
  "(?:everyone|everybody|anyone|anybody|someone|somebody|all of us|us all|any of us|the best|most (?:people|of us)|many|so many|lots|plenty|a lot of|me|people|half|the smartest|loads|others|even|more people)";
const lapse =
  "(?:fall|falls|fell|fallen|fall for|click|clicks|clicked|slip|slips|slipped|do|does|did|done|make|makes|made|get caught|gets caught|got caught|been|be fooled|get fooled|gets fooled|been fooled|been caught|taken in|been tricked|have been there|forget|forgets|trip|trips|have (?:a )?moments?)";
const candour =
  "(?:told|telling|tell|said|saying|mention(?:ed|ing)?|admit(?:ted|ting)?|honest|honesty|frank|open about|open with|openness|upfront|came forward|come forward|coming forward|report(?:ed|ing)|spoke up|speaking up|speak up|trust(?:ed|ing)? (?:me|us))";

const signs: Record<string, string> = {
  /** It isn't your fault. */
  notYourFault: `\\b(?:not|never|no|nor|hardly|nobody|nothing) ${gap}(?:your|anyone|anybody|any of your)(?: own)? (?:fault|doing|mistake)\\b`,
  /** You're not to blame. */
  notToBlame: `\\bno fault of your own\\b|\\b(?:nobody|no ?one|not) (?:is |are |here )?${gap}to blame\\b`,
  /** Nobody will be angry. */
  nobodyJudges: `\\b${nobody} ${gap}${reproach}\\b|\\b(?:judge?ment|blame|shame|guilt) free\\b`,
  /** No need to be embarrassed. */
  noReasonForShame: `\\b(?:no (?:need|reason|cause)|nothing|do not|need not|does not|never|should not|must not|not have to|not need to|please do not|not) ${gap}${shamed}\\b`,
  /** Don't worry. */
  noWorry: `\\b(?:do not worry|no need to worry|nothing to worry about)\\b(?! about (?:the|your|any))`,
  /** This happens to everyone. */
  itHappens: `\\bhappen(?:s|ed|ing)? ${gap}(?:to|with) (?:the )?${all}\\b|\\bhappens? (?:all the time|a lot|every day|every week|daily|more (?:often )?than|often|so often|so easily|very often|quite often|constantly)\\b|\\b(?:these|such|those) things (?:do )?happen\\b|\\b(?:mistakes|accidents) (?:do )?happen\\b|\\b(?:it|this|that) (?:does |really |just |simply )?happens$`,
  /** I've clicked on one myself. */
  weAllDo: `\\b(?:we|we have|everyone|everybody|i|i have|most (?:people|of us)|(?:so )?many (?:people|of us)|(?:lots|plenty|loads) of (?:people|us)|half (?:of )?(?:the|this|our) [a-z]+|even (?:[a-z]+ ){0,4}[a-z]+|anyone|anybody|people|thousands|hundreds|colleagues|all of us) (?:(?:all|have|had|has|can|could|would|might|once|nearly|almost|myself|also|even|just|still|sometimes|may|get|got) )*(?:${lapse}(?: (?:it|that|this|the same|one|them|these|those|for|on|by|mistakes|errors|worse|into|in))+|(?:been |get |gets |got |be )?(?:caught|fooled|tricked|conned|duped|taken in|phished)(?: out)?)\\b`,
  /** You're not the first. */
  notAlone: `\\b(?:have|has|is|we are|i have) (?:all )?been there\\b|\\b(?:not|far from|hardly|by no means) (?:the |being the )?(?:first|only one|only person|alone|the last)\\b|\\bin good company\\b|\\bgets? (?:everyone|everybody|us all|all of us|most people|the best)\\b`,
  /** It's easily done. */
  understandable: `\\b(?:easy|easily|understandable|natural|common) (?:done|mistake|error|slip|thing to do|to (?:do|fall|click|miss|make|get|be|believe))\\b|\\b(?:very|so|quite|really|perfectly|completely|totally|entirely|absolutely|that is|it is|this is|really very|extremely|incredibly) (?:understandable|easily done|human|common|normal)\\b|\\b(?:only|all|just) human\\b`,
  /** They look so convincing. */
  madeToFool: `\\b(?:look|looks|looked|are|is|get|were) (?:(?:so|very|really|quite|too|awfully|extremely|incredibly|remarkably|terribly|all|getting|that|just|pretty|damn|more and more) )*(?:convincing|realistic|clever|genuine|like the real|professional|well made|well done|deceptive|sophisticated)\\b|\\b(?:designed|made|meant|built|crafted) to (?:fool|trick|catch|deceive|look|mislead|get)\\b|\\b(?:trick|fool|catch|deceive|fooled|tricked|caught) (?:everyone|everybody|anyone|anybody|people|all of us|the best|even|most)\\b`,
  /** I'm glad you told me. */
  gladYouTold: `\\b(?:glad|good|great|happy|relieved|grateful|appreciate|thanks?|thankful|brave|pleased|helpful|kind) (?:(?:that|you|it|for|of|to|are|your|being|so|very|really|have|how|much|i|we|do|is|been|did|just|this) )*${candour}\\b(?! (?:me |us )?your (?:name|number|staff))`,
  /** You did the right thing. */
  rightThing: `\\b(?:did|done|doing|are doing) (?:exactly |just |absolutely |precisely |quite )?the right thing\\b|\\bright to (?:tell|come|report|ask|contact|get|reach|speak|say|let|write|call|message)\\b|\\bwell done\\b|\\b(?:good|glad|great) (?:that )?you (?:came|come|asked|contacted|wrote|got in touch|reached|spotted|noticed|are telling|let)\\b|\\b(?:brave|takes? (?:some |real )?courage)\\b`,
  /** You can tell me. */
  safeToTell: `\\b(?:ok|okay|fine|safe|all right|alright|free) (?:for you )?to (?:tell|say|admit|be honest|share|talk|speak|be open)\\b|\\byou can (?:safely |always |just |really )?(?:tell me (?!when|if|what|which|how|where|who|your|the|about)|trust|be (?:completely |totally |fully |quite )?(?:honest|open|frank)|talk to|speak)\\b|\\bsafe (?:here|with me|with us|space)\\b|\\b(?:between (?:you and me|us|the two of us))\\b|\\b(?:i|we) (?:am|are) on your side\\b`,
  /** You've done nothing wrong. */
  nothingWrong: `\\b(?:nothing|not anything|not done anything|not do anything|not|never) (?:you (?:did|have done) )?wrong\\b|\\bnothing wrong with (?:that|what you)\\b|\\b(?:you (?:are|were) the victim|you were (?:tricked|deceived|targeted|conned|lied to|fooled))\\b|\\b(?:blame|fault) (?:is |lies |of |on )*(?:with |on )?(?:the|those|whoever|them) (?:scammers?|criminals?|crooks?|people|attackers?|fraudsters?|they)\\b`,
  /** It could have been me. */
  anyoneCould: `\\b(?:could|might|may|would|can) (?:just as (?:well|easily) )?(?:have )?(?:been|be|happen|happened|caught|fooled|got) (?:to )?(?:any(?:one|body)|me|any of us|us all|all of us)\\b`,
  /** You won't lose your job. */
  noConsequences: `\\b(?:will not|not going to|never|not) (?:lose your job|tell your (?:boss|manager)|get (?:you )?(?:in|into) trouble|be held against)\\b`,
};

export const acquittal = new RegExp(Object.values(signs).join("|"), "g");
