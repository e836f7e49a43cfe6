import { askRules } from "./ask-rules";
import { splitClauses, type Clause } from "./clauses";
import { sharedConcepts } from "./concepts";
import { findJargon } from "./jargon";
import { findAnaphoric, findIntent } from "./find-intent";
import { createLexicon, type Lexicon } from "./lexicon";
import { keepRules } from "./keep-rules";
import { splitList } from "./lists";
import { asksPatience, goodWishes, isPlanned, isQuestion, isRemark } from "./questions";
import { conceptsOf, mendOnce, readConcepts, type Read } from "./read-clause";
import { createRule, type IntentRule } from "./rules";
import { secretClauses } from "./secrets";
import { isSmallTalk, strays } from "./stray";
import { readSignals } from "./signals";
import { tellRules } from "./tell-rules";
import { askedWait } from "./waits";
import { normalise, splitWords } from "./words";

/** What a scenario adds of its own. */
export type Vocabulary = {
  customer?: { name: string };
  lexicon: Record<string, string[]>;
  intents: {
    intent: string;
    needs: string[];
    none?: string | undefined;
    head?: string | undefined;
    force?: string | undefined;
    negated?: boolean | undefined;
  }[];
};

export type Understanding = {
  /** What the message asks or tells, in its order, each once. */
  content: string[];
  /** Those of them that it asks in words that this customer doesn't know. */
  unclear: Set<string>;
  /** Social intents with how many phrases of the message mean them. */
  signals: Record<string, number>;
  /** Terms that this customer doesn't know. */
  jargon: string[];
  asksSecret: boolean;
  /** Orders that belong to a plan ("I'll clear it, then you sign in"): not yet to be done. */
  planned: Set<string>;
  /** Named in passing ("sixty gigs, that's a lot of videos!"), not plainly asked. */
  remarks: Set<string>;
  /** Wants something done that no rule knows. */
  otherOrder: boolean;
  /** Concepts anywhere in the message, for guessing what was meant. */
  concepts: Set<string>;
  /** Nothing in it made sense, or a question in it did not. */
  matched: boolean;
};

const compiled = new WeakMap<Vocabulary, { lexicon: Lexicon; rules: IntentRule[] }>();

function compile(vocabulary: Vocabulary): { lexicon: Lexicon; rules: IntentRule[] } {
  const known = compiled.get(vocabulary);
  if (known !== undefined) return known;
  const own = vocabulary.intents.map(({ intent, needs, none, head, force, negated }) =>
    createRule(intent, needs, {
      ...(none === undefined ? {} : { none }),
      ...(head === undefined ? {} : { head }),
      ...(force === undefined ? {} : { force }),
      ...(negated === undefined ? {} : { negated }),
    }),
  );
  const result = {
    lexicon: createLexicon(
      sharedConcepts,
      vocabulary.lexicon,
      addressing(vocabulary.customer?.name),
    ),
    rules: [...own, ...keepRules, ...tellRules, ...askRules],
  };
  compiled.set(vocabulary, result);
  return result;
}

const doubts = [
  "",
  "really",
  "truly",
  "definitely",
  "actually",
  "indeed",
  "the",
  "the real",
  "in fact",
  "still",
];

/** "Are you really Priya?", "is this Marcus?" ask who somebody is. */
function addressing(name = ""): Record<string, string[]> {
  const names = name.toLowerCase().split(" ").filter(Boolean);
  const openings = ["are you", "is this", "is that", "is it", "am i speaking with", "you are"];
  return {
    identity: openings.flatMap((opening) =>
      doubts.flatMap((doubt) => names.map((each) => `${opening} ${doubt} ${each}`)),
    ),
  };
}

