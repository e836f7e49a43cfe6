import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "deskside-scenario-check-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const good = readFileSync("docs/examples/black-screen.yaml", "utf8");
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split("\n").length;

function check(...files: string[]) {
  const command = ["scripts/scenario-check.mjs", ...files];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: "utf8" });
  return { stdout, stderr, status };
}

/** The example with one thing spoilt; gives what is said of it, without the file's name. */
function checkSpoilt(from: string, to: string) {
  expect(good).toContain(from);
  const file = path.join(folder, "black-screen.yaml");
  const text = good.replace(from, to);
  writeFileSync(file, text);
  const { stderr, status } = check(file);
  expect(status).toBe(1);
  const said = stderr.replaceAll(`${file}:`, "").trim().split("\n");
  return { said, at: (part: string) => lineOf(text, part) };
}

describe("npm run scenario:check", () => {
  it("says how many scenarios are good, of those that ship when none is named", () => {
    expect(check()).toMatchObject({ status: 0, stderr: "" });
    const one = check("docs/examples/black-screen.yaml");
    expect(one).toEqual({ stdout: "1 scenario is good\n", stderr: "", status: 0 });
  });

  it("says where the YAML breaks", () => {
    const { said, at } = checkSpoilt("skills: [diagnosis, plain language]", "skills: [diagnosis");
    expect(Number(said[0]?.split(":")[0])).toBeGreaterThanOrEqual(at("skills:"));
  });

  it("says which value is of a wrong kind, at its own line and column", () => {
    const { said, at } = checkSpoilt("difficulty: 1", "difficulty: easy");
    const line = at("difficulty: easy");
    expect(said).toEqual([`${line}:13: difficulty: must be a number, not the text “easy”`]);
  });

  it("says which key doesn't belong, at the key", () => {
    const { said, at } = checkSpoilt("askedBy: [ask_when]", "askdBy: [ask_when]");
    expect(said).toContain(`${at("askdBy")}:5: facts.1.askdBy: is no key that belongs here`);
    expect(said.join("\n")).toContain("facts.1.askedBy: is missing");
  });

  it.each([
    [
      "facts: [wrong_socket]",
      "facts: [wrong_sockt]",
      "there is no fact wrong_sockt; did you mean wrong_socket?",
    ],
    [
      "tools: [restart_screen]",
      "tools: [restart_scren]",
      "there is no tool restart_scren; did you mean restart_screen?",
    ],
    [
      "on: [check_works]",
      "on: [check_wroks]",
      "there is no intent or signal check_wroks; did you mean check_works?",
    ],
    ["needs: [plug], force: ask", "needs: [plgu], force: ask", "there is no concept plgu"],
  ])("says that an id is unknown: %s", (from, to, reason) => {
    const { said, at } = checkSpoilt(from, to);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(new RegExp(`^${at(to)}:\\d+: `));
    expect(said[0]).toContain(reason);
  });

  it("says which transcript falls short, at which line, and what was expected", () => {
    const { said, at } = checkSpoilt('- "Do you see your slides now?"', '- "Good bye then."');
    expect(said.at(-1)).toMatch(new RegExp(`^${at('"/resolve hardware | The cable')}:\\d+: `));
    expect(said.at(-1)).toContain(
      "the oracle “asks, finds the socket, has it moved” ends as partial",
    );
    expect(said.at(-1)).toContain("must end as success with at least 90");
    expect(said.at(-1)).toContain("picture_confirmed is false, not true");
  });

  it("says at which line a transcript can't go on", () => {
    const { said, at } = checkSpoilt('- "/tool restart_screen"', '- "/tool reboot"');
    expect(said[0]).toMatch(new RegExp(`^${at('"/tool reboot"')}:\\d+: .*Unknown tool reboot`));
  });

  it("says that a shortcut gets through", () => {
    const { said } = checkSpoilt("kind: oracle", "kind: shortcut");
    expect(said.join("\n")).toContain("there is no oracle transcript");
    expect(said.join("\n")).toMatch(/succeeds with \d+ points, and must not/);
  });

  it("says which example question isn't understood", () => {
    const { said } = checkSpoilt("Since when has the screen been black?", "Is it nice there?");
    expect(said[0]).toMatch(/facts\.1\.example: the customer hears .*, not ask_when/);
  });

  it.each([
    [
      "has no example",
      'on: [tell_location], better: "Stay." }',
      /critical\.0\.id: has no example; write a line/,
    ],
    [
      "can't happen by its example",
      'on: [tell_location], better: "Stay.", example: "Nice weather." }',
      /critical\.0\.example: after this sent_away hasn't happened; the customer hears /,
    ],
    [
      "has an example that can't be played",
      'better: "Stay.", example: [Hello, /tool nope] }',
      /critical\.0\.example: Unknown tool nope/,
    ],
  ])("says that a critical failure %s", (_, rest, reason) => {
    const failure = `critical:\n  - { id: sent_away, label: Sent her away, ${rest}\nsuccess:`;
    expect(checkSpoilt("success:", failure).said.join("\n")).toMatch(reason);
  });

  it("is content with a critical failure that happens by words, a tool, or closing", () => {
    const file = path.join(folder, "black-screen.yaml");
    const critical = `critical:
  - { id: asked_secret, label: Asked for a secret, better: "Don't." }
  - { id: sent_away, label: Sent her away, on: [tell_location], better: "Stay.", example: "Please go to room 3." }
  - { id: closed, label: Closed, better: "Ask.", atResolve: { codes: [solved], when: { world: { cable_moved: false } } }, example: [Hello, /resolve hardware | x | solved | y] }
success:`;
    writeFileSync(file, good.replace("success:", critical));
    expect(check(file)).toMatchObject({ stderr: "", status: 0 });
  });

  it("says that there is no such file, and that a file has another's name", () => {
    expect(check("none.yaml")).toMatchObject({ status: 1, stdout: "" });
    const file = path.join(folder, "other.yaml");
    writeFileSync(file, good);
    expect(check(file).stderr).toContain("black-screen.yaml");
  });
});
