import { Icon } from "~/ui/icon";
import type { Trend } from "../trends";
import { TrendLine } from "./trend-line";

type TrendsProps = { trends: readonly Trend[]; caption: string };

/** A small picture for each, and the same as a table. */
export function Trends({ trends, caption }: TrendsProps) {
  return (
    <div className="space-y-2">
      <ul className="grid grid-cols-1 gap-4 two:grid-cols-2 three:grid-cols-4">
        {trends.map((trend) => (
          <li
            key={trend.name}
            className="break-inside-avoid space-y-2 rounded-lg border border-line bg-raised p-4"
          >
            <div className="flex items-baseline justify-between gap-3">
              <h3 className="min-w-0 font-semibold leading-snug">{trend.name}</h3>
              <p className="text-lg font-bold tabular-nums">{trend.values.at(-1)}</p>
            </div>
            <TrendLine values={trend.values} label={`${trend.name}: ${sentence(trend)}`} />
            <p className="text-sm text-muted">{sentence(trend)}</p>
          </li>
        ))}
      </ul>
      <details className="group">
        <summary className="inline-flex min-h-target cursor-pointer list-none items-center gap-1 rounded font-semibold text-accent [&::-webkit-details-marker]:hidden">
          <Icon name="chevronRight" className="h-4 w-4 transition-transform group-open:rotate-90" />
          {caption} as a table
        </summary>
        <TrendTable trends={trends} caption={caption} />
      </details>
    </div>
  );
}

/** "Once so far" or "From 40 to 85 in 4 attempts". */
function sentence({ values }: Trend): string {
  if (values.length === 1) return "One attempt so far";
  return `From ${values[0] ?? 0} to ${values.at(-1) ?? 0} in ${values.length} attempts`;
}

function TrendTable({ trends, caption }: TrendsProps) {
  return (
    <div
      role="region"
      aria-label={`${caption} as a table`}
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-raised"
    >
      <table className="w-full text-left tabular-nums">
        <caption className="sr-only">{caption}, attempt by attempt, oldest first</caption>
        <thead className="border-b border-line text-sm text-muted">
          <tr>
            <th scope="col" className="px-4 py-2 font-semibold">
              Name
            </th>
            <th scope="col" className="px-4 py-2 font-semibold">
              Best
            </th>
            <th scope="col" className="px-4 py-2 font-semibold">
              Oldest to latest
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {trends.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row" className="px-4 py-2 font-medium">
                {name}
              </th>
              <td className="px-4 py-2">{Math.max(...values)}</td>
              <td className="whitespace-nowrap px-4 py-2">{values.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
