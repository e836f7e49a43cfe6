import { LineCounter, parseDocument, type Document } from "yaml";
import { scenario, type Scenario } from "./schema";

/** A scenario file that can't be used; the message names file, line and reason. */
export class ScenarioError extends Error {
  override name = "ScenarioError";
}

/** Reads and validates a scenario file. Throws a ScenarioError. */
export function parseScenario(yamlText: string, fileName: string): Scenario {
  const lineCounter = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter, schema: "core" });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const { line } = lineCounter.linePos(fault.pos[0]);
    throw new ScenarioError(`${fileName}:${line}: ${fault.message.split("\n")[0] ?? fault.code}`);
  }
  const result = scenario.safeParse(document.toJS({ maxAliasCount: 50 }));
  if (!result.success)
    throw new ScenarioError(describeIssues(result.error.issues, document, lineCounter, fileName));
  const dangling = findDangling(result.data);
  if (dangling.length > 0)
    throw new ScenarioError(dangling.map((reason) => `${fileName}: ${reason}`).join("\n"));
  return result.data;
}

type Issue = { path: PropertyKey[]; message: string };

function describeIssues(
  issues: Issue[],
  document: Document,
  lineCounter: LineCounter,
  fileName: string,
): string {
  return issues
    .map(({ path, message }) => {
      const line = findLine(document, path, lineCounter);
      return `${fileName}:${line}: ${path.map(String).join(".") || "file"}: ${message}`;
    })
    .join("\n");
}

/** The line of the node, or of its nearest ancestor that exists. */
function findLine(document: Document, path: PropertyKey[], lineCounter: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    if (range) return lineCounter.linePos(range[0]).line;
  }
  return 1;
}

/** Ids that are used but not defined, and weights that don't make a hundred. */
function findDangling(data: Scenario): string[] {
  const facts = new Set(data.facts.map(({ id }) => id));
  const tools = new Set(data.tools.map(({ id }) => id));
  const criticals = new Set([...data.critical.map(({ id }) => id), "asked_secret"]);
  const weights = data.rubric.reduce((sum, { weight }) => sum + weight, 0);
  const used = data.rubric.flatMap((each) => (each.kind === "facts" ? each.facts : []));
  const kept = data.rubric.flatMap((each) => (each.kind === "order" ? each.steps : []));
  return [
    ...(weights === 100 ? [] : [`rubric: the weights add up to ${weights}, not 100`]),
    ...used.filter((id) => !facts.has(id)).map((id) => `rubric: there is no fact ${id}`),
    ...kept
      .filter((step) => step.startsWith("tool:") && !tools.has(step.slice(5)))
      .map((step) => `rubric: there is no ${step}`),
    ...data.tools
      .flatMap((tool) => tool.uses.flatMap(({ critical }) => critical ?? []))
      .filter((id) => !criticals.has(id))
      .map((id) => `tools: there is no critical failure ${id}`),
    ...worldKeys(data)
      .filter((key) => !(key in data.world))
      .map((key) => `world: ${key} is used but has no first value`),
    ...Object.keys(data.world)
      .filter((key) => !(key in data.worldLabels))
      .map((key) => `worldLabels: ${key} has no words for people`),
  ];
}

function worldKeys(data: Scenario): string[] {
  const reactions = [
    ...data.tools.flatMap(({ uses }) => uses),
    ...[...data.actions, ...data.checks, ...data.answers].flatMap(({ cases }) => cases),
    ...data.events,
    ...data.deeds,
  ];
  const asserted = data.rubric.flatMap((each) =>
    each.kind === "world" ? Object.keys(each.world) : [],
  );
  return [
    ...new Set([
      ...Object.keys(data.success),
      ...asserted,
      ...data.progress,
      ...data.events.flatMap(({ since }) => since ?? []),
      ...data.facts.flatMap(({ sets }) => Object.keys(sets)),
      ...reactions.flatMap(({ sets, when }) => [
        ...Object.keys(sets),
        ...Object.keys(when?.world ?? {}),
      ]),
    ]),
  ];
}
