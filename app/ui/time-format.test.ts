import { expect, test } from "vitest";
import {
  dayKey,
  formatDateTime,
  formatDay,
  formatDuration,
  formatTime,
  formatTimeToSecond,
} from "./time-format";

const lateEvening = "2025-03-04T23:30:00.000Z";

test("a time is shown in the reader's zone", () => {
  expect(formatTime(lateEvening, "UTC")).toBe("23:30");
  expect(formatTime(lateEvening, "Europe/Berlin")).toBe("00:30");
});

test("a time to the second has the seconds of every zone", () => {
  expect(formatTimeToSecond("2025-03-04T23:30:07.900Z", "Asia/Kolkata")).toBe("05:00:07");
});

test("a day begins at the reader's midnight", () => {
  expect(formatDay(lateEvening, "UTC")).toBe("Tuesday 4 March 2025");
  expect(formatDay(lateEvening, "Europe/Berlin")).toBe("Wednesday 5 March 2025");
  expect(dayKey(lateEvening, "Europe/Berlin")).toBe("2025-03-05");
});

test("date and time stand together in lists", () => {
  expect(formatDateTime(lateEvening, "America/New_York")).toBe("4 Mar 2025, 18:30");
});

test.each([
  [0, "0 s"],
  [45, "45 s"],
  [200, "3 min 20 s"],
  [180, "3 min"],
  [1000, "16 min"],
  [3600, "1 h"],
  [7500, "2 h 5 min"],
])("%d seconds are read as %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
