import { type BrowserClock, browserClock } from "../browser-clock";
import { createLease } from "./lease";
import { createSharedWires, type HoldTurn, type SharedWires } from "./shared-wires";
import { createTestNotes, type TestNotes } from "./test-notes";
import type { OpenWire } from "./wire-leader";
import type { WireMessage } from "./wire-messages";

/** A tab of the test's browser. What happens to it while it is frozen happens when it wakes. */
export type TestTab = {
  readonly name: string;
  readonly wires: SharedWires;
  /** Runs it now, when the tab wakes, or never. */
  run(work: () => void): void;
  isDead(): boolean;
  /** Nobody looks at it: its timers ring on the full second only. */
  hide(): void;
  isHidden(): boolean;
  freeze(): void;
  thaw(): void;
  /** The process is gone, without a word. */
  crash(): void;
};

export type TestBrowser = {
  openTab(openWire: (tab: TestTab) => OpenWire): TestTab;
  turnsOf(tab: TestTab): HoldTurn;
  /** Share of the messages between tabs that get lost; 0 at first. */
  losing: number;
  /** No Web Locks, as in a sandboxed frame. */
  deniesLocks: boolean;
  /** No BroadcastChannel. */
  deniesChannel: boolean;
  /** In place of locks, on plain HTTP. */
  notes: TestNotes;
};

/** How tabs take turns. */
export type Turns = "by locks" | "by lease";

/** The locks, notes and channels that the tabs of one browser share; for tests. */
export function createTestBrowser(random: () => number, turnsAre: Turns = "by locks"): TestBrowser {
  const tabs: { tab: TestTab; hear: (message: WireMessage) => void }[] = [];
  const turns = createTestTurns();

  function turnsOf(tab: TestTab): HoldTurn {
    if (turnsAre === "by locks") {
      return (...turn) =>
        browser.deniesLocks ? turns.deny(tab, ...turn) : turns.hold(tab, ...turn);
    }
    const note = browser.notes.noteOf(tab);
    return createLease({ note, page: tab.name, clock: clockOf(tab), random });
  }

  function openChannel(tab: TestTab, hear: (message: WireMessage) => void) {
    if (browser.deniesChannel) throw new DOMException("denied", "SecurityError");
    const line = { tab, hear };
    tabs.push(line);
    return {
      say: (message: WireMessage) => {
        if (tab.isDead()) return;
        const copy = structuredClone(message);
        for (const other of tabs.filter((one) => one !== line)) {
          if (random() >= browser.losing)
            setTimeout(() => other.tab.run(() => other.hear(copy)), 1);
        }
      },
      close: () => void tabs.splice(tabs.indexOf(line), 1),
    };
  }

  const browser: TestBrowser = {
    losing: 0,
    deniesLocks: false,
    deniesChannel: false,
    notes: createTestNotes(),
    turnsOf,
    openTab: (openWire) => {
      const tab: TestTab = createTab(`tab-${String((opened += 1))}`, turns.release, (self) =>
        createSharedWires({
          tab: self.name,
          openChannel: (hear) => openChannel(self, hear),
          holdTurn: turnsOf(self),
          openWire: openWire(self),
          clock: clockOf(self),
        }),
      );
      return tab;
    },
  };
  let opened = 0;
  return browser;
}

function createTab(
  name: string,
  release: (tab: TestTab) => void,
  createWires: (tab: TestTab) => SharedWires,
): TestTab {
  let state: "awake" | "frozen" | "dead" = "awake";
  let waiting: (() => void)[] = [];
  let isHidden = false;
  const self: Omit<TestTab, "wires"> = {
    name,
    isDead: () => state === "dead",
    hide: () => {
      isHidden = true;
    },
    isHidden: () => isHidden,
    run: (work) => {
      if (state === "awake") work();
      else if (state === "frozen") waiting.push(work);
    },
    freeze: () => {
      if (state === "awake") state = "frozen";
    },
    thaw: () => {
      if (state !== "frozen") return;
      state = "awake";
      for (const work of waiting.splice(0)) self.run(work);
    },
    crash: () => {
      state = "dead";
      waiting = [];
      release(tab);
    },
  };
  const tab = self as TestTab;
  return Object.assign(tab, { wires: createWires(tab) });
}

const clockOf = (tab: TestTab): BrowserClock => ({
  now: browserClock.now,
  after: (ms, call) => afterIn(tab, ms, call),
});

/** A timer of the tab. One that is cleared never rings, though it fell due while the tab was frozen. */
function afterIn(tab: TestTab, ms: number, call: () => void): () => void {
  let isCleared = false;
  const dueMs = browserClock.now() + ms;
  const lateMs = tab.isHidden() ? Math.ceil(dueMs / 1_000) * 1_000 - dueMs : 0;
  const cancel = browserClock.after(ms + lateMs, () => {
    tab.run(() => {
      if (!isCleared) call();
    });
  });
  return () => {
    isCleared = true;
    cancel();
  };
}

type Turn = { tab: TestTab; held: () => void; lost: (denied: boolean) => void };
type Hold = (tab: TestTab, ...turn: Parameters<HoldTurn>) => () => void;

/** Web Locks, as far as one lock goes: a frozen tab keeps it, a dead one doesn't. */
function createTestTurns(): { hold: Hold; deny: Hold; release: (tab: TestTab) => void } {
  let holder: Turn | null = null;
  let queue: Turn[] = [];
  const grant = (turn: Turn | undefined) => {
    holder = turn ?? null;
    if (turn) setTimeout(() => turn.tab.run(() => holder === turn && turn.held()), 1);
  };
  const leave = (isLeaving: (turn: Turn) => boolean) => {
    queue = queue.filter((turn) => !isLeaving(turn));
    if (holder && isLeaving(holder)) grant(queue.shift());
  };
  return {
    hold: (tab, take, held, lost) => {
      let isOver = false;
      const turn: Turn = {
        tab,
        held: () => {
          if (!isOver) held();
        },
        lost: (denied) => {
          if (!isOver) lost(denied);
        },
      };
      const robbed = holder;
      if (take) grant(turn);
      else if (holder) queue.push(turn);
      else grant(turn);
      if (take && robbed) setTimeout(() => robbed.tab.run(() => robbed.lost(false)), 1);
      return () => {
        isOver = true;
        leave((one) => one === turn);
      };
    },
    deny: (tab, _take, _held, lost) => {
      let isOver = false;
      setTimeout(() => tab.run(() => isOver || lost(true)), 1);
      return () => {
        isOver = true;
      };
    },
    release: (tab) => {
      leave((turn) => turn.tab === tab);
    },
  };
}
