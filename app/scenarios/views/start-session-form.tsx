import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "~/ui/button";

type StartSessionFormProps = {
  scenarioId: string;
  /** Server-made, so that a double press starts one session. */
  startKey: string;
  /** The same customer once more; without it the server draws a seed. */
  seed?: number | null;
  /** As difficult as before; without it as the scenario has it. */
  level?: number | null;
  label?: string;
  /** The label is a heading elsewhere; this ties the button to it for screen readers. */
  describedBy?: string;
  csrf: ReactNode;
};

/** Posts `scenarioId`, `key` and perhaps `seed` and `level` to `/sessions`, which starts one and goes there. */
export function StartSessionForm(props: StartSessionFormProps) {
  return (
    <Form method="post" action="/sessions">
      {props.csrf}
      <input type="hidden" name="scenarioId" value={props.scenarioId} />
      <input type="hidden" name="key" value={`${props.startKey}:${props.scenarioId}`} />
      {props.seed != null && <input type="hidden" name="seed" value={props.seed} />}
      {props.level != null && <input type="hidden" name="level" value={props.level} />}
      <Button look="primary" aria-describedby={props.describedBy}>
        {props.label ?? "Start session"}
      </Button>
    </Form>
  );
}
