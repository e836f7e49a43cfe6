import { type ComponentProps, forwardRef } from "react";
import { classNames } from "./class-names";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";

const looks: Record<ButtonLook, string> = {
  primary: "border-transparent bg-accent text-accent-on hover:bg-accent-strong",
  secondary: "border-line-strong bg-raised text-text hover:bg-sunken",
  quiet: "border-transparent bg-transparent text-accent hover:bg-accent-soft",
  danger: "border-danger-line bg-raised text-danger hover:bg-danger-soft",
};

/** The look of a button, also for links that stand beside buttons. */
export function buttonClass(look: ButtonLook = "secondary", className = ""): string {
  return classNames(
    "inline-flex min-h-[2.5rem] touch:min-h-target items-center justify-center gap-2 rounded-md",
    "border px-3.5 py-1.5 text-base font-semibold no-underline",
    "disabled:cursor-not-allowed disabled:opacity-60",
    looks[look],
    className,
  );
}

type ButtonProps = ComponentProps<"button"> & { look?: ButtonLook };

/** A button; `type` is "submit" unless said otherwise, since most of ours stand in forms. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { look = "secondary", className = "", type = "submit", ...rest },
  ref,
) {
  return <button ref={ref} type={type} className={buttonClass(look, className)} {...rest} />;
});
