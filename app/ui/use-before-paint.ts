import { useEffect, useLayoutEffect } from "react";

/** `useLayoutEffect`, without React's warning on the server, where neither runs. */
export const useBeforePaint = typeof document === "undefined" ? useEffect : useLayoutEffect;
