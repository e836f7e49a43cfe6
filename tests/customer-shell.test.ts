import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../scripts/customer.mjs", import.meta.url));

function play(
  args: string[],
  lines: string[],
): { objects: Record<string, unknown>[]; error: string; code: number | null } {
  const input = lines.map((line) => `${line}\n`).join("");
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...args], {
    input,
    encoding: "utf8",
  });
  const objects = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { objects, error: stderr, code: status };
}

describe("playing a scenario from a shell", () => {
  it("prints one object a line and the debrief at the end", () => {
    const { objects, code, error } = play(
      ["mfa-new-phone", "--seed", "7", "--level", "1"],
      [
        "What do you see?",
        "/tool lookup_user",
        "/wait 30",
        "/resolve access | new phone | solved | reset MFA | done",
      ],
    );
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(objects).toHaveLength(4);
    expect(Object.keys(objects[0] ?? {})).toEqual([
      "in",
      "intents",
      "revealed",
      "actions",
      "critical",
      "mood",
      "world",
      "say",
      "matched",
    ]);
    expect(objects[0]).toMatchObject({
      in: "What do you see?",
      revealed: ["error_text"],
      critical: [],
    });
    expect(objects[3]).toMatchObject({ debrief: { outcome: "failure", critical: [] } });
    const { criteria } = objects[3]?.["debrief"] as { criteria: Record<string, unknown>[] };
    expect(Object.keys(criteria[0] ?? {})).toEqual([
      "id",
      "score",
      "max",
      "evidence",
      "reason",
      "better",
    ]);
  });

  it("is the same twice with the same seed, and ends quietly without /resolve", () => {
    const lines = ["hello", "since when?", "where are you?"];
    const first = play(["robot-voice", "--seed", "5"], lines);
    expect(first).toEqual(play(["robot-voice", "--seed", "5"], lines));
    expect(first).toMatchObject({ code: 0, error: "" });
    expect(first.objects).toHaveLength(3);
  });

  it("goes on after a mistyped command, says which there are, and ends with the debrief", () => {
    const end = "/resolve network | upload | solved | paused";
    const { objects, error, code } = play(["robot-voice"], ["hello", "/somthing", "hi", end]);
    expect(error).toBe("Unknown command /somthing: there are /tool, /wait and /resolve\n");
    expect(objects).toHaveLength(3);
    expect(objects[2]).toHaveProperty("debrief");
    expect(code).toBe(2);
  });

  it("shows people in a terminal what they did and what it earned", () => {
    const lines = ["Since when?", "/tool raise_incident", "/resolve network | x | solved | y"];
    const command = `${process.execPath} ${script} robot-voice`;
    const { stdout } = spawnSync("script", ["-qec", command, "/dev/null"], {
      input: lines.map((line) => `${line}\n`).join(""),
      encoding: "utf8",
    });
    expect(stdout).toMatch(/(FAILURE|PARTIAL), \d+ of 100 points/);
    expect(stdout).toMatch(/Since when\?\s+unlocked: Since yesterday lunchtime/);
    expect(stdout).toMatch(/Never found out\s+Only calls are bad/);
  });

  it("says what the check says of a file that it refuses, and plays it nevertheless", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "deskside-shell-"));
    const good = readFileSync("docs/examples/black-screen.yaml", "utf8");
    const spoilt = good.replace("Since when has the screen been black?", "Is it nice there?");
    const file = path.join(folder, "black-screen.yaml");
    writeFileSync(file, spoilt);
    const { error, objects } = play([file], ["What do you see?"]);
    rmSync(folder, { recursive: true });
    expect(error).toMatch(/^black-screen\.yaml:\d+:\d+: facts\.1\.example: the customer hears /);
    expect(error).toMatch(/refuses this file; it is played nevertheless/);
    expect(objects[0]).toMatchObject({ revealed: ["error_text"] });
  });

  it.each([
    ["an unknown scenario", ["no-such"], [], /Unknown scenario no-such/],
    ["no scenario", [], [], /Usage/],
    ["a bad level", ["robot-voice", "--level", "4"], [], /--level/],
    ["a bad seed", ["robot-voice", "--seed", "x"], [], /--seed/],
    ["an unknown option", ["robot-voice", "--speed", "1"], [], /--speed/],
    [
      "an unknown tool",
      ["robot-voice"],
      ["/tool reset_mfa"],
      /Unknown tool reset_mfa; this scenario offers/,
    ],
    ["an unknown command", ["robot-voice"], ["/help"], /Unknown command/],
    ["a wait that is none", ["robot-voice"], ["/wait soon"], /\/wait <seconds>/],
    [
      "a resolution without all its parts",
      ["robot-voice"],
      ["/resolve network | x"],
      /\/resolve <category>/,
    ],
    ["a category that isn't one", ["robot-voice"], ["/resolve wifi | x | solved | y"], /category/],
    ["an empty line", ["robot-voice"], ["hello", ""], /empty line/],
    ["a line that is too long", ["robot-voice"], ["x".repeat(4001)], /4001 characters/],
  ])("refuses %s with a message and exit code 2", (_, args, lines, message) => {
    const { error, code } = play(args, lines);
    expect(code).toBe(2);
    expect(error).toMatch(message);
  });
});
