import { expect, it } from "vitest";
import { askedWait } from "./waits";

it.each([
  ["Let's watch it for ten minutes.", 720],
  ["Give me two minutes, please.", 144],
  ["I'll check back in 15 minutes", 1080],
  ["Can you give me five minutes?", 360],
  ["Let's wait a quarter of an hour and see", 900],
  ["bear with me a couple of minutes", 144],
  ["One moment.", 0],
  ["Does it lock ten minutes after we unlock it?", 0],
  ["How many minutes do I have to wait?", 0],
  ["It locked ten minutes later.", 0],
])("%s asks for %i seconds of patience", (text, seconds) => {
  expect(askedWait(text)).toBe(seconds);
});
