import { useSyncExternalStore } from "react";

const never = () => () => undefined;
const yes = () => true;
const no = () => false;

/** True once the page has come alive; false on the server, and for as long as no script runs. */
export function useScripted(): boolean {
  return useSyncExternalStore(never, yes, no);
}
