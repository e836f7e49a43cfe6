// @ts-nocheck -- two of the plugins bring no types that fit ESLint's
import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { importArrows } from "./scripts/lint/import-arrows.mjs";
import { reasons } from "./scripts/lint/reasons.mjs";

const noEnums = { selector: "TSEnumDeclaration", message: "A union of literals says it better." };
const oneReaderOfTheEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Only env.server.ts reads the environment.",
};
const everyTestRuns = {
  selector:
    "MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(only|skip|todo|skipIf|fixme)$/]",
  message: "Every test runs, on every machine.",
};
const rules = { "import-arrows": importArrows, reasons };

export default defineConfig(
  globalIgnores(["build/", "public/build/", "app/generated/", ".cache/", ".data/"]),
  js.configs.recommended,
  { plugins: { deskside: { rules } }, rules: { "deskside/reasons": "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Spread on purpose: it counts characters as the contract does, by code points.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      // Remix's loaders and actions throw answers.
      "@typescript-eslint/only-throw-error": [
        "error",
        { allow: ["Response", "TypedResponse", "DataWithResponseInit"] },
      ],
      // What has methods here is an object of closures, or a port: none of it uses `this`.
      "@typescript-eslint/unbound-method": "off",
      "no-restricted-syntax": ["error", noEnums],
    },
  },
  {
    files: ["app/**/*.{ts,tsx}"],
    rules: { "deskside/import-arrows": "error" },
  },
  {
    files: ["app/**/*.{ts,tsx}", "server.ts"],
    ignores: ["**/*.test.*", "app/env.server.ts"],
    rules: {
      "no-console": "error",
      "no-restricted-syntax": ["error", noEnums, oneReaderOfTheEnvironment],
    },
  },
  {
    files: ["app/**/*.tsx", "app/**/use-*.ts"],
    ignores: ["**/*.server.ts"],
    extends: [jsxA11y.flatConfigs.strict],
    plugins: { "react-hooks": reactHooks },
    rules: {
      // The plugin's other rules are for React's compiler, which does not run here.
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "jsx-a11y/label-has-associated-control": ["error", { depth: 5 }],
      // What scrolls has to be in reach of the keyboard.
      "jsx-a11y/no-noninteractive-tabindex": ["error", { roles: ["log", "region"], tags: [] }],
    },
  },
  {
    files: ["**/*.test.{ts,tsx}", "tests/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", noEnums, everyTestRuns] },
  },
  {
    files: ["**/*.{js,mjs}"],
    // The type checker knows every name, and reads these files too.
    rules: { "no-undef": "off" },
  },
);
