import { useSyncExternalStore } from "react";
import { useScripted } from "./use-scripted";

const never = () => () => undefined;
const readersZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const serversZone = () => "UTC";

/**
 * The reader's IANA time zone; "UTC" on the server and while React takes the
 * page over, so that the two agree, and the reader's own right after.
 */
export function useTimeZone(): string {
  return useSyncExternalStore(never, readersZone, serversZone);
}

/** False on the server and without script: times then are in UTC, which has to be said. */
export function useKnownTimeZone(): boolean {
  return useScripted();
}
