// @ts-check
import path from "node:path";

/** Left to right: a feature imports only those before it. */
const FEATURES = [
  "accounts",
  "scenarios",
  "sessions",
  "conversation",
  "customer",
  "debrief",
  "authoring",
  "training",
  "operations",
  "diagnosis",
  "embedding",
];

/** What stands beside the features, and may name all of them. */
const TOP = ["routes", "api", "http", "root"];

/** Files of app/ itself that anyone may use, and those that only say a type to most. */
const COMMON = ["errors"];
const TYPES_FOR_ALL = ["services.server", "env.server", "context"];

const FEATURE_TOOLS = ["lib", "ui", "ports", "generated"];

/**
 * What each place may import besides itself; `types` is for `import type` alone.
 * @type {Record<string, {values: readonly string[], types: readonly string[]}>}
 */
const ARROWS = {
  lib: { values: [], types: [] },
  ui: { values: ["lib"], types: [] },
  // A port is types only, and its types may speak of the features' things.
  ports: { values: [], types: ["lib", ...FEATURES] },
  adapters: { values: ["lib", "generated", ...FEATURES], types: ["ports"] },
  ...Object.fromEntries(
    FEATURES.map((feature, index) => {
      const before = FEATURES.slice(0, index);
      return [feature, { values: ["lib", "ui", "generated", ...before], types: ["ports"] }];
    }),
  ),
  http: { values: [...FEATURES, "lib"], types: [] },
  api: { values: [...FEATURES, "http", "lib"], types: ["generated"] },
  routes: { values: [...FEATURES, "api", "http", "lib", "ui", "root"], types: [] },
  root: { values: [...FEATURES, ...TOP, ...FEATURE_TOOLS], types: [] },
};

/**
 * The arrows of docs and architecture, held by lint: who imports whom in app/, who may name an
 * adapter, and that nothing of the server reaches the browser, where the compiler would put an
 * empty module in its place without a word.
 * @type {import("eslint").Rule.RuleModule}
 */
export const importArrows = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      arrow: "app/{{from}} may not import {{to}}: imports run one way.",
      typeOnly: "app/{{from}} may import {{to}} with `import type` only.",
      adapter: "Only services.server.ts names an adapter.",
      server: "{{to}} runs on the server alone, and this module may reach the browser.",
    },
  },
  create(context) {
    const importer = describe(path.relative(context.cwd, context.filename));
    if (importer === undefined) return {};
    /** @param {ImportLike} node */
    const check = (node) => {
      if (typeof node.source?.value !== "string") return;
      const messageId = judge(importer, node.source.value, isTypeOnly(node));
      if (messageId === undefined) return;
      const data = { from: importer.place, to: node.source.value };
      context.report({ node: node.source, messageId, data });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

/**
 * @typedef {any} ImportLike an import, a re-export or an import(); typescript-eslint's `importKind`
 *   is not in ESLint's own types
 * @typedef {{file: string, place: string, name: string}} Module
 */

/** @param {ImportLike} node */
function isTypeOnly(node) {
  return node.importKind === "type" || node.exportKind === "type";
}

/**
 * The module at a path from the project's folder; undefined when it isn't one of app/.
 * @param {string} file
 * @returns {Module | undefined}
 */
function describe(file) {
  const words = file.split(path.sep);
  if (words[0] !== "app" || /\.test\.tsx?$/.test(file)) return undefined;
  const name = words
    .slice(1)
    .join("/")
    .replace(/\.tsx?$/, "");
  return { file, place: words.length > 2 ? String(words[1]) : "root", name };
}

/**
 * @param {Module} importer
 * @param {string} specifier
 * @param {boolean} typeOnly
 * @returns {"arrow" | "typeOnly" | "adapter" | "server" | undefined}
 */
function judge(importer, specifier, typeOnly) {
  const imported = resolve(importer, specifier);
  const forServer = specifier.startsWith("node:") || (imported && isServerOnly(imported));
  if (forServer && !typeOnly && mayReachBrowser(importer)) return "server";
  if (imported === undefined || imported.place === importer.place) return undefined;
  if (imported.place === "adapters")
    return importer.name === "services.server" ? undefined : "adapter";
  if (COMMON.includes(imported.name)) return undefined;
  if (TYPES_FOR_ALL.includes(imported.name)) return typeOnly ? undefined : "typeOnly";
  const arrows = ARROWS[importer.place];
  if (arrows?.values.includes(imported.place)) return undefined;
  if (arrows?.types.includes(imported.place)) return typeOnly ? undefined : "typeOnly";
  return "arrow";
}

/**
 * @param {Module} importer
 * @param {string} specifier
 */
function resolve(importer, specifier) {
  if (specifier.startsWith("~/")) return describe(path.join("app", specifier.slice(2)));
  if (!specifier.startsWith(".")) return undefined;
  return describe(path.join(path.dirname(importer.file), specifier));
}

/** @param {Module} module */
function isServerOnly({ name, place }) {
  return /\.server(\/|$)/.test(name) || place === "generated" || place === "adapters";
}

/**
 * Routes, the root and the entries have a server's half, which the compiler takes out.
 * @param {Module} importer
 */
function mayReachBrowser(importer) {
  const hasServerHalf = importer.place === "routes" || importer.name === "root";
  return !hasServerHalf && !isServerOnly(importer);
}
