import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { buttonClass, Button } from "~/ui/button";
import { Card } from "~/ui/card";
import { SelectField, TextField } from "~/ui/field";
import { Page } from "~/ui/page";
import { PlayControls, type PlayForm } from "./play-controls";
import { PlayLog, type ShownPlay } from "./play-log";
import { PlayResult } from "./play-result";

type PlayPageProps = {
  draft: { id: string; title: string };
  customerName: string;
  form: PlayForm;
  played: ShownPlay;
  csrf: ReactNode;
};

/**
 * The draft, played. Nothing is stored: the form carries the lines so far, and every answer plays
 * them from the start, which gives the same customer each time.
 */
export function PlayPage({ draft, customerName, form, played, csrf }: PlayPageProps) {
  const { level, seed } = form;
  return (
    <Page
      title={`Playing “${draft.title}”`}
      intro="The draft as it is saved, without waiting. Nothing of this is kept."
      actions={
        <Link to={`/authoring/drafts/${draft.id}`} className={buttonClass("secondary")}>
          Back to the text
        </Link>
      }
    >
      <div className="grid gap-6 three:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="space-y-5">
          <PlayLog customerName={customerName} played={played} />
          {played.debrief && <PlayResult debrief={played.debrief} />}
          <PlayControls draftId={draft.id} form={form} played={played} csrf={csrf} />
        </div>
        <aside aria-label="Behind the scenes" className="space-y-5">
          <Card className="space-y-3">
            <h2 className="font-bold">Hidden world</h2>
            <dl className="space-y-1.5">
              {played.world.map(({ key, value, first }) => (
                <div key={key} className="flex justify-between gap-3">
                  <dt className="min-w-0 break-words font-mono text-sm leading-6 text-muted">
                    {key}
                  </dt>
                  <dd className={first ? "" : "font-semibold text-accent-strong"}>{value}</dd>
                </div>
              ))}
              <div className="flex justify-between gap-3 border-t border-line pt-1.5">
                <dt className="text-sm leading-6 text-muted">Mood (−3 to 2)</dt>
                <dd className="tabular-nums">{String(played.mood).replace("-", "−")}</dd>
              </div>
            </dl>
          </Card>
          <Card className="space-y-4">
            <h2 className="font-bold">Start again</h2>
            <Form
              method="get"
              action={`/authoring/drafts/${draft.id}/play`}
              className="space-y-4"
              key={`${String(level)}-${String(seed)}`}
            >
              <SelectField
                label="Level"
                name="level"
                defaultValue={String(level)}
                choices={[
                  { value: "1", label: "1 – easy" },
                  { value: "2", label: "2 – usual" },
                  { value: "3", label: "3 – hard" },
                ]}
              />
              <TextField
                label="Seed"
                hint="Another number, another choice of lines."
                name="seed"
                inputMode="numeric"
                defaultValue={String(seed)}
              />
              <Button>Start again</Button>
            </Form>
          </Card>
          {form.lines.length > 0 && <AsTranscript lines={form.lines} />}
        </aside>
      </div>
    </Page>
  );
}

/** What was played, ready for the scenario's `tests`. */
function AsTranscript({ lines }: { lines: readonly string[] }) {
  return (
    <details className="rounded-lg border border-line bg-raised px-4 py-1">
      <summary className="min-h-target cursor-pointer content-center font-semibold">
        As a transcript for “tests”
      </summary>
      <pre className="overflow-x-auto pb-4 font-mono text-sm">
        {["    lines:", ...lines.map((line) => `      - ${JSON.stringify(line)}`)].join("\n")}
      </pre>
    </details>
  );
}
