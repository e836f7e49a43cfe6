import { describe, expect, test } from "vitest";
import { isForward, noteHeard, noteRead, type ReceiptNews } from "./receipt-trail";
import { createSeenRecord } from "./seen-record";

const receipt = (deliveredSeq: number, readSeq: number): ReceiptNews => ({
  ...{ role: "trainee", deliveredSeq, readSeq },
});

describe("what is kept small", () => {
  test("a trail keeps each step back of what was read, and how far it went", () => {
    const read: ReceiptNews[] = [];
    const steps = [1, 2, 3, 2, 4, 5, 5, 9].map((seq) => receipt(seq, seq));
    for (const step of steps) noteRead({ read }, step);
    const back = read.filter((one, n) => n > 0 && !isForward(read[n - 1] ?? one, one));
    expect(back).toEqual([receipt(2, 2)]);
    expect(read.at(-1)).toEqual(receipt(9, 9));
    expect(read.length).toBeLessThan(steps.length);
  });

  test("what is held of events is the furthest, and each that comes late is told", () => {
    const held: ReceiptNews[] = [];
    const steps = [receipt(2, 1), receipt(5, 1), receipt(4, 3), receipt(6, 3)];
    const inTime = steps.map((step) => noteHeard({ held }, step));
    expect({ held, inTime }).toEqual({ held: [receipt(6, 3)], inTime: [true, true, false, true] });
  });

  test("a record gives back all that was seen, repeats, gaps and strangers included", () => {
    const known: (string | null | undefined)[] = [];
    const others = createSeenRecord(known);
    for (const seq of [1, 2, 3, 4]) others.add({ seq, id: `m${seq}`, read: false });
    const seen = [
      { seq: 1, id: "m1", read: false },
      { seq: 2, id: "stranger", read: false },
      { seq: 2, id: "m2", read: false },
      { seq: 4, id: "m4", read: true },
      { seq: 3, id: "m3", read: true },
      { seq: 4, id: "m4", read: true },
      { seq: 5, id: null, read: false },
    ];
    const record = createSeenRecord(known);
    for (const one of seen) record.add(one);
    expect([...record]).toEqual(seen);
    expect(record.count()).toBe(seen.length);
    expect(record.last()).toEqual(seen.at(-1));
  });
});
