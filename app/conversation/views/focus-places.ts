type Root = Pick<Document, "querySelector">;

/** Where one goes on after what had the focus is gone: the composer, or the log where there is none. */
export function focusComposer(root: Root = document): void {
  const field = root.querySelector<HTMLElement>("textarea[name=text]");
  (field ?? root.querySelector<HTMLElement>("[role=log]"))?.focus();
}

/** True when what had the focus is gone. */
export function isFocusLost({ activeElement, body }: Document): boolean {
  return activeElement === null || activeElement === body;
}
