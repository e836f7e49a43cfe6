import { useEffect, useState } from "react";
import { keepsCookies } from "./cookie-probe";
import { createTokenKeeper, type SignedIn, type TokenKeeper } from "./token-keeper";

export type KeeperState = {
  /** Null where cookies are kept, and until that is known. */
  keeper: TokenKeeper | null;
  signedIn: SignedIn;
};

/** Holds tokens in this page's memory, if the browser keeps no cookies for it. */
export function useTokenKeeper(cookiesFailed: boolean): KeeperState {
  const [state, setState] = useState<KeeperState>({ keeper: null, signedIn: "no" });
  useEffect(() => {
    if (!cookiesFailed && keepsCookies()) return;
    const keeper = createTokenKeeper({
      fetch: (url, init) => fetch(url, init),
      now: () => Date.now(),
      changed: (is) => setState({ keeper, signedIn: is }),
    });
    setState({ keeper, signedIn: "no" });
  }, [cookiesFailed]);
  return state;
}
