import { counterWords } from "../figure-words";
import type { OperationsView } from "../operations-view";
import { formatCount } from "./figure-format";

/** What was counted since the start, each with what it means and when to look into it. */
export function CounterList({ counters }: { counters: OperationsView["counters"] }) {
  return (
    <dl className="grid grid-cols-1 gap-px overflow-hidden rounded-lg border border-line bg-line three:grid-cols-2">
      {counters.map(({ name, value }) => {
        const { title, meaning, worry } = counterWords[name];
        return (
          <div
            key={name}
            className="grid grid-cols-[minmax(0,1fr)_auto] content-start gap-x-4 gap-y-1 bg-raised p-5"
          >
            <dt className="text-md font-semibold">{title}</dt>
            <dd className="text-lg font-semibold tabular-nums">{formatCount(value)}</dd>
            <dd className="col-span-2 max-w-prose">{meaning}</dd>
            <dd className="col-span-2 max-w-prose text-sm text-muted">{worry}</dd>
          </div>
        );
      })}
    </dl>
  );
}
