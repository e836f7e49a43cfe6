import type { Pool } from "pg";

/** SQL with `$1`, `$2` …; the name makes it a prepared statement, so it stands for one text only. */
export type Statement = { readonly name: string; readonly text: string };

/** Runs one statement and returns its rows. */
export type Sql = <Row>(statement: Statement, values: unknown[]) => Promise<Row[]>;

/**
 * For the few statements that every request runs: an ORM's way to them costs several
 * times the statement itself. Same pool, same database, no second truth.
 */
export function poolSql(pool: Pool): Sql {
  return async (statement, values) => {
    const { rows } = await pool.query({ name: statement.name, text: statement.text, values });
    return rows as never[];
  };
}

type Transaction = {
  $queryRawUnsafe<Rows>(text: string, ...values: unknown[]): PromiseLike<Rows>;
};

/** The same statements inside a transaction of Prisma's. */
export function transactionSql(tx: Transaction): Sql {
  return async (statement, values) => tx.$queryRawUnsafe(statement.text, ...values);
}
