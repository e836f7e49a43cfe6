import { Client, type ClientConfig } from "pg";

const isTimeout = (error: Error): boolean => error.message === "Query read timeout";
/** A standby: the address led to a primary before, and a new connection may find the next one. */
const isReadOnly = (error: Error): boolean => "code" in error && error.code === "25006";

/**
 * A connection that ends where `pg` would keep it: after a statement that wasn't answered in time.
 * Its transaction is still open, and no ROLLBACK was sent; whoever got it from the pool next would
 * write into that transaction, be told that it is stored, and lose it with the first error.
 */
export class DatabaseClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      const answer = query(...args);
      if (answer instanceof Promise) answer.catch((error: unknown) => this.endAfter(error));
      return answer;
    }) as Client["query"];
  }

  private endAfter(error: unknown): void {
    if (!(error instanceof Error) || !(isTimeout(error) || isReadOnly(error))) return;
    // With a statement under way this is a cut, not a goodbye that the server would have to hear.
    this.end().catch(() => undefined);
  }
}
