/** Asks what global-setup serves for the whole run. Throws with what went wrong there. */
export async function askTestRun(resource: "/database" | "/build"): Promise<string> {
  const run = process.env["DESKSIDE_TEST_RUN"];
  if (run === undefined)
    throw new Error("global-setup.ts has not run: start tests by their runner");
  const response = await fetch(new URL(resource, run));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
