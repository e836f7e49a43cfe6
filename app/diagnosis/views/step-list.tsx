import { Badge, type BadgeTone } from "~/ui/badge";
import { Card } from "~/ui/card";
import type { IconName } from "~/ui/icon";
import { type Finding, type Grade, gradeWords } from "../findings";
import type { Measurements } from "../measurements";
import { steps } from "../steps";

type StepListProps = { measured: Measurements; running: readonly string[]; done: boolean };

/** Every step from the start, so that nothing jumps; each says what it found and what that means. */
export function StepList({ measured, running, done }: StepListProps) {
  return (
    <Card className="!p-0">
      <h2 className="sr-only">Step by step</h2>
      <ol className="divide-y divide-line">
        {steps.map(({ name, title, judge }) => (
          <StepRow
            key={name}
            title={title}
            finding={judge(measured)}
            running={running.includes(name)}
            done={done}
          />
        ))}
      </ol>
    </Card>
  );
}

type StepRowProps = { title: string; finding: Finding | null; running: boolean; done: boolean };

function StepRow({ title, finding, running, done }: StepRowProps) {
  return (
    <li className="flex flex-col gap-x-6 gap-y-1 px-5 py-3.5 two:flex-row two:px-7">
      <div className="flex shrink-0 items-center justify-between gap-3 self-stretch two:w-64 two:items-start">
        <h3 className="font-semibold">{title}</h3>
        {finding ? <GradeBadge grade={finding.grade} /> : <Pending running={running} done={done} />}
      </div>
      <div className="min-w-0 flex-1">
        {finding && <p>{finding.found}</p>}
        {finding?.means && <p className="text-muted">{finding.means}</p>}
      </div>
    </li>
  );
}

const looks: Record<Grade, { tone: BadgeTone; icon: IconName }> = {
  good: { tone: "accent", icon: "check" },
  limited: { tone: "note", icon: "info" },
  bad: { tone: "danger", icon: "alert" },
};

function GradeBadge({ grade }: { grade: Grade }) {
  return <Badge {...looks[grade]}>{gradeWords[grade]}</Badge>;
}

function Pending({ running, done }: { running: boolean; done: boolean }) {
  if (done) return <span className="text-sm text-muted">Not tested</span>;
  return <span className="text-sm text-muted">{running ? "Testing…" : "Waiting"}</span>;
}
