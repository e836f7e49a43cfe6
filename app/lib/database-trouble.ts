/**
 * PostgreSQL's and Prisma's codes, and the system's, for a database that is gone, going, coming,
 * or too busy to be reached: what was asked may be asked again.
 */
const passing =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|25006|08\w{3}|57P0[1-5]|53300|3D000|40001|40P01|P1001|P1002|P1008|P1017|P2024|P2028|P2034)$/;
/** What `pg` says without a code. */
const lostConnection =
  /connection terminated|is not queryable|timeout exceeded when trying to connect|query read timeout|connection ended|Can't reach database|DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections/i;

/** Whether this was thrown because the database can't be reached at the moment, at whatever depth. */
export function isDatabaseTrouble(thrown: unknown, depth = 0): boolean {
  if (typeof thrown !== "object" || thrown === null || depth > 5) return false;
  const { code, originalCode, kind, message, cause, meta } = thrown as Record<string, unknown>;
  if ([code, originalCode].some((one) => typeof one === "string" && passing.test(one))) return true;
  if ([kind, message].some((one) => typeof one === "string" && lostConnection.test(one)))
    return true;
  const driver = (meta as Record<string, unknown> | undefined)?.["driverAdapterError"];
  return isDatabaseTrouble(cause, depth + 1) || isDatabaseTrouble(driver, depth + 1);
}
