/** From raw text to words: spelling variants, contractions, stems. */

const contractions: [RegExp, string][] = [
  [/\bwhat'?s\b/g, "what is"],
  [/\bwhere'?s\b/g, "where is"],
  [/\bwhen'?s\b/g, "when is"],
  [/\bhow'?s\b/g, "how is"],
  [/\bwho'?s\b/g, "who is"],
  [/\bwhat're\b/g, "what are"],
  [/\b(that|it|he|she)'s (?=(now |just |already )*(been|got|gone|had)\b)/g, "$1 has "],
  [
    /\b(nobody|no one|everybody|everyone)'s (?=(cross|angry|mad|upset|here|perfect|immune|safe|human|fine|[a-z]+ing)\b)/g,
    "$1 is ",
  ],
  [/\b(that|there|here|it|he|she)'s\b/g, "$1 is"],
  [/\bthats\b/g, "that is"],
  [/\btheres\b/g, "there is"],
  [/\blet'?s\b/g, "let us"],
  [/\bcan'?t\b|\bcannot\b/g, "can not"],
  [/\bwon'?t\b/g, "will not"],
  [/\bshan'?t\b/g, "shall not"],
  [/\b(do|does|did|is|are|was|were|has|have|had|would|could|should|need|must)n'?t\b/g, "$1 not"],
  [/\b(i|we|you|they)'ve\b/g, "$1 have"],
  [/\b(i|we|you|they|it|that|he|she)'ll\b/g, "$1 will"],
  [/\b(i|we|you|they|he|she)'d\b/g, "$1 would"],
  [/\bi'?m\b/g, "i am"],
  [/\b(you|we|they)'re\b/g, "$1 are"],
  [/\b(youre|ur)\b/g, "your"],
  [/\bive\b/g, "i have"],
  [/\byouve\b/g, "you have"],
  [/\b(do|does|did|is|are|was|have|has)nt\b/g, "$1 not"],
  [/\byoull\b/g, "you will"],
  [/\bgonna\b/g, "going to"],
  [/\bwanna\b/g, "want to"],
  [/\bgimme\b/g, "give me"],
  [/\blemme\b/g, "let me"],
  [/\b(gotta)\b/g, "have to"],
  [/\bdunno\b/g, "do not know"],
  [/\bdo not you (?=(worry|bother|forget|dare|fret|mind)\b)/g, "do not "],
];

/** Words joined or cut in ways that stemming can't mend. */
const spellings: [RegExp, string][] = [
  [/&/g, " and "],
  [/\bwi[\s-]?fi\b/g, "wifi"],
  [/\bwhere ?abouts\b/g, "where"],
  [/\b(set|put) ((?:the|your|that|this|a|it) (?:[a-z]+ ){0,3})up\b/g, "$1 up $2"],
  [
    /\b(turn|switch|power|take|log|sign) ((?:the|your|that|this|a|it|my) (?:[a-z]+ ){0,3})off\b/g,
    "$1 off $2",
  ],
  [
    /\bgive ([a-z]+) a (?:quick |short |brief |little )*(?:call|ring|bell|buzz|tinkle)\b/g,
    "ring $1",
  ],
  [
    /\b(sign|log|logg|signing|logging|plug|switch|turn|check|set|back|pop|start|speed|screen)-(in|on|off|out|ing|up|ged|test|shot)\b/g,
    "$1 $2",
  ],
  [/\b(e)-?mails?\b/g, "email"],
  [/\b2\s?-?\s?fa\b|\b(two|2)[\s-]?(factor|step)\b/g, "2fa"],
  [/\bmulti[\s-]?factor\b/g, "mfa"],
  [/\bone[\s-]drive\b/g, "onedrive"],
  [
    /\b(throw|put|take|chuck|give) ((?:the|your|that|this|a|it|them|those|these) (?:[a-z]+ ){0,2})(away|out)\b/g,
    "$1 $3 $2",
  ],
  [/\bq\.?r\.?\b/g, "qr"],
  [/\bo\.?t\.?p\.?\b/g, "otp"],
  [/\b(pls|plz|plse)\b/g, "please"],
  [/\b(wat|wot|waht|wht|whta)\b/g, "what"],
  [/\b(wen|wehn|whn|whne)\b/g, "when"],
  [/\b(wich|whcih|whihc|witch)\b/g, "which"],
  [/\b(hwo|hw)\b/g, "how"],
  [/\b(wher|wehre|whre)\b/g, "where"],
  [/\b(anyting|anythin|anythng)\b/g, "anything"],
  [/\b(teh|hte)\b/g, "the"],
  [/\b(cn|cna)\b/g, "can"],
  [/\b(cud|coud)\b/g, "could"],
  [/\bill (?=[a-z])/g, "i will "],
  [/\brn\b/g, "right now"],
  [/\b(yuo|yoru|yuor)\b/g, "you"],
  [/\b(somone|sombody)\b/g, "someone"],
  [/\bu\b/g, "you"],
  [/\br\b/g, "are"],
  [/\b(thx|thanx|ty|cheers|ta)\b/g, "thanks"],
  [/\bmsgs?\b/g, "message"],
  [/\b(pwd|pswd|psw|passwd|pw)\b/g, "password"],
  [/\bpass word\b/g, "password"],
  [/\b(cos|coz|cuz|bc)\b/g, "because"],
  [/\b(nr|num|nbr|numbr)\b|\bno(?=\.\s*\?)/g, "number"],
  [/\bemp (?=no\b|number|id\b|code)/g, "employee "],
  [
    /\b(staff|employee|personnel|payroll|id|badge|works?|clock|phone|mobile|new|your|contact) no\b\.?/g,
    "$1 number",
  ],
  [/\bppl\b/g, "people"],
  [/\b(any|some|every|no)1\b/g, "$1one"],
  [/\b(u|you|to|can) c (?=[a-z])/g, "$1 see "],
  [/\b2 (?=(tell|get|do|be|see|log|sign|say|know|go|have|use|try|the)\b)/g, "to "],
  [/\bb4\b/g, "before"],
  [/\bthru\b/g, "through"],
  [/\bdocs?\b/g, "document"],
  [/\bfb\b/g, "facebook"],
  [/\b(wrk|wrks)\b/g, "work"],
  [/\byr\b/g, "your"],
  [/\b(tonite)\b/g, "tonight"],
  [/\b(defo|def)\b/g, "definitely"],
  [/\bprobs\b/g, "problems"],
  [/\b(hiya|heya)\b/g, "hi"],
  [/\b(yest|yday)\b/g, "yesterday"],
  [/\b(sth|smth)\b/g, "something"],
  [/\b(abt)\b/g, "about"],
  [/\b(wfh)\b/g, "working from home"],
  [/\bw\/(?=\s|$)/g, "with"],
  [/\b(says?|tell|paste|read|copy|describe|out|me|us) whatever\b/g, "$1 what"],
  [/\bany (one|body|thing|where)\b/g, "any$1"],
  [/\bsome (one|body|thing)\b/g, "some$1"],
  [/\bevery (one|body|thing)\b/g, "every$1"],
  [/\bco-?workers?\b/g, "coworker"],
  [/\bre-?(boot|start|set|install|try|connect)/g, "re$1"],
];

/** As long as a message may be. */
const longestMessage = 4_000;
/** More than anybody's message has; each stretch between them is looked at in every way. */
export const mostStretches = 120;
const separators = /[.?!;:,\n()/]+| - /g;

/** Lower case, plain quotes, no accents, contractions opened; punctuation kept. */
export function normalise(text: string): string {
  let result = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    // One character may come apart into eighteen ("ﷺ").
    .slice(0, longestMessage)
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/[–—]/g, " - ")
    .replace(/…/g, "...");
  for (const [pattern, to] of spellings) result = result.replace(pattern, to);
  for (const [pattern, to] of contractions) result = result.replace(pattern, to);
  return firstStretches(result.replace(/[ \t]+/g, " ").trim());
}

function firstStretches(text: string): string {
  let count = 0;
  for (const { index } of text.matchAll(separators)) {
    count += 1;
    if (count === mostStretches) return text.slice(0, index);
  }
  return text;
}

/** The words of one stretch of normalised text. */
export function splitWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:'[a-z]+)?/gu)?.map((w) => w.replace(/'s?$|'.*$/, "")) ?? [];
}

const irregular = new Map(
  Object.entries({
    be: "am is are was were been being",
    have: "has had having",
    do: "does did done doing",
    go: "goes went gone going",
    get: "gets got gotten getting",
    see: "sees saw seen seeing",
    show: "shows showed shown showing",
    say: "says said saying",
    begin: "began begun beginning",
    buy: "bought buys",
    tell: "told tells",
    give: "gave given gives giving",
    take: "took taken takes taking",
    make: "made makes making",
    break: "broke broken breaks",
    send: "sent sends",
    think: "thought",
    know: "knew known knows",
    come: "came comes coming",
    lose: "lost loses losing",
    leave: "left leaves leaving",
    hear: "heard hears",
    run: "ran runs",
    try: "tried tries",
    freeze: "froze frozen",
    feel: "felt",
    use: "used using uses",
    live: "lives living",
    write: "wrote written writing",
    lie: "lies lying",
    colleague: "colleagues colleges collegue collegues coleague coleagues colleage colleages",
    can: "could",
    will: "would",
  }).flatMap(([base, forms]) => [base, ...forms.split(" ")].map((form) => [form, base] as const)),
);

const kept = new Set(
  "others teams papers this his us yes its thus always perhaps morning evening during nothing anything something everything thing need speed feed indeed news boss across less process access address business red bed wireless series onedrive video bring ping king ring string ceiling".split(
    " ",
  ),
);

/** A rough stem: enough that "changed", "changes" and "changing" are one word. */
export function stem(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  if (word.length <= 3 || kept.has(word) || /\d/.test(word)) return dropE(word);
  if (/(ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (word.endsWith("ied")) return `${word.slice(0, -3)}y`;
  if (/(sh|ch|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  const base = word.replace(/(?<=[aeiouy].*)(ing|ed|ly)$|s$/, "");
  return dropE(base === word || base.length < 3 ? word : undouble(base, word));
}

function undouble(base: string, word: string): string {
  return /(ing|ed)$/.test(word) && /([bdgmnprt])\1$/.test(base) ? base.slice(0, -1) : base;
}

function dropE(word: string): string {
  return word.length > 3 && word.endsWith("e") ? word.slice(0, -1) : word;
}
