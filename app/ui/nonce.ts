import { createContext } from "react";

/**
 * What the server's inline scripts must carry (Content-Security-Policy). Known while it renders,
 * error pages included; in the browser it is undefined, as scripts can't read it there either.
 */
export const NonceContext = createContext<string | undefined>(undefined);
