import { describe, expect, it } from "vitest";
import { unwrap } from "./courtesies";
import { normalise } from "./words";

const plain = (text: string): string => unwrap(normalise(text));

describe("manners around a request", () => {
  it.each([
    ["Would you mind telling me what it says?", "could you tell me what it says?"],
    ["Mind giving me your number?", "could you give me your number?"],
    ["Would you be so kind as to read it out?", "could you read it out?"],
    ["I was wondering if you could check the cable.", "could you check the cable."],
    ["Would you mind if I verify who you are?", "can i verify who you are?"],
    ["Could I trouble you for your staff number?", "can i have your staff number?"],
    ["May I ask where you are?", "where you are?"],
    ["What's so urgent, if I may ask?", "what is so urgent?"],
    ["Any chance you recycle passwords?", "do you  recycle passwords?"],
  ])("in “%s” are left out", (said, meant) => {
    expect(plain(said).replace(/ +/g, " ")).toBe(meant.replace(/ +/g, " "));
  });

  it("leave what is plain as it is", () => {
    expect(plain("What does it say?")).toBe("what does it say?");
    expect(plain("Do you mind the noise?")).toBe("do you mind the noise?");
  });
});
