import { Card } from "~/ui/card";
import { classNames } from "~/ui/class-names";
import { Icon, type IconName } from "~/ui/icon";
import { Meter } from "~/ui/meter";
import type { Grade } from "../findings";
import type { Measurements } from "../measurements";
import { steps } from "../steps";
import { judgeNetwork, type Verdict, wayNames } from "../verdict";

type VerdictCardProps = { measured: Measurements; done: boolean };

/** The answer first, in a sentence; until then how far the test has come. */
export function VerdictCard({ measured, done }: VerdictCardProps) {
  const verdict = judgeNetwork(measured);
  return (
    <Card className="space-y-4 two:p-7">
      <div role="status" className="flex items-start gap-3.5">
        {done ? <Told verdict={verdict} /> : <p className="text-lg font-bold">Testing…</p>}
      </div>
      {done ? <InUse verdict={verdict} measured={measured} /> : <Progress measured={measured} />}
    </Card>
  );
}

const looks: Record<Grade, { icon: IconName; className: string }> = {
  good: { icon: "check", className: "bg-accent-soft text-accent-strong" },
  limited: { icon: "clock", className: "bg-note-soft text-note" },
  bad: { icon: "alert", className: "bg-danger-soft text-danger" },
};

function Told({ verdict }: { verdict: Verdict }) {
  const { icon, className } = looks[verdict.grade];
  return (
    <>
      <span
        className={classNames(
          "badge inline-flex h-11 w-11 shrink-0 items-center justify-center rounded-full",
          className,
        )}
      >
        <Icon name={icon} className="h-6 w-6" />
      </span>
      <div className="min-w-0 space-y-1">
        <h2 className="text-xl font-bold tracking-tight">{verdict.title}</h2>
        <p className="max-w-prose">{verdict.text}</p>
      </div>
    </>
  );
}

function InUse({ verdict, measured }: { verdict: Verdict; measured: Measurements }) {
  const remembered = measured.memory?.way;
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-3 border-t border-line pt-4">
      {verdict.way && <Fact label="The best that gets through" value={wayNames[verdict.way]} />}
      <Fact
        label="In use by chats in this browser"
        value={remembered ? wayNames[remembered] : "Event stream, first of all"}
      />
    </dl>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="font-semibold">{value}</dd>
    </div>
  );
}

function Progress({ measured }: { measured: Measurements }) {
  const known = steps.filter(({ judge }) => judge(measured) !== null).length;
  const told = `${known} of ${steps.length} steps done`;
  return (
    <div className="space-y-2">
      <Meter value={known} max={steps.length} label={told} />
      <p aria-hidden="true" className="text-sm tabular-nums text-muted">
        {told}
      </p>
    </div>
  );
}
