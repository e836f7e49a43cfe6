import type { FormEvent, MouseEvent, ReactNode } from "react";

type ByApiProps = {
  /** A link or a GET form to one of our own paths. */
  onGo: (path: string) => void;
  /** A form that would post to one of our own paths, its pressed button's value included. */
  onPost: (path: string, form: FormData) => void;
  children: ReactNode;
};

/**
 * Lets the ordinary views serve where no document may be asked for, since it would carry no token:
 * their links and forms are caught on the way down, before the router or the browser sees to them.
 */
export function ByApi({ onGo, onPost, children }: ByApiProps) {
  function click(event: MouseEvent) {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || !isOurs(link, event)) return;
    event.preventDefault();
    onGo(link.pathname);
  }

  function submit(event: FormEvent) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    const { pathname } = new URL(form.action);
    if (form.method === "get") onGo(pathname);
    else onPost(pathname, withButton(form, event.nativeEvent as SubmitEvent));
  }

  return (
    <div onClickCapture={click} onSubmitCapture={submit} className="contents">
      {children}
    </div>
  );
}

/** Not those for another tab, another site, or a place on this page. */
function isOurs(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
  const here = link.origin === location.origin && link.hash === "";
  return plain && here && link.target === "";
}

function withButton(form: HTMLFormElement, { submitter }: SubmitEvent): FormData {
  const data = new FormData(form);
  if (submitter instanceof HTMLButtonElement && submitter.name !== "") {
    data.set(submitter.name, submitter.value);
  }
  return data;
}
