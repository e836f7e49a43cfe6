import type { DurableEvent } from "../events";
import type { TestTab } from "../connection/one-browser-wires";
import type { Frame, Transport } from "../connection/transport";
import type { OpenWire, WireHandlers } from "../connection/wire-leader";

export const latencyMs = 20;
export const heartbeatMs = 10_000;

export function eventOf(session: string, seq: number): DurableEvent {
  return {
    type: "message.posted",
    data: {
      id: `${session}${String(seq)}`,
      sessionId: session,
      seq,
      author: { role: "customer", name: "Priya" },
      text: "x",
      clientMessageId: null,
      createdAt: "2026-01-01T00:00:00.000Z",
    },
  };
}

type Wire = {
  tab: TestTab;
  rung: string;
  isAlone: boolean;
  places: Map<string, number>;
  handlers: WireHandlers;
  signal: AbortSignal;
};

/** Several sessions of the contract in memory, by wires of several sessions or of one. */
export class FakeWireServer {
  readonly heads = new Map<string, number>();
  readonly gone = new Set<string>();
  isSilent = false;
  opened = 0;
  private wires: Wire[] = [];

  get open(): Wire[] {
    this.wires = this.wires.filter(({ tab, signal }) => !tab.isDead() && !signal.aborted);
    return this.wires;
  }

  head(session: string): number {
    return this.heads.get(session) ?? 0;
  }

  post(session: string): void {
    this.heads.set(session, this.head(session) + 1);
    for (const wire of this.open) this.push(wire, session);
  }

  cut(): void {
    for (const wire of this.wires.splice(0)) {
      wire.tab.run(() => {
        if (!wire.signal.aborted) wire.handlers.closed({ status: 0, retryAfterMs: null });
      });
    }
  }

  /** The way to the server is cut without a word: what is open stays so, and dead. */
  loseWires(): void {
    this.wires = [];
  }

  readonly openWire =
    (tab: TestTab): OpenWire =>
    (rung, places, handlers, signal) => {
      this.start({
        ...{ tab, rung, handlers, signal, isAlone: false },
        places: new Map(places.map(([session, cursor]) => [session, seqOf(cursor)])),
      });
    };

  alone(tab: TestTab, rung: string, session: string): Transport {
    return {
      start: (cursor, { frame, closed }, signal) => {
        const handlers = {
          closed,
          gone: () => closed(notFound),
          frame: (_: string, f: Frame) => frame(f),
        };
        const places = new Map([[session, seqOf(cursor)]]);
        this.start({ tab, rung, handlers, signal, isAlone: true, places });
      },
    };
  }

  private start(wire: Wire): void {
    this.opened += 1;
    this.wires.push(wire);
    setTimeout(() => {
      for (const session of wire.places.keys()) this.greet(wire, session);
    }, latencyMs);
  }

  private greet(wire: Wire, session: string): void {
    if (this.gone.has(session)) {
      this.tell(wire, () => wire.handlers.gone(session));
      return;
    }
    const head = this.head(session);
    const cursor = `e:${String(wire.places.get(session))}`;
    const hello = {
      type: "hello",
      data: { cursor, head, resumed: true, heartbeatMs, serverTime: "" },
    };
    this.tell(wire, () => wire.handlers.frame(session, hello, cursor));
    this.beat(wire, session);
    this.push(wire, session);
  }

  private beat(wire: Wire, session: string): void {
    const frame = { type: "heartbeat", data: { head: this.head(session) } };
    this.tell(wire, () => wire.handlers.frame(session, frame));
    if (this.open.includes(wire)) setTimeout(() => this.beat(wire, session), heartbeatMs);
  }

  private push(wire: Wire, session: string): void {
    setTimeout(() => {
      for (
        let seq = (wire.places.get(session) ?? Infinity) + 1;
        seq <= this.head(session);
        seq += 1
      ) {
        wire.places.set(session, seq);
        const event = eventOf(session, seq);
        this.tell(wire, () => wire.handlers.frame(session, event, `e:${String(seq)}`));
      }
    }, latencyMs);
  }

  private tell(wire: Wire, work: () => void): void {
    if (this.isSilent || !this.open.includes(wire)) return;
    wire.tab.run(() => {
      if (!wire.signal.aborted) work();
    });
  }
}

const notFound = { status: 404, retryAfterMs: null };
export const seqOf = (cursor: string) => Number(cursor.split(":")[1]);
