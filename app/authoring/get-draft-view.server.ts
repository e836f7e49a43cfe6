import type { Viewer } from "~/accounts/user";
import type { Problem } from "~/scenarios/problem";
import type { Scenario } from "~/scenarios/schema";
import type { Services } from "~/services.server";
import { AppError } from "~/errors";
import { checkSource } from "./check-source.server";
import { type Draft, getDraft } from "./drafts.server";

export type DraftView = {
  draft: Omit<Draft, "source" | "problems">;
  text: string;
  problems: (Problem & { text: string })[];
  playable: boolean;
  replaces: number | null;
};

/** A draft with what is wrong with it. Throws `forbidden` and `not_found`. */
export async function getDraftView(
  services: Services,
  viewer: Viewer,
  id: string,
): Promise<DraftView> {
  const { source, problems: _counted, ...draft } = await getDraft(services, viewer, id);
  const { scenario, problems } = await checkSource(source);
  const lines = source.split("\n");
  const inLibrary =
    draft.scenarioId === null
      ? null
      : await services.db.scenario.findUnique({ where: { id: draft.scenarioId } });
  return {
    draft,
    text: source,
    problems: problems.map((problem) => ({ ...problem, text: lines[problem.line - 1] ?? "" })),
    playable: scenario !== null,
    replaces: inLibrary?.currentVersion ?? null,
  };
}

/** A draft that can be played. Throws `invalid_input` for one that can't even be read. */
export async function getPlayable(
  services: Services,
  viewer: Viewer,
  id: string,
): Promise<{ id: string; scenario: Scenario }> {
  const draft = await getDraft(services, viewer, id);
  const { scenario } = await checkSource(draft.source);
  if (scenario === null) {
    throw new AppError(
      "invalid_input",
      "This draft can't be read yet. Go back and see what is wrong.",
    );
  }
  return { id: draft.id, scenario };
}
