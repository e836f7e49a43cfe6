import { Form } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import { categories, resolutionCodes } from "~/debrief/resolution-choices";
import { Button } from "~/ui/button";
import { controlClass, Field, SelectField, TextField } from "~/ui/field";
import { HiddenFields } from "~/ui/hidden-fields";
import type { ShownPlay } from "./play-log";

export type PlayForm = {
  lines: readonly string[];
  level: number;
  seed: number;
  tools: readonly { id: string; label: string }[];
  /** What was typed and could not be played, and why. */
  typed: string;
  error: string | null;
};

type PlayControlsProps = {
  draftId: string;
  form: PlayForm;
  played: ShownPlay;
  csrf: ReactNode;
};

/** Posts the lines so far and the next one (`say`, `tool`, `wait`, a resolution, or `undo`). */
export function PlayControls({ draftId, form, played, csrf }: PlayControlsProps) {
  const over = played.debrief !== null;
  const reply = useRef<HTMLInputElement>(null);
  const count = form.lines.length;
  useEffect(() => {
    if (count > 0) reply.current?.focus({ preventScroll: true });
  }, [count]);
  const carried = (
    <HiddenFields>
      {csrf}
      <input type="hidden" name="level" value={form.level} />
      <input type="hidden" name="seed" value={form.seed} />
      {form.lines.map((line, index) => (
        <input key={index} type="hidden" name="line" value={line} />
      ))}
    </HiddenFields>
  );
  const common = {
    method: "post",
    action: `/authoring/drafts/${draftId}/play`,
    encType: "multipart/form-data",
    preventScrollReset: true,
  } as const;
  return (
    <div className="space-y-5">
      {!over && !played.left && (
        <Form key={`say-${count}`} {...common} className="flex items-end gap-2">
          {carried}
          <div className="min-w-0 flex-1">
            <Field label="Your line" error={form.error}>
              {(control) => (
                <input
                  ref={reply}
                  name="say"
                  autoComplete="off"
                  maxLength={4000}
                  defaultValue={form.typed}
                  className={controlClass}
                  {...control}
                />
              )}
            </Field>
          </div>
          <Button look="primary" className="min-h-target">
            Say it
          </Button>
        </Form>
      )}
      <Form key={`do-${count}`} {...common} className="flex flex-wrap gap-2">
        {carried}
        {!over &&
          !played.left &&
          form.tools.map(({ id, label }) => (
            <Button key={id} name="tool" value={id}>
              {label}
            </Button>
          ))}
        {!over && !played.left && (
          <Button look="quiet" name="wait" value="60">
            Let a minute pass
          </Button>
        )}
        {count > 0 && (
          <Button look="quiet" name="undo" value="1">
            Take back the last line
          </Button>
        )}
      </Form>
      {!over && (
        <details open={played.left} className="rounded-lg border border-line bg-raised px-4 py-1">
          <summary className="min-h-target cursor-pointer content-center font-semibold">
            Resolve
          </summary>
          <Form key={`end-${count}`} {...common} className="space-y-4 pb-4">
            {carried}
            <SelectField label="Category" name="category" choices={toChoices(categories)} />
            <TextField label="Root cause" name="rootCause" autoComplete="off" />
            <SelectField label="Code" name="code" choices={toChoices(resolutionCodes)} />
            <TextField label="Notes" name="notes" autoComplete="off" />
            <Button name="resolve" value="1">
              Resolve and see the points
            </Button>
          </Form>
        </details>
      )}
    </div>
  );
}

function toChoices(values: readonly string[]) {
  return values.map((value) => ({ value, label: value.replaceAll("_", " ") }));
}
