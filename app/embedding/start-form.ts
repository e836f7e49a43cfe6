import { textIn } from "./form-text";

/** What a form that starts a session asks for, in the words of the API. */
export type StartBody = { scenarioId: string; seed?: number; level?: number };

/** Reads the form of the ordinary page: "Start session", or "Try again" with its seed and level. */
export function readStart(form: FormData): { body: StartBody; key: string } {
  const [seed, level] = [form.get("seed"), form.get("level")];
  const body = {
    scenarioId: textIn(form, "scenarioId"),
    ...(seed === null ? {} : { seed: Number(seed) }),
    ...(level === null ? {} : { level: Number(level) }),
  };
  return { body, key: textIn(form, "key") };
}
