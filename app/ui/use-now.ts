import { useEffect, useState } from "react";

/**
 * The server's clock in milliseconds: what it said at rendering (ISO 8601),
 * then ticking every second, whatever the reader's own clock says.
 */
export function useNow(serverNow: string): number {
  const rendered = Date.parse(serverNow);
  const [now, setNow] = useState(rendered);
  useEffect(() => {
    const offset = rendered - Date.now();
    const timer = setInterval(() => setNow(Date.now() + offset), 1000);
    return () => clearInterval(timer);
  }, [rendered]);
  return Math.max(now, rendered);
}
