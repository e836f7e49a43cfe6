import { understand } from "~/customer/understanding/understand";
import { createPlay } from "~/debrief/play";
import { PlayError } from "~/debrief/play-line";
import { knobsAt } from "~/scenarios/persona";
import type { Fault } from "~/scenarios/problem";
import type { Scenario } from "~/scenarios/schema";

/** Examples that don't do what they are examples of, and criticals without; in small steps. */
export function* findDeafExamples(scenario: Scenario): Generator<void, Fault[]> {
  return [...(yield* findDeafQuestions(scenario)), ...(yield* findHarmlessDeeds(scenario))];
}

/** Each fact's example question must be one that the customer takes as asking for it. */
function* findDeafQuestions(scenario: Scenario): Generator<void, Fault[]> {
  const { literacy } = knobsAt(scenario.customer, scenario.difficulty);
  const found: Fault[] = [];
  for (const [i, { askedBy, example }] of scenario.facts.entries()) {
    yield;
    const { content } = understand(example, scenario, literacy);
    const wanted = askedBy.flatMap(({ intents }) => intents);
    if (wanted.some((intent) => content.includes(intent))) continue;
    const heard = content.length === 0 ? "nothing" : content.join(", ");
    const reason = `the customer hears ${heard} in this question, not ${wanted.join(" or ")}`;
    found.push({ path: ["facts", i, "example"], reason });
  }
  return found;
}

/** Each critical failure's example must bring it about: one that nothing can is no rule. */
function* findHarmlessDeeds(scenario: Scenario): Generator<void, Fault[]> {
  const found: Fault[] = [];
  for (const [i, { id, example }] of scenario.critical.entries()) {
    if (example !== undefined) {
      const failure = yield* playDeed(scenario, id, example);
      if (failure !== null) found.push({ path: ["critical", i, "example"], reason: failure });
    } else if (id !== everywhere) found.push({ path: ["critical", i, "id"], reason: lacking });
  }
  return found;
}

/** Every customer hears it in the same words, whether a scenario lists it or not. */
const everywhere = "asked_secret";
const lacking =
  "has no example; write a line, or several as typed in the shell, after which it has happened";

/** What is wrong with an example; null if the deed is done after it. */
function* playDeed(
  scenario: Scenario,
  id: string,
  lines: readonly string[],
): Generator<void, string | null> {
  const play = createPlay(scenario, { seed: 1, level: scenario.difficulty });
  let heard: string[] = [];
  for (const line of lines) {
    yield;
    try {
      const result = play.take(line);
      if ("debrief" in result)
        return result.debrief.critical.some((each) => each.id === id) ? null : sayHeard(id, heard);
      heard = result.played.intents;
    } catch (error) {
      if (!(error instanceof PlayError)) throw error;
      return error.message;
    }
  }
  return play.state().critical.some((each) => each.id === id) ? null : sayHeard(id, heard);
}

function sayHeard(id: string, heard: string[]): string {
  return `after this ${id} hasn't happened; the customer hears ${heard.length === 0 ? "nothing" : heard.join(", ")}`;
}
