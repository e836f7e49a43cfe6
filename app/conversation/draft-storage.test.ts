import { expect, test } from "vitest";
import { createDraftStorage } from "./draft-storage";
import { createTestWebStorage, denied } from "./outbox/test-web-storage";

test("a draft is kept per session until it is empty", () => {
  const items = createTestWebStorage();
  const draft = createDraftStorage(() => items, "s");
  draft.write("half a sentence");
  expect(createDraftStorage(() => items, "s").read()).toBe("half a sentence");
  expect(createDraftStorage(() => items, "other").read()).toBe("");
  draft.write("");
  expect(items.items.size).toBe(0);
});

test("where storage is denied, a draft lives as long as the page", () => {
  const draft = createDraftStorage(denied, "s");
  draft.write("half a sentence");
  expect(createDraftStorage(denied, "s").read()).toBe("half a sentence");
  draft.write("");
  expect(draft.read()).toBe("");
});
