import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";

/** 16 px at least: below that iOS zooms into a field that takes the focus. */
export const controlClass = classNames(
  "block w-full min-h-target rounded-md border border-line-strong bg-raised px-3 py-2 text-md",
  "text-text placeholder:text-muted aria-[invalid=true]:border-danger",
);

type Described = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

type FieldProps = {
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  children: (control: Described) => ReactNode;
};

/** A label, a control, its hint and its error, tied together for screen readers. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const describedBy = classNames(hint && `${id}-hint`, error && `${id}-error`);
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="block font-semibold">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {children({
        id,
        ...(describedBy && { "aria-describedby": describedBy }),
        ...(error && { "aria-invalid": true as const }),
      })}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm font-medium text-danger">
      <Icon name="alert" className="mt-px h-[1.1rem] w-[1.1rem]" />
      <span>{children}</span>
    </p>
  );
}

type Labelled = { label: string; hint?: string; error?: string | null };

export function TextField({ label, hint, error, ...rest }: Labelled & ComponentProps<"input">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <input className={controlClass} {...rest} {...control} />}
    </Field>
  );
}

export function TextArea({ label, hint, error, ...rest }: Labelled & ComponentProps<"textarea">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <textarea className={controlClass} rows={4} {...rest} {...control} />}
    </Field>
  );
}

export type Choice = { value: string; label: string };

export function SelectField({
  label,
  hint,
  error,
  choices,
  ...rest
}: Labelled & ComponentProps<"select"> & { choices: readonly Choice[] }) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <select className={controlClass} {...rest} {...control}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
