import type { Debrief } from "../debrief";

type Facts = Debrief["neverAsked"];

/** What stayed unknown: never asked for, or asked for in vain; each with a question that gets it. */
export function NotFoundOut({ facts }: { facts: Facts }) {
  if (facts.length === 0) return <p>Nothing: you found out all there was to find.</p>;
  const never = facts.filter(({ tried }) => tried.length === 0);
  const inVain = facts.filter(({ tried }) => tried.length > 0);
  return (
    <div className="space-y-4">
      {never.length > 0 && <FactList title="Never asked" facts={never} />}
      {inVain.length > 0 && <FactList title="Asked in vain" facts={inVain} />}
    </div>
  );
}

function FactList({ title, facts }: { title: string; facts: Facts }) {
  return (
    <div className="space-y-2.5">
      <h3 className="font-semibold">{title}</h3>
      <ul className="list-disc space-y-2.5 pl-5 marker:text-muted">
        {facts.map((fact) => (
          <li key={fact.id} className="break-inside-avoid">
            {fact.label}
            <Tries seqs={fact.tried} />
            <span className="block text-sm text-muted">For example: “{fact.example}”</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Tries({ seqs }: { seqs: readonly number[] }) {
  return seqs.map((seq) => (
    <span key={seq}>
      {" "}
      (
      <a
        href={`#m${seq}`}
        className="inline-flex min-h-target items-center text-accent underline underline-offset-2 two:min-h-[1.5rem] touch:min-h-target"
      >
        message {seq}
      </a>
      )
    </span>
  ));
}
