import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { outputName } from "~/customer/classifier/classifier";
import { readFeatures } from "~/customer/classifier/features";
import { pack } from "~/customer/classifier/packed";
import { type Lesson, train } from "~/customer/classifier/train";
import { understand } from "~/customer/understanding/understand";
import type { Scenario } from "~/scenarios/schema";
import { readLessons, type LabelledLine, taught } from "../tests/corpus/lessons";
import { readScenario } from "../tests/corpus/strangers";

export const weightsFile = "app/customer/classifier/weights.json";

/** Of all that the classifier learns from: another line or label makes another one. */
export function lessonsHash(): string {
  const lines = taught.map((id) => readLessons(id));
  return createHash("sha256").update(JSON.stringify(lines)).digest("hex").slice(0, 16);
}

/** Learns from every lesson anew and writes the weights; some forty seconds. */
export async function main(leaveOut = ""): Promise<number> {
  const scenarios = taught.map(readScenario);
  const lines = scenarios.flatMap((scenario) =>
    readLessons(scenario.id, leaveOut).map((line) => ({ scenario, line })),
  );
  const outputs = [
    ...new Set(
      lines.flatMap(({ scenario, line }) =>
        [...line.asks, ...line.critical].map((id) => outputName(scenario.id, id)),
      ),
    ),
  ].sort();
  const lessons = lines.map(({ scenario, line }) => toLesson(scenario, line, outputs));
  const network = train(lessons, outputs);
  await writeFile(weightsFile, `${JSON.stringify(pack(network, lessonsHash()))}\n`);
  process.stdout.write(`${String(lessons.length)} lessons, ${String(outputs.length)} outputs\n`);
  return 0;
}

function toLesson(
  scenario: Scenario,
  { say, asks, critical, unknown }: LabelledLine,
  outputs: string[],
): Lesson {
  // Whether a term is understood is the level's affair, not the question's.
  const heard = understand(say, scenario, mostLiterate);
  const ids = [...scenario.facts, ...scenario.critical].map(({ id }) => id);
  const wanted = [...new Set([...ids, "asked_secret"])].flatMap((id) => {
    const output = outputs.indexOf(outputName(scenario.id, id));
    if (output < 0 || unknown.includes(id)) return [];
    return [{ output, asked: asks.includes(id) || critical.includes(id) }];
  });
  return { rows: readFeatures(say, heard, scenario.id), wanted };
}

const mostLiterate = 3;
