import { Card } from "~/ui/card";
import { distributionWords } from "../figure-words";
import type { Distribution } from "../operations-view";
import type { Estimate } from "../percentile";
import { BucketChart } from "./bucket-chart";
import { rangesOf } from "./bucket-words";
import { formatCount, formatEstimate } from "./figure-format";

/** One thing that is timed: what it is, how long it took, and when that is too long. */
export function DistributionCard({ distribution }: { distribution: Distribution }) {
  const { title, meaning, worry } = distributionWords[distribution.name];
  return (
    <Card className="flex flex-col gap-4">
      <div className="space-y-1">
        <h3 className="text-md font-semibold">{title}</h3>
        <p className="text-muted">{meaning}</p>
      </div>
      {distribution.count === 0 ? (
        <p className="flex-1 py-4 text-muted">Nothing measured yet.</p>
      ) : (
        <Measured distribution={distribution} title={title} />
      )}
      <p className="border-t border-line pt-3 text-sm text-muted">{worry}</p>
    </Card>
  );
}

function Measured({ distribution, title }: { distribution: Distribution; title: string }) {
  const { count, buckets, p50, p99 } = distribution;
  return (
    <div className="flex-1 space-y-2">
      <div className="flex flex-col gap-x-6 gap-y-4 two:flex-row">
        <dl className="flex shrink-0 gap-x-8 gap-y-2 two:w-28 two:flex-col">
          <Figure term="p50" value={words(p50)} />
          <Figure term="p99" value={words(p99)} />
          <Figure term="Count" value={formatCount(count)} />
        </dl>
        <div className="min-w-0 flex-1">
          <BucketChart buckets={buckets} label={title} />
        </div>
      </div>
      <details>
        <summary className="flex min-h-target cursor-pointer items-center text-sm font-semibold text-accent two:min-h-[2rem] touch:min-h-target">
          Every bucket<span className="sr-only">{` of ${title}`}</span>
        </summary>
        <BucketTable distribution={distribution} title={title} />
      </details>
    </div>
  );
}

function words(estimate: Estimate | null): string {
  return estimate === null ? "–" : formatEstimate(estimate);
}

function Figure({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt className="text-sm text-muted">{term}</dt>
      <dd className="whitespace-nowrap text-lg font-semibold tabular-nums">{value}</dd>
    </div>
  );
}

function BucketTable({ distribution, title }: { distribution: Distribution; title: string }) {
  return (
    <table className="w-full max-w-xs text-sm">
      <caption className="sr-only">{`${title}, by how long it took`}</caption>
      <thead>
        <tr className="border-b border-line text-left text-muted">
          <th scope="col" className="py-1 font-medium">
            Took
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            How many
          </th>
        </tr>
      </thead>
      <tbody>
        {rangesOf(distribution.buckets).map(({ words: range, count }) => (
          <tr key={range} className="border-b border-line last:border-0">
            <th scope="row" className="py-1 text-left font-normal">
              {range}
            </th>
            <td className="py-1 text-right tabular-nums">{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
