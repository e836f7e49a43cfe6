import type { Bucket } from "../percentile";
import { shapeSentence } from "./bucket-words";
import { formatMs } from "./figure-format";

const column = 24;
const top = 6;
const bars = 84;
const height = 116;
/** Room for half a label on either side. */
const margin = 8;
/** Which bounds are written under the axis: there is no room for all. */
const labelled = [1, 10, 100, 1_000, 10_000];

/** How many measurements fell into each bucket; every chart has the same axis. */
export function BucketChart({ buckets, label }: { buckets: readonly Bucket[]; label: string }) {
  const highest = Math.max(1, ...buckets.map(({ count }) => count));
  const width = buckets.length * column;
  return (
    <svg
      role="img"
      aria-label={`${label}. ${shapeSentence(buckets)}`}
      viewBox={`${-margin} 0 ${width + 2 * margin} ${height}`}
      className="block w-full max-w-[26rem]"
    >
      {buckets.map(({ count }, index) => (
        <Bar key={index} index={index} share={count / highest} />
      ))}
      <path d={`M0 ${top + bars + 0.5}H${width}`} className="stroke-line-strong" />
      {buckets.map(({ upTo }, index) =>
        upTo !== null && labelled.includes(upTo) ? (
          <Bound key={upTo} x={(index + 1) * column} words={formatMs(upTo)} />
        ) : null,
      )}
    </svg>
  );
}

/** A bucket with anything in it can be seen, however few they are beside the others. */
function Bar({ index, share }: { index: number; share: number }) {
  const size = share === 0 ? 0 : Math.max(2, share * bars);
  return (
    <rect
      x={index * column + 2}
      y={top + bars - size}
      width={column - 4}
      height={size}
      className="fill-accent"
    />
  );
}

function Bound({ x, words }: { x: number; words: string }) {
  const axis = top + bars;
  return (
    <>
      <path d={`M${x} ${axis}v5`} className="stroke-line-strong" />
      <text x={x} y={axis + 20} textAnchor="middle" className="fill-muted text-[13px]">
        {words}
      </text>
    </>
  );
}
