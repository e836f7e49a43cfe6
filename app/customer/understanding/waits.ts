import { normalise } from "./words";

const numbers = new Map(
  Object.entries({
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    couple: 2,
    few: 3,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    eight: 8,
    ten: 10,
    twelve: 12,
    fifteen: 15,
    twenty: 20,
    thirty: 30,
  }),
);
const longestSeconds = 1800;
const wait =
  /\b(wait|watch|hold|bear with|hang on|stay|give (me|us|it|that|this)|leave it|keep (an eye|it open|this open|the ticket open|the chat open|watching)|check (back|again|in)|come back|see (if|whether)|look again|ask (you )?again|be back|need|monitor|let us see|take me|allow)\b/;
/** "Does it lock ten minutes later?" wants to know, and asks for no patience. */
const inquiry = /^(how|does|do|did|is|was|when|after|has|have|why|what|so it)\b.*\?$/;
const span =
  /\b(?:(?<half>half an hour)|(?<quarter>(?:a )?quarter of an hour)|(?<n>\d+|a couple of|a few|[a-z]+)(?: or (?:so|two|[a-z]+|\d+))? (?:more |full )?(?<unit>min(?:ute)?s?|sec(?:ond)?s?)\b)/;

/** For how many seconds a message asks for patience ("let's watch it for ten minutes"); else 0. */
export function askedWait(text: string): number {
  const sentences = normalise(text).split(/(?<=[.?!;\n])/);
  return Math.max(0, ...sentences.map(readSpan));
}

function readSpan(sentence: string): number {
  const found = span.exec(sentence)?.groups;
  if (found === undefined || !wait.test(sentence) || inquiry.test(sentence.trim())) return 0;
  if (found["half"] !== undefined) return 1800;
  if (found["quarter"] !== undefined) return 900;
  const word = (found["n"] ?? "").replace(/^a (\w+) of$|^a (\w+)$/, "$1$2");
  const count = /^\d+$/.test(word) ? Number(word) : (numbers.get(word) ?? 0);
  const seconds = count * (found["unit"]?.startsWith("m") === true ? 60 : 1);
  return Math.min(longestSeconds, seconds * 1.2);
}
