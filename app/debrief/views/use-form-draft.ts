import { type FormEvent, type RefObject, useEffect, useRef } from "react";

/** After the last key. */
const saveMs = 500;

/**
 * Keeps what is typed into a form through reloads and wanderings, in this tab
 * only, since others may use the same machine. Brings it back into fields that
 * are still empty; forgets it when the form is sent.
 */
export function useFormDraft(form: RefObject<HTMLFormElement>, name: string) {
  const timer = useRef<ReturnType<typeof setTimeout>>();

  useEffect(() => {
    if (form.current) restore(form.current, sessionStorage.getItem(name));
    return () => clearTimeout(timer.current);
  }, [form, name]);

  function onInput(event: FormEvent<HTMLFormElement>) {
    const element = event.currentTarget;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => save(element, name), saveMs);
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    clearTimeout(timer.current);
    save(event.currentTarget, name);
  }

  return { onInput, onSubmit };
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Hidden fields hold keys and tokens: never part of a draft. */
function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (element): element is Control => "value" in element && "name" in element && isTyped(element),
  );
}

function isTyped(element: Element): boolean {
  return element.matches("textarea[name], select[name], input[name]:not([type=hidden])");
}

function save(form: HTMLFormElement, name: string): void {
  const given = controls(form).flatMap((control): [string, string][] =>
    isChoice(control) && !control.checked ? [] : [[control.name, control.value]],
  );
  sessionStorage.setItem(name, JSON.stringify(given));
}

function restore(form: HTMLFormElement, saved: string | null): void {
  if (saved === null) return;
  const values = new Map<string, string>(JSON.parse(saved) as [string, string][]);
  const all = controls(form);
  const chosen = new Set(all.filter((c) => isChoice(c) && c.checked).map((c) => c.name));
  for (const control of all) {
    const value = values.get(control.name);
    if (value === undefined) continue;
    if (!isChoice(control)) control.value ||= value;
    else if (!chosen.has(control.name)) control.checked = control.value === value;
  }
}

function isChoice(control: Control): control is HTMLInputElement {
  return control.type === "radio" || control.type === "checkbox";
}
