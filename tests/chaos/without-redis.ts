import type { Fault, Journal, Trouble } from "./journal";
import { isTouched, reachMs, stillMs, type Way } from "./ways";

/** A slow way, with what had hit its processes shortly before. */
export type SlowWay = {
  ms: number;
  from: string;
  to: string;
  streamAgeMs: number;
  after: string[];
};

export type WithoutRedis = {
  /** How often Redis was killed. */
  windows: number;
  /** From a post's answer to a stream's event, ms, where nothing but Redis was broken. */
  alone: number[];
  /** The same where what another fault had left behind may have been in the way. */
  touched: number[];
  troubles: { alone: Trouble[]; touched: Trouble[] };
  slowest: { alone: SlowWay[]; touched: SlowWay[] };
};

const told = 5;

/** What clients noticed while Redis was down and just after. */
export function judgeWithoutRedis({ faults, ways, troubles }: Journal): WithoutRedis {
  const windows = faults.filter(({ kind }) => kind.startsWith("redis kill"));
  const during = ({ answeredAt }: Way): boolean =>
    windows.some(({ from, to }) => from <= answeredAt && answeredAt <= to + stillMs);
  const isAlone = ({ postedTo, cameFrom, answeredAt, arrivedAt }: Way): boolean =>
    !isTouched(faults, [postedTo, cameFrom], { from: answeredAt, to: arrivedAt });
  const [alone, touched] = split(ways.all().filter(during), isAlone);
  const met = troubles.filter(({ from, at }) =>
    windows.some((window) => window.from <= at && from <= window.to + stillMs),
  );
  const [own, others] = split(
    met,
    ({ app, from, at }) => !isTouched(faults, [app], { from, to: at }),
  );
  return {
    windows: windows.length,
    ...{ alone: alone.map(lengthOf), touched: touched.map(lengthOf) },
    troubles: { alone: own, touched: others },
    slowest: { alone: slowest(alone, faults), touched: slowest(touched, faults) },
  };
}

function slowest(ways: readonly Way[], faults: readonly Fault[]): SlowWay[] {
  const sorted = [...ways].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, told);
  return sorted.map((way) => ({
    ...{ ms: lengthOf(way), from: way.postedTo, to: way.cameFrom },
    streamAgeMs: way.arrivedAt - way.openSince,
    after: faults.filter((one) => isNear(one, way)).map((one) => tellFault(one, way)),
  }));
}

function isNear({ kind, from, to }: Fault, { answeredAt, arrivedAt }: Way): boolean {
  return from <= arrivedAt && to + reachMs(kind) >= answeredAt;
}

function tellFault({ kind, target, from, to }: Fault, { answeredAt }: Way): string {
  return `${kind} of ${target}, ${from - answeredAt} to ${to - answeredAt} ms from the answer`;
}

function lengthOf({ answeredAt, arrivedAt }: Way): number {
  return arrivedAt - answeredAt;
}

function split<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
