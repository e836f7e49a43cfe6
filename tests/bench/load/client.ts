/** What the load generator asks of any server: the app by either door, and the peers. */
export type Client = {
  /** Posts message `number`; resolves once it is acknowledged. Rejects on anything else. */
  post(session: string, number: number): Promise<void>;
  /** Opens a reader; resolves once it is live. `other`: as somebody else than the sender. */
  read(session: string, sink: ReaderSink, as: "sender" | "other"): Promise<Reader>;
  close(): void;
};

export type ReaderSink = {
  see(seq: number, number: number): void;
  reset(): void;
};

export type Reader = {
  /** Closes the socket without a word of the protocol. */
  cut(): void;
  /** Comes back from where it was; resolves once it is live, not when it has caught up. */
  resume(): Promise<void>;
};

export type Job = {
  workload: string;
  target: "deskside-api" | "deskside-action" | "socketio" | "floor";
  url: string;
  /** Of the server, to read its CPU time and memory. */
  pid: number;
  sessions: string[];
  /** Seconds, counts and rates; each workload names its own. */
  size: Record<string, number>;
};

/** The figures of one measurement, by name. */
export type Figures = Record<string, number>;

/** Every message is about as long as people's are. */
export const textOf = (number: number): string =>
  `Message ${String(number)}: could you tell me what you see when you sign in, and since when?`;
