import { type Heard, measure, recallByFact, wronglyTold } from "./strangers";

/** How a part of a corpus was understood, without a word of what was said. */
export type Figures = {
  utterances: number;
  asked: number;
  told: number;
  /** Utterances after which the customer told a fact that wasn't asked for. */
  wrongLines: number;
  criticals: number;
  missedCriticals: number;
  wrongCriticals: number;
  facts: Record<string, string>;
};

export type Bound = Pick<Figures, "told" | "wrongLines" | "missedCriticals" | "wrongCriticals">;

export function figuresOf(heard: readonly Heard[]): Figures {
  const { utterances, asked, told, criticals, ...lists } = measure(heard);
  return {
    utterances,
    asked,
    told,
    wrongLines: heard.filter((each) => wronglyTold(each).length > 0).length,
    criticals,
    missedCriticals: lists.missedCriticals.length,
    wrongCriticals: lists.wrongCriticals.length,
    facts: recallByFact(heard),
  };
}

/** Where figures have become worse than their bound; empty if nowhere. */
export function shortfalls(figures: Figures, bound: Bound): string[] {
  const told = figures.told < bound.told ? [`told ${figures.told}, not ${bound.told}`] : [];
  const failures = (["wrongLines", "missedCriticals", "wrongCriticals"] as const)
    .filter((kind) => figures[kind] > bound[kind])
    .map((kind) => `${kind} ${figures[kind]}, not ${bound[kind]}`);
  return [...told, ...failures];
}

/** An engine that understands nothing, and one that takes everything for everything, must fail. */
export function canFail({ utterances, asked, criticals }: Figures, bound: Bound): boolean {
  const deaf = bound.told > 0 && bound.missedCriticals < criticals;
  const rash = bound.wrongLines < utterances && bound.wrongCriticals < utterances - criticals;
  return deaf && rash && bound.told <= asked;
}

/** A line of the table that is printed. */
export function asRow(figures: Figures): Record<string, string> {
  const { utterances, asked, told, wrongLines, criticals } = figures;
  return {
    lines: String(utterances),
    told: `${told} of ${asked} (${percent(told, asked)})`,
    "lines with a fact told wrongly": `${wrongLines} (${percent(wrongLines, utterances)})`,
    "criticals missed": `${figures.missedCriticals} of ${criticals}`,
    "criticals wrong": String(figures.wrongCriticals),
  };
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}
