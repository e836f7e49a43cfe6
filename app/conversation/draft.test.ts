import { expect, test } from "vitest";
import { createDraft } from "./draft";
import { createDraftStorage } from "./draft-storage";
import { createTestWebStorage } from "./outbox/test-web-storage";

/** The pages of one session, one after the other, in one browser. */
function stage() {
  const web = createTestWebStorage();
  const stored = new Map<string, string>();
  const open = (formKey: string | null) =>
    createDraft({
      storage: createDraftStorage(() => web, "s"),
      formKey,
      textUnder: (key) => stored.get(key),
    });
  return { stored, open };
}

test("what stood in the field when the page came alive is kept, and sent under the form's key once", () => {
  const { open } = stage();
  const draft = open("form-1");
  expect(draft.comeAlive("Hello")).toBe("");
  expect(open("form-2").comeAlive("")).toBe("Hello");
  expect(draft.spendKey("Hello")).toBe("form-1");
  draft.changed("");
  expect(draft.spendKey("Hello")).toBeUndefined();
  expect(open("form-3").comeAlive("")).toBe("");
});

test("other words don't go under the form's key, and nor does what follows them", () => {
  const draft = stage().open("form-1");
  draft.comeAlive("Hello");
  expect(draft.spendKey("Hello, Priya")).toBeUndefined();
  expect(draft.spendKey("Hello")).toBeUndefined();
});

test("changed and changed back, it is the same draft", () => {
  const draft = stage().open("form-1");
  draft.comeAlive("Hello");
  draft.changed("Hello!");
  draft.changed("Hello");
  expect(draft.spendKey("Hello")).toBe("form-1");
});

test("a kept draft keeps its key over a reload", () => {
  const { open } = stage();
  open("form-1").comeAlive("Hello");
  const draft = open("form-2");
  expect(draft.comeAlive("")).toBe("Hello");
  expect(draft.spendKey("Hello")).toBe("form-1");
});

test("a draft that the form has posted is no draft any more", () => {
  const { open, stored } = stage();
  open("form-1").comeAlive("Hello");
  stored.set("form-1", "Hello");
  const draft = open("form-2");
  expect(draft.comeAlive("")).toBe("");
  expect(draft.text()).toBe("");
});

test("words that were typed after the form was posted stay", () => {
  const { open, stored } = stage();
  open("form-1").comeAlive("Hello, and what");
  stored.set("form-1", "Hello,");
  expect(open("form-2").comeAlive("")).toBe("Hello, and what");
});

test("a kept draft goes before what was typed, and outlives it being posted", () => {
  const { open, stored } = stage();
  open(null).changed("kept");
  const draft = open("form-1");
  expect(draft.comeAlive("typed")).toBe("kept");
  expect(draft.text()).toBe("kept\ntyped");
  expect(draft.spendKey("kept\ntyped")).toBeUndefined();
  stored.set("form-1", "typed");
  expect(open("form-2").comeAlive("")).toBe("kept");
});

test("what the browser itself has put back, and one has gone on from, isn't joined with itself", () => {
  const { open } = stage();
  open(null).changed("half a");
  const draft = open("form-1");
  expect(draft.comeAlive("half a sentence")).toBe("");
  expect(draft.text()).toBe("half a sentence");
});

test("an edited message goes before what the field really holds", () => {
  const { open } = stage();
  const draft = open(null);
  draft.comeAlive("");
  draft.changed("told");
  draft.join("edited", "told, and not told yet");
  expect(draft.text()).toBe("edited\ntold, and not told yet");
  expect(open(null).comeAlive("")).toBe("edited\ntold, and not told yet");
});
