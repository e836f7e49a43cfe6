import type { Config } from "tailwindcss";
import plugin from "tailwindcss/plugin";

const colour = (name: string) => `rgb(var(--${name}) / <alpha-value>)`;

/**
 * Panes follow the width of the page's own frame, not of the screen, since
 * Deskside is also shown inside other pages. 700 and 1100 px at the usual text size; in rem,
 * so that larger text has fewer panes.
 */
const panes = plugin(({ addVariant }) => {
  addVariant("two", "@container frame (min-width: 43.75rem)");
  addVariant("three", "@container frame (min-width: 68.75rem)");
  addVariant("roomy", "@container thread (min-width: 46rem)");
  addVariant("touch", "@media (pointer: coarse)");
});

export default {
  content: ["./app/**/*.{ts,tsx}"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      surface: colour("surface"),
      raised: colour("raised"),
      sunken: colour("sunken"),
      line: { DEFAULT: colour("line"), strong: colour("line-strong") },
      text: colour("text"),
      muted: colour("muted"),
      accent: {
        DEFAULT: colour("accent"),
        strong: colour("accent-strong"),
        soft: colour("accent-soft"),
        on: colour("accent-on"),
      },
      note: { DEFAULT: colour("note"), soft: colour("note-soft"), line: colour("note-line") },
      danger: {
        DEFAULT: colour("danger"),
        soft: colour("danger-soft"),
        line: colour("danger-line"),
      },
    },
    fontFamily: {
      sans: ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"],
      mono: ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"],
    },
    fontSize: {
      sm: ["0.875rem", "1.3rem"],
      base: ["0.9375rem", "1.5rem"],
      md: ["1rem", "1.6rem"],
      lg: ["1.125rem", "1.6rem"],
      xl: ["1.375rem", "1.8rem"],
      "2xl": ["1.75rem", "2.2rem"],
      "3xl": ["2.5rem", "2.75rem"],
    },
    extend: {
      maxWidth: { prose: "65ch", page: "72rem" },
      minHeight: { target: "2.75rem" },
      minWidth: { target: "2.75rem" },
    },
  },
  plugins: [panes],
} satisfies Config;
