import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getPlayable } from "~/authoring/get-draft-view.server";
import { mostLines, playDraft } from "~/authoring/play-draft";
import { PlayPage } from "~/authoring/views/play-page";
import { AppError } from "~/errors";
import { field, formAction, page } from "~/http/page.server";
import { parseWholeNumber } from "~/lib/whole-number";
import { CsrfInput } from "~/root";
import type { Scenario } from "~/scenarios/schema";

export const meta: MetaFunction = () => [{ title: "Playing a draft – Deskside" }];

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async ({ services, viewer, params, url }) => {
    const playable = await getPlayable(services, viewer, params["id"] ?? "");
    const { searchParams } = url;
    return show(playable, { lines: [], ...readStart(playable.scenario, searchParams) });
  });

/** Plays the lines that the form carries and the next one; stores nothing. */
export const action = (args: ActionFunctionArgs) =>
  formAction(args, async ({ services, viewer, params, form }) => {
    const playable = await getPlayable(services, viewer, params["id"] ?? "");
    const before = form.getAll("line").filter((line) => typeof line === "string");
    if (before.length > mostLines) throw new AppError("invalid_input", "That is too long a play.");
    const start = readStart(playable.scenario, form);
    if (form.has("undo")) return data(show(playable, { lines: before.slice(0, -1), ...start }));
    const next = readNext(form);
    const tried = show(playable, { lines: [...before, next], ...start });
    if (tried.played.error === null && before.length < mostLines) return data(tried);
    const error = tried.played.error ?? `${String(mostLines)} lines are the most. Start again.`;
    const kept = show(playable, { lines: before, ...start });
    const refused = { ...kept, form: { ...kept.form, typed: field(form, "say"), error } };
    return data(refused, { status: 422 });
  });

function readStart(
  { difficulty }: Scenario,
  given: { get(name: string): unknown },
): { level: number; seed: number } {
  const [level, seed] = [given.get("level"), given.get("seed")].map((value) =>
    typeof value === "string" ? parseWholeNumber(value) : null,
  );
  return {
    level: level === 1 || level === 2 || level === 3 ? level : difficulty,
    seed: typeof seed === "number" && Math.abs(seed) <= 0x7fffffff ? seed : 1,
  };
}

/** As typed in the shell. */
function readNext(form: FormData): string {
  if (form.has("tool")) return `/tool ${field(form, "tool")}`;
  if (form.has("wait")) return `/wait ${field(form, "wait")}`;
  if (!form.has("resolve")) return field(form, "say").replace(/\s+/g, " ");
  const parts = ["category", "rootCause", "code", "notes"].map((name) =>
    field(form, name).replaceAll("|", "/"),
  );
  return `/resolve ${parts.join(" | ")}`;
}

function show(
  { id, scenario }: { id: string; scenario: Scenario },
  input: { lines: string[]; level: number; seed: number },
) {
  return {
    draft: { id, title: scenario.title },
    customerName: scenario.customer.name,
    form: {
      ...input,
      tools: scenario.tools.map((tool) => ({ id: tool.id, label: tool.label })),
      typed: "",
      error: null as string | null,
    },
    played: playDraft(scenario, input),
  };
}

export default function Play() {
  const loaded = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return <PlayPage {...(answered ?? loaded)} csrf={<CsrfInput />} />;
}
