// @ts-check

/**
 * Whoever switches a rule off says why, behind two dashes.
 * @type {import("eslint").Rule.RuleModule}
 */
export const reasons = {
  meta: {
    type: "problem",
    schema: [],
    messages: { missing: "Say why behind two dashes: {{directive}} -- the reason." },
  },
  create({ sourceCode, report }) {
    for (const { value, loc } of sourceCode.getAllComments()) {
      const directive = /^\s*(eslint-disable\S*)/.exec(value)?.[1];
      if (directive === undefined || !loc || /\s-{2,}\s+\S/.test(value)) continue;
      report({ loc, messageId: "missing", data: { directive } });
    }
    return {};
  },
};
