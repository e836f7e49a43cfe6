/**
 * What the log may know of an error. Libraries hang more on theirs, which pino would write down:
 * ioredis the command with its arguments (a password, a message), pg the connection with its.
 */
export function errorForLog(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { name, message, stack } = thrown;
  return { type: name, message, stack, ...("code" in thrown && { code: String(thrown.code) }) };
}
