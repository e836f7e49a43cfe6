/**
 * Runs calls together: what is asked for while a run is under way goes with the next one. A
 * call that comes alone runs at once, so nobody waits for company; the busier it gets, the
 * more one run carries. `run` answers in the order of its items. One that takes longer than
 * `patienceMs` no longer holds up the next; when a run fails, all of its calls do.
 */
export function gather<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
  { most, patienceMs }: { most: number; patienceMs: number },
): (item: Item) => Promise<Result> {
  let waiting: Call<Item, Result>[] = [];
  let busy = false;

  function start(): void {
    const calls = waiting.slice(0, most);
    waiting = waiting.slice(most);
    busy = calls.length > 0;
    if (!busy) return;
    let over = false;
    const next = (): void => {
      if (!over) start();
      over = true;
    };
    const impatient = setTimeout(next, patienceMs);
    void settle(calls, run).finally(() => {
      clearTimeout(impatient);
      next();
    });
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!busy) start();
    });
}

type Call<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (reason: unknown) => void;
};

async function settle<Item, Result>(
  calls: Call<Item, Result>[],
  run: (items: Item[]) => Promise<Result[]>,
): Promise<void> {
  try {
    const results = await run(calls.map(({ item }) => item));
    if (results.length !== calls.length) throw new Error("a run answered not all of its calls");
    for (const [index, { resolve }] of calls.entries()) resolve(results[index] as Result);
  } catch (error) {
    for (const { reject } of calls) reject(error);
  }
}
