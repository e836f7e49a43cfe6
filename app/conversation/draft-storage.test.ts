import { expect, test } from "vitest";
import { createDraftStorage } from "./draft-storage";
import { createTestWebStorage, denied } from "./outbox/test-web-storage";

const half = [{ text: "half a sentence", key: null }];

test("a draft is kept per session until it is empty", () => {
  const items = createTestWebStorage();
  const draft = createDraftStorage(() => items, "s");
  draft.write(half);
  expect(createDraftStorage(() => items, "s").read()).toEqual(half);
  expect(createDraftStorage(() => items, "other").read()).toEqual([]);
  draft.write([]);
  expect(items.items.size).toBe(0);
});

test("a draft keeps the keys that its parts may have been posted under", () => {
  const items = createTestWebStorage();
  const parts = [...half, { text: "and the rest", key: "of the form" }];
  createDraftStorage(() => items, "s").write(parts);
  expect(createDraftStorage(() => items, "s").read()).toEqual(parts);
});

test.each(["half a sentence", "12", '["a", "list"]', "{}"])(
  "bare text, as it was kept earlier, is a draft: %s",
  (text) => {
    const items = createTestWebStorage();
    items.setItem("deskside:draft:s", text);
    expect(createDraftStorage(() => items, "s").read()).toEqual([{ text, key: null }]);
  },
);

test("where storage is denied, a draft lives as long as the page", () => {
  const draft = createDraftStorage(denied, "s");
  draft.write(half);
  expect(createDraftStorage(denied, "s").read()).toEqual(half);
  draft.write([]);
  expect(draft.read()).toEqual([]);
});

test("where storage is full, the newer text in memory goes before the older that is stored", () => {
  const items = createTestWebStorage();
  const draft = createDraftStorage(() => items, "s");
  draft.write(half);
  const takeItem = items.setItem;
  items.setItem = () => {
    throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
  };
  const longer = [{ text: "half a sentence and more", key: null }];
  draft.write(longer);
  expect(createDraftStorage(() => items, "s").read()).toEqual(longer);

  items.setItem = takeItem;
  draft.write(half);
  expect(draft.read()).toEqual(half);
  draft.write([]);
  expect(draft.read()).toEqual([]);
});
