import {
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";
import { Button } from "~/ui/button";
import { classNames } from "~/ui/class-names";
import { controlClass, FieldError } from "~/ui/field";
import { HiddenFields } from "~/ui/hidden-fields";
import { Icon } from "~/ui/icon";
import { characterNote, composerError } from "../composer-rules";
import { joinTexts } from "../draft";
import type { ChatProps } from "./chat-props";
import { ConnectionStatus } from "./connection-status";
import { BasicMode, chatPath } from "./live-log";
import { useDebounced } from "./use-debounced";
import { useTypingSignal } from "./use-typing-signal";

type ComposerProps = Pick<
  ChatProps,
  | "session"
  | "framed"
  | "form"
  | "draft"
  | "csrf"
  | "connection"
  | "transport"
  | "problem"
  | "pending"
  | "callbacks"
>;

/**
 * A form first: without callbacks the browser posts it. The text lives in the
 * element, not in React, so that what is typed before the page comes alive stays.
 */
export function Composer(props: ComposerProps) {
  const { session, framed, form, csrf, callbacks } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const composer = useComposer(props, field);
  const note = composer.error ? null : characterNote(composer.text);
  return (
    <form
      method="post"
      action={chatPath(session, framed)}
      onSubmit={composer.submit}
      className="no-print shrink-0 border-t border-line bg-raised px-3 pt-3 two:px-6"
    >
      <div className="mx-auto max-w-4xl space-y-1.5">
        <HiddenFields>
          {csrf}
          <input type="hidden" name="key" value={form.key} />
        </HiddenFields>
        <div className="flex items-end gap-2">
          <textarea
            ref={field}
            name="text"
            rows={1}
            aria-label="Reply"
            aria-invalid={composer.error ? true : undefined}
            aria-describedby="composer-error composer-count"
            placeholder={`Reply to ${session.customer.name}`}
            defaultValue={composer.first}
            onInput={composer.input}
            onKeyDown={composer.keyDown}
            className={classNames(controlClass, "composer-text resize-none")}
          />
          <Button look="primary" className="min-h-target">
            <Icon name="send" className="hidden h-[1.15rem] w-[1.15rem] two:block" />
            Send
          </Button>
        </div>
        <div id="composer-error" role="alert">
          {composer.error && <FieldError>{composer.error}</FieldError>}
        </div>
        <div className="flex min-h-[2.25rem] flex-wrap items-center justify-between gap-x-4 pb-[max(0.25rem,env(safe-area-inset-bottom))] text-sm text-muted">
          <StatusRow {...props} />
          <span
            id="composer-count"
            className={note?.includes("too") ? "font-semibold text-danger" : ""}
          >
            {note}
          </span>
          {callbacks ? <KeyHint /> : null}
        </div>
      </div>
    </form>
  );
}

function StatusRow(props: ComposerProps) {
  const { session, framed, connection, transport, problem, pending, callbacks } = props;
  const waiting = pending.filter((message) => message.state !== "not_sent").length;
  const well = callbacks && (connection === "connected" || connection === "connecting");
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4">
      <ConnectionStatus {...{ connection, transport, waiting, problem }} />
      {!well && (
        <button
          name="intent"
          value="check"
          formNoValidate
          onClick={(event) => {
            if (!callbacks) return;
            event.preventDefault();
            callbacks.onCheck();
          }}
          className="min-h-target font-semibold text-accent underline-offset-2 hover:underline"
        >
          Check for new messages
        </button>
      )}
      {!callbacks && <BasicMode session={session} framed={framed} />}
      <span>Practice – simulated customer</span>
    </div>
  );
}

function KeyHint() {
  return <span className="hidden roomy:inline">Enter sends · Shift+Enter breaks the line</span>;
}

function useComposer(
  { form, draft, callbacks }: ComposerProps,
  field: RefObject<HTMLTextAreaElement>,
) {
  // Another default would be the value of a field that nobody has typed in yet.
  const [first] = useState(form.text || draft.text);
  const [text, setText] = useState(first);
  const [error, setError] = useState(form.error);
  const saveDraft = useDebounced(callbacks?.onDraftChange, 500);
  const typing = useTypingSignal(callbacks?.onTyping);

  useEffect(() => setError(form.error), [form.error]);
  useAddedText(draft, field, (value) => {
    setText(value);
    // What is still due was written before.
    saveDraft.now(value);
  });
  useEffect(() => {
    // What was typed before the page came alive.
    if (callbacks && field.current) setText(field.current.value);
  }, [callbacks, field]);

  function input() {
    const value = field.current?.value ?? "";
    setText(value);
    setError(null);
    saveDraft.later(value);
    if (value === "") typing.stopped();
    else typing.keyPressed();
  }

  function submit(event: FormEvent) {
    if (!callbacks || !field.current) return;
    event.preventDefault();
    const value = field.current.value;
    const refused = composerError(value);
    setError(refused);
    field.current.focus();
    if (refused) return;
    field.current.value = "";
    setText("");
    typing.stopped();
    // The draft holds the key that the text goes under.
    callbacks.onSend(value);
    saveDraft.now("");
  }

  function keyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (!callbacks || !isSendKey(event)) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }

  return { first, text, error, input, submit, keyDown };
}

/** An edited message or a kept draft comes back: it goes before what is being written. */
function useAddedText(
  draft: ChatProps["draft"],
  field: RefObject<HTMLTextAreaElement>,
  changed: (text: string) => void,
) {
  const version = useRef(draft.version);
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    if (!field.current || version.current === draft.version) return;
    version.current = draft.version;
    field.current.value = joinTexts(draft.added, field.current.value);
    field.current.focus();
    latest.current(field.current.value);
  }, [draft, field]);
}

/** Enter, but not while a word is being composed, and not where fingers type: there it breaks the line. */
function isSendKey(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.shiftKey || event.altKey) return false;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari ends a composition with an Enter that says it is none; only the old code tells
  if (event.nativeEvent.isComposing || event.keyCode === 229) return false;
  return event.ctrlKey || event.metaKey || !matchMedia("(pointer: coarse)").matches;
}
