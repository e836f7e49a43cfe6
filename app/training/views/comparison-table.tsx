import { Form, Link } from "@remix-run/react";
import { Badge } from "~/ui/badge";
import { Button } from "~/ui/button";
import { SelectField } from "~/ui/field";
import { LocalTime } from "~/ui/local-time";
import type { Progress } from "../get-progress.server";

type ComparisonProps = {
  comparison: NonNullable<Progress["comparison"]>;
  played: Progress["played"];
  /** For a trainer, whose attempts these are. */
  traineeId: string | null;
};

/** Attempts at one scenario side by side; which one is chosen by a plain GET form. */
export function ComparisonTable({ comparison, played, traineeId }: ComparisonProps) {
  return (
    <div className="space-y-4">
      {played.length > 1 && (
        <Form
          method="get"
          action="/progress"
          key={comparison.scenarioId}
          preventScrollReset
          className="flex flex-wrap items-end gap-3"
        >
          {traineeId !== null && <input type="hidden" name="trainee" value={traineeId} />}
          <div className="min-w-0 flex-1 basis-60 two:max-w-sm">
            <SelectField
              label="Scenario"
              name="scenario"
              defaultValue={comparison.scenarioId}
              choices={played.map(({ id, title }) => ({ value: id, label: title }))}
            />
          </div>
          <Button className="min-h-target">Compare</Button>
        </Form>
      )}
      <Table comparison={comparison} />
    </div>
  );
}

function Table({ comparison: { attempts, rows } }: Pick<ComparisonProps, "comparison">) {
  return (
    <div
      role="region"
      aria-label="Attempts side by side"
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-raised"
    >
      <table className="w-full text-left tabular-nums">
        <caption className="sr-only">Attempts side by side, oldest first</caption>
        <thead className="border-b border-line align-top">
          <tr>
            <td className="w-2/5 px-4 py-2.5" />
            {attempts.map((attempt) => (
              <th key={attempt.sessionId} scope="col" className="px-4 py-2.5 font-normal">
                <Link
                  to={`/sessions/${attempt.sessionId}/debrief`}
                  className="whitespace-nowrap font-semibold text-accent underline-offset-2 hover:underline"
                >
                  <LocalTime at={attempt.startedAt} show="date-time" />
                </Link>
                {attempt.continued && (
                  <span className="block pt-1">
                    <Badge icon="refresh">From here</Badge>
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ label, cells }, index) => (
            <tr key={label} className={index === 0 ? "font-bold" : ""}>
              <th scope="row" className="min-w-[9rem] px-4 py-2 font-medium">
                {label}
              </th>
              {cells.map((cell, column) => (
                <td key={attempts[column]?.sessionId} className="whitespace-nowrap px-4 py-2">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
