import { imperatives } from "./force";

/**
 * Requests wrapped in manners, and what they plainly ask: "would you mind telling me" is
 * "could you tell me". The customer's answer depends on what is inside.
 */
const wrappers: [RegExp, string][] = [
  [
    /\bin case you (wonder|wondered|are wondering|were wondering|ask|are asking|want to know)\b[^.?!;:\n]*/g,
    "",
  ],
  [
    /\b(i|we) (was |were |am |are )?(just )?wonder(ing)? (if|whether) you (could|would|can|might)\b/g,
    "could you",
  ],
  [
    /,? if (i|we) (may|might|can|could)( just)?( be so bold as to)? ?(ask|enquire|inquire)?(?=\s*[,.?!]|$)/g,
    "",
  ],
  [
    /,? if (you do not mind|that is (ok|okay|alright|all right|fine)|it is (ok|okay|possible))( (me|my|with) \w+( you)?)?(?=\s*[,.?!]|$)/g,
    "",
  ],
  [
    /\b(would|could|can|will) you (please |just |maybe |perhaps )*be (so |very |that )?(good|kind|able|willing|happy|prepared|a star|a dear)( enough)?( as to| to| and)\b/g,
    "could you",
  ],
  [/\b((would|do) you )?mind (if|when) (i|we)\b/g, "can i"],
  [
    /\b((is|would) it (be )?|if it is |would it still be )(possible|ok|okay|alright|all right) (for you )?(to|if you( could| can| would)?|that you( could| can)?)\b/g,
    "could you",
  ],
  [/\b(is there )?(any|a) (chance|way) (that |of )?you (could|can|might)\b/g, "could you"],
  [/\b(is there )?any chance (that )?you (?!could|can)/g, "do you "],
  [/\b(do you |you )?(think|reckon|suppose) (that )?you (could|can|might)\b/g, "could you"],
  [
    /\b(i|we) (would|will|shall) (be (very |most |so |really )?(grateful|happy|glad|obliged|thankful)|appreciate( it)?|prefer( it)?) if you (could|would|can|will)\b/g,
    "could you",
  ],
  [
    /\b(it would be (very |really |so )?(great|good|helpful|nice|useful|lovely|kind)( of you)?) if you (could|would|can)\b/g,
    "could you",
  ],
  [
    /(?<=^|[.!;] |please )if you (could|would|can) (please |just |kindly )*(?=[a-z]+ )/g,
    "could you ",
  ],
  [
    /\b(can|could|may|might) (i|we) (please |just )*(trouble|bother|ask|request|pester) you for\b/g,
    "can i have",
  ],
  [
    /\b(can|could|may|might) (i|we) (please |just )*(trouble|bother|ask|request|get|have) you to\b/g,
    "could you",
  ],
  [
    /\b(i|we) (would |will |have to |must |need to |want to |am going to |shall )*(ask|request|kindly ask|beg) you to\b/g,
    "could you",
  ],
  [
    /\b(can|could|may|might) (i|we) (please |just |also |quickly |be allowed to )*(ask|know|enquire|inquire)( you)?,? (?=what|where|when|who|why|which|how|whether|if)/g,
    "",
  ],
  [/\bgo ahead and (?=[a-z])/g, ""],
];

const gerund = /\b(?:(?:would|do) you |you )?mind (?:just |quickly |please )*([a-z]+)ing\b/g;

const joke = /\b(only|just) (joking|kidding)\b/;

/** "A new phone? Only joking.": what was said in jest isn't asked. */
function withoutJokes(text: string): string {
  if (!joke.test(text)) return text;
  const sentences = text.match(/[^.?!]+[.?!]*/g) ?? [];
  return sentences.filter((_, i) => !joke.test(sentences.slice(i, i + 2).join(""))).join("");
}

/** A normalised text without its wrappings. */
export function unwrap(normal: string): string {
  let text = withoutJokes(normal).replace(
    gerund,
    (_, verb: string) => `could you ${infinitive(verb)}`,
  );
  for (const [pattern, plain] of wrappers) text = text.replace(pattern, plain);
  return text.trim();
}

/** "tell", "giv" and "runn" are what gerunds leave. */
function infinitive(trunk: string): string {
  const candidates = [trunk, `${trunk}e`, trunk.slice(0, -1)];
  return candidates.find((each) => imperatives.has(each)) ?? trunk;
}
