import { type Attempt, countedOf } from "./attempt";
import { skillTrends } from "./trends";

export type Candidate = {
  id: string;
  title: string;
  summary: string;
  difficulty: number;
  skills: string[];
};
export type Suggestion = { scenario: Candidate; why: string };

/** A best score from which on something else is worth more. */
const passed = 75;
const mastered = 90;
/** So often in a row, then something else. */
const mostInARow = 3;

/** The rule as people read it, in the order in which it is gone through. */
export const rules = [
  "Before the first attempt: the easiest scenario.",
  `The one you played last, while your best score there is under ${passed} – three times in a row at most.`,
  "One you haven't tried, easiest first; of equals, the one that trains your weakest skill.",
  `The one with your lowest best score, while that is under ${mastered}.`,
  "The one you haven't played for longest.",
] as const;

/** What to practise next; null where there are no scenarios. Sessions from the middle don't count. */
export function suggestNext(
  scenarios: readonly Candidate[],
  attempts: readonly Attempt[],
): Suggestion | null {
  const counted = countedOf(attempts).filter(({ scenarioId }) =>
    scenarios.some(({ id }) => id === scenarioId),
  );
  return (
    first(scenarios, counted) ??
    onceMore(scenarios, counted) ??
    untried(scenarios, counted) ??
    lowest(scenarios, counted) ??
    longestAgo(scenarios, counted)
  );
}

type Rule = (scenarios: readonly Candidate[], attempts: Attempt[]) => Suggestion | null;

const first: Rule = (scenarios, attempts) => {
  const scenario = easiest(scenarios)[0];
  if (attempts.length > 0 || !scenario) return null;
  return { scenario, why: "Nothing practised so far, and this is the easiest." };
};

const onceMore: Rule = (scenarios, attempts) => {
  const id = attempts.at(-1)?.scenarioId;
  const scenario = scenarios.find((one) => one.id === id);
  const inARow = attempts.length - 1 - attempts.findLastIndex((one) => one.scenarioId !== id);
  const best = bestOf(attempts, id);
  if (!scenario || best >= passed || inARow >= mostInARow) return null;
  return { scenario, why: `The best score here is ${best} of 100. Once more, while it is fresh.` };
};

const untried: Rule = (scenarios, attempts) => {
  const open = easiest(
    scenarios.filter(({ id }) => !attempts.some((one) => one.scenarioId === id)),
  );
  const equals = open.filter(({ difficulty }) => difficulty === open[0]?.difficulty);
  for (const { name, latest } of weakestSkills(attempts)) {
    const scenario = equals.find(({ skills }) => skills.some((one) => isSame(one, name)));
    if (scenario) {
      return {
        scenario,
        why: `Not tried yet, and it trains ${name.toLowerCase()}: ${latest} of 100 when last practised.`,
      };
    }
  }
  return equals[0] ? { scenario: equals[0], why: "Not tried yet." } : null;
};

const lowest: Rule = (scenarios, attempts) => {
  const [scenario] = [...scenarios].sort((a, b) => bestOf(attempts, a.id) - bestOf(attempts, b.id));
  const best = bestOf(attempts, scenario?.id);
  if (!scenario || best >= mastered) return null;
  return {
    scenario,
    why: `Everything has been tried; this has the lowest best score, ${best} of 100.`,
  };
};

const longestAgo: Rule = (scenarios, attempts) => {
  const lastAt = (id: string): string =>
    attempts.findLast(({ scenarioId }) => scenarioId === id)?.startedAt ?? "";
  const [scenario] = [...scenarios].sort((a, b) => lastAt(a.id).localeCompare(lastAt(b.id)));
  if (!scenario) return null;
  return { scenario, why: `Everything is at ${mastered} or more; this was played longest ago.` };
};

function easiest(scenarios: readonly Candidate[]): Candidate[] {
  return [...scenarios].sort((a, b) => a.difficulty - b.difficulty);
}

/** By what the last attempt at each was worth, lowest first. */
function weakestSkills(attempts: Attempt[]): { name: string; latest: number }[] {
  return skillTrends(attempts)
    .map(({ name, values }) => ({ name, latest: values.at(-1) ?? 0 }))
    .filter(({ latest }) => latest < mastered)
    .sort((a, b) => a.latest - b.latest);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function bestOf(attempts: Attempt[], id: string | undefined): number {
  return Math.max(
    0,
    ...attempts.filter(({ scenarioId }) => scenarioId === id).map(({ score }) => score),
  );
}
