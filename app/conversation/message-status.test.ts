import { expect, test } from "vitest";
import { statusOf } from "./message-status";

const customer = (deliveredSeq: number, readSeq: number) => ({
  role: "customer" as const,
  deliveredSeq,
  readSeq,
});

test("a stored message that nobody has received yet is sent", () => {
  expect(statusOf({ seq: 5 }, [])).toBe("sent");
  expect(statusOf({ seq: 5 }, [customer(4, 3)])).toBe("sent");
});

test("it is delivered once the customer has it, and read once they have read it", () => {
  expect(statusOf({ seq: 5 }, [customer(5, 4)])).toBe("delivered");
  expect(statusOf({ seq: 5 }, [customer(5, 5)])).toBe("read");
  expect(statusOf({ seq: 5 }, [customer(9, 9)])).toBe("read");
});

test("a trainer who watches and the sender's own tabs don't make it read", () => {
  const others = [
    { role: "trainer" as const, deliveredSeq: 9, readSeq: 9 },
    { role: "trainee" as const, deliveredSeq: 9, readSeq: 9 },
  ];
  expect(statusOf({ seq: 5 }, others)).toBe("sent");
});
