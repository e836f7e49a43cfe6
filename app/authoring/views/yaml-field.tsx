import type { Ref } from "react";
import { classNames } from "~/ui/class-names";
import { controlClass, Field } from "~/ui/field";

type YamlFieldProps = {
  label: string;
  text: string;
  rows: number;
  hint?: string;
  invalid?: boolean;
  field?: Ref<HTMLTextAreaElement>;
};

/** Text of a fixed width that is not broken, so that columns are what they say. */
export function YamlField({ label, text, rows, hint, invalid = false, field }: YamlFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <textarea
          ref={field}
          name="text"
          rows={rows}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          defaultValue={text}
          className={classNames(controlClass, "overflow-x-auto font-mono leading-relaxed")}
          {...control}
          {...(invalid && { "aria-invalid": true })}
        />
      )}
    </Field>
  );
}
