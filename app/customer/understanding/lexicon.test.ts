import { expect, it } from "vitest";
import { understand } from "./understand";

it("an author's phrases are heard whatever case they are written in", () => {
  const vocabulary = {
    lexicon: { owner: ["Ines Okafor"], login: ["PETRA'S LOGIN"] },
    intents: [
      { intent: "ask_owner", needs: ["owner"] },
      { intent: "tell_login", needs: ["login"], force: "tell" },
    ],
  };
  expect(understand("Do you know ines okafor?", vocabulary, 2).content).toEqual(["ask_owner"]);
  expect(understand("Use Petra's login.", vocabulary, 2).content).toEqual(["tell_login"]);
});
