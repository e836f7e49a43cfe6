import { Transform } from "node:stream";

/** A Transform of bytes: `next` says what of all that is held goes on now. */
function holding(next: (held: Buffer) => number): Transform {
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = Buffer.concat([held, chunk]);
      const goesOn = next(held);
      const now = held.subarray(0, goesOn);
      held = held.subarray(goesOn);
      done(null, now);
    },
    flush(done) {
      done(null, held);
    },
  });
}

export const untilTheEnd = () => holding(() => 0);

/** Whole blocks, and the rest at the end. */
export const inBlocksOf = (bytes: number) => holding((held) => held.length - (held.length % bytes));

const wholeEvent = /^event: [^\n]*\n(?:[^\n]+\n)*\n/gm;

/** Nothing before the second event has come, then everything. */
export function firstEventHeld(): Transform {
  let passing = false;
  return holding((held) => {
    passing ||= (held.toString("latin1").match(wholeEvent) ?? []).length >= 2;
    return passing ? held.length : 0;
  });
}

/** Each event once the next one has come. */
export const oneEventBehind = () =>
  holding((held) => Math.max(0, held.lastIndexOf("event: ", undefined, "latin1")));
