import { expect, test, vi } from "vitest";
import { noNotices, withOwnNews } from "./outbox-notices";

test("what this page finds out by itself is heard by all its outboxes, until they close", () => {
  const notices = withOwnNews(noNotices);
  const [one, other] = [vi.fn(), vi.fn()];
  notices.open("s", one);
  notices.open("t", other).close();
  notices.tellOwn();
  expect(one).toHaveBeenCalledTimes(1);
  expect(other).not.toHaveBeenCalled();
});
