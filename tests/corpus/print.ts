import { brief } from "./brief";
import { asRow, figuresOf } from "./figures";
import { type Folder, hasScenario, hearStrangers, type Heard, measure } from "./strangers";

const seed = 1;

/** Prints how a part of a corpus was understood; its misunderstood lines only if `listed`. */
export function print(part: Folder, listed: boolean): void {
  const ids = Object.keys(brief).filter(hasScenario);
  const heard = ids.map((id) => ({ id, lines: hearStrangers(id, seed, part) }));
  const figures = heard.map(({ id, lines }) => [`${part} ${id}`, figuresOf(lines)] as const);
  const together = figuresOf(heard.flatMap(({ lines }) => lines));
  const rows = [...figures, [`${part} together`, together] as const];
  console.table(Object.fromEntries(rows.map(([name, each]) => [name, asRow(each)])));
  for (const [name, { facts }] of figures) console.log(name, facts);
  if (listed) heard.forEach(({ id, lines }) => list(`${part} ${id}`, lines));
}

function list(name: string, heard: Heard[]): void {
  const { untold, wronglyTold, missedCriticals, wrongCriticals } = measure(heard);
  for (const [kind, lines] of Object.entries({
    untold,
    wronglyTold,
    missedCriticals,
    wrongCriticals,
  })) {
    console.log([`${name}, ${kind}: ${lines.length}`, ...lines].join("\n  "));
  }
}
