import { Form, Link } from "@remix-run/react";
import { type ReactNode, useRef } from "react";
import type { SessionView } from "~/sessions/session-view";
import { Banner } from "~/ui/banner";
import { Button, buttonClass } from "~/ui/button";
import { Card } from "~/ui/card";
import { FieldError, SelectField, TextArea, TextField } from "~/ui/field";
import { HiddenFields } from "~/ui/hidden-fields";
import { Page } from "~/ui/page";
import { categories, resolutionCodes } from "../resolution-choices";
import { categoryLabels, codeLabels } from "./resolution-words";
import { useFormDraft } from "./use-form-draft";

type ResolutionField = "category" | "rootCause" | "code" | "notes";

type ResolvePageProps = {
  session: Pick<SessionView, "id" | "ticketNumber" | "subject" | "customer">;
  /** What was given, "" where nothing was; kept after a refusal. */
  values: Record<ResolutionField, string>;
  errors: Partial<Record<ResolutionField, string>>;
  /** What is wrong with the whole, e.g. that the session has ended. */
  error: string | null;
  /** The server-made idempotency key. */
  resolveKey: string;
  csrf: ReactNode;
};

/** Posts `category`, `rootCause`, `code`, `notes` and `key` to `/sessions/:id/resolve`. */
export function ResolvePage(props: ResolvePageProps) {
  const { session, values, errors, error, resolveKey, csrf } = props;
  const form = useRef<HTMLFormElement>(null);
  const draft = useFormDraft(form, `deskside-resolution-${session.id}`);
  const count = Object.values(errors).filter(Boolean).length;
  return (
    <Page
      title="Resolve"
      width="narrow"
      intro={`${session.ticketNumber} · ${session.subject} · ${session.customer.name}`}
    >
      <Card className="two:p-7">
        <Form
          ref={form}
          method="post"
          action={`/sessions/${session.id}/resolve`}
          noValidate
          className="space-y-6"
          {...draft}
        >
          <HiddenFields>
            {csrf}
            <input type="hidden" name="key" value={resolveKey} />
          </HiddenFields>
          {(error || count > 0) && (
            <Banner tone="danger" role="alert">
              {error ??
                `${count === 1 ? "One answer is" : `${count} answers are`} missing or wrong.`}
            </Banner>
          )}
          <SelectField
            label="Category"
            name="category"
            defaultValue={values.category}
            error={errors.category ?? null}
            choices={categoryChoices}
          />
          <TextField
            label="Root cause"
            hint="What made it happen, not what it looked like."
            name="rootCause"
            autoComplete="off"
            defaultValue={values.rootCause}
            error={errors.rootCause ?? null}
          />
          <CodeChoice value={values.code} error={errors.code ?? null} />
          <TextArea
            label="Notes"
            hint="For the colleague who opens this ticket next: what you found, did and agreed."
            name="notes"
            rows={6}
            defaultValue={values.notes}
            error={errors.notes ?? null}
          />
          <div className="flex flex-wrap gap-3 border-t border-line pt-5">
            <Button look="primary">Resolve and end the session</Button>
            <Link to={`/sessions/${session.id}`} className={buttonClass("quiet")}>
              Back to the conversation
            </Link>
          </div>
        </Form>
      </Card>
      <p className="text-sm text-muted">
        The resolution is part of your score. Then {session.customer.name} rates the contact, and
        the debrief opens. Practice – simulated customer.
      </p>
    </Page>
  );
}

const categoryChoices = [
  { value: "", label: "Choose a category" },
  ...categories.map((value) => ({ value, label: categoryLabels[value] })),
];

function CodeChoice({ value, error }: { value: string; error: string | null }) {
  return (
    <fieldset aria-describedby={error ? "code-error" : undefined} className="space-y-2">
      <legend className="mb-1.5 font-semibold">Resolution code</legend>
      {resolutionCodes.map((code) => (
        <label
          key={code}
          className="flex min-h-target cursor-pointer items-start gap-3 rounded-md border border-line px-3 py-2.5 hover:bg-surface has-[:checked]:border-accent has-[:checked]:bg-accent-soft"
        >
          <input
            type="radio"
            name="code"
            value={code}
            defaultChecked={value === code}
            className="mt-1 h-4 w-4 shrink-0 accent-[rgb(var(--accent))]"
          />
          <span>
            <span className="block font-semibold">{codeLabels[code].label}</span>
            <span className="block text-sm text-muted">{codeLabels[code].hint}</span>
          </span>
        </label>
      ))}
      {error && <FieldError id="code-error">{error}</FieldError>}
    </fieldset>
  );
}