/** Reads a trainee's message as someone of this literacy (0–3) would. Pure. */
export function understand(text: string, vocabulary: Vocabulary, literacy: number): Understanding {
  const { lexicon, rules } = compile(vocabulary);
  const normal = normalise(text);
  const mend = mendOnce(lexicon);
  const read = (clause: Clause): Read => readConcepts(clause, lexicon, mend);
  const secret = secretClauses(text);
  const parts = splitClauses(text).flatMap((clause, i) =>
    (secret[i] ? [clause] : splitList(clause, (part) => findIntent(read(part), rules))).map(
      (part) => ({ part, secret: secret[i] ?? false }),
    ),
  );
  const clauses = parts.map(({ part }) => read(part));
  const secrets = parts.map((each) => each.secret);
  const found = clauses.map((clause, i) => {
    const heard = findAnaphoric(clause, clauses[i - 1], rules) ?? findIntent(clause, rules);
    const smallTalk = heard === null ? isSmallTalk(clause) : strays(heard, clause);
    const intent = smallTalk ? strayed(clause) : heard;
    const unknown = findJargon(clause.clause.words.join(" "), literacy);
    return {
      clause,
      intent: exceptSecret(intent, secrets[i] ?? false, clause.clause),
      unclear: unknown.length > 0,
      planned: isPlanned(clauses, i),
    };
  });
  const asked = [...new Set(found.flatMap(({ intent }) => intent ?? []))];
  const unclear = new Set(asked.filter((intent) => !isPlain(intent, found)));
  const concepts = new Set(conceptsOf(splitWords(normal), lexicon, mend));
  const remarks = only(
    found,
    ({ clause, intent }) => isRemark(clause.clause) && /^(ask|check)_/.test(intent ?? ""),
  );
  const explained = asked.every((intent) => remarks.has(intent)) && explainsCause(clauses);
  const content = explained ? ["explain_cause"] : readBareCheck(asked, normal);
  const signals = readSignals(
    normal,
    clauses.map((c) => c.clause),
    lexicon,
  );
  const secretAsked = secrets.includes(true);
  const social = Object.keys(signals).length > 0;
  const missed = found.filter(
    ({ clause, intent }) => intent === null && isQuestion(clause) && !asksPatience(clause),
  );
  const lost = missed.some(({ clause }) => !social || !isRemark(clause.clause));
  return {
    content,
    unclear,
    signals,
    jargon: findJargon(normal, literacy),
    asksSecret: secretAsked,
    planned: only(found, ({ planned }) => planned),
    remarks,
    otherOrder: content.length === 0 && askedWait(normal) === 0 && found.some(isOtherOrder),
    concepts,
    matched: content.length > 0 || secretAsked || (social && !lost),
  };
}

/** A question about something else is one; what only tells of it isn't. */
function strayed({ clause }: Read): string | null {
  return clause.force === "ask" ? "off_topic" : null;
}

type Found = { clause: Read; intent: string | null; unclear: boolean; planned: boolean };

/** The intents of which every mention is such. */
function only(found: Found[], such: (each: Found) => boolean): Set<string> {
  const others = new Set(found.filter((each) => !such(each)).map(({ intent }) => intent));
  return new Set(
    found.flatMap(({ intent }) => (intent === null || others.has(intent) ? [] : intent)),
  );
}

const bareCheck =
  /^((so|well|and|now|ok|okay|right),? )*(are you )?(in|inside|good|better|ok|okay|sorted|well|so|now|done|fixed|fine)( now| yet| then)? ?\?+$/;

/** "in?", "well?": whether it works now. */
function readBareCheck(asked: string[], normal: string): string[] {
  return asked.length === 0 && bareCheck.test(normal) ? ["check_works"] : asked;
}

const mannerly = [
  "hold",
  "thanks",
  "greet",
  "close",
  "feeling",
  "noblame",
  "reassure",
  "report",
  "help",
];

function isOtherOrder({ clause: { clause, main }, intent, planned }: Found): boolean {
  if (intent !== null || planned || clause.force !== "tell" || clause.negated) return false;
  if (clause.main.length < 2 || goodWishes.test(clause.main.join(" "))) return false;
  return !mannerly.some((concept) => main.has(concept));
}

/** A term of the trade is forgiven where the same is also asked plainly, unless it is an order. */
function isPlain(intent: string, found: Found[]): boolean {
  const same = found.filter((each) => each.intent === intent);
  const ordered = found.some(({ unclear, clause }) => unclear && clause.clause.force === "tell");
  return same.some(({ unclear }) => !unclear) && !ordered;
}

/** Statements that bring the upload and the calls or the line together explain the one by the other. */
function explainsCause(clauses: Read[]): boolean {
  if (clauses.some(({ clause }) => clause.marked || clause.negated || clause.force === "tell"))
    return false;
  const named = new Set(clauses.flatMap(({ main, side }) => [...main, ...side]));
  return (
    named.has("upload") &&
    ["call", "voice", "wifi", "internet"].some((concept) => named.has(concept))
  );
}

/** Who asks for a secret asks for nothing else with it, but for who you are. */
function exceptSecret(intent: string | null, secret: boolean, { words }: Clause): string | null {
  if (!secret) return intent;
  return intent === "ask_identity" &&
    /\b(name|staff|employee|personnel|payroll|badge)\b/.test(words.join(" "))
    ? intent
    : null;
}
