import { type Client, textOf } from "./client";
import { createHttp, openSse } from "./http";

export function createFloorClient(url: string, tag: string): Promise<Client> {
  const http = createHttp(url);
  const marker = `"clientMessageId":"${tag}-`;
  return Promise.resolve({
    async post(session, number) {
      const body = JSON.stringify({ key: `${tag}-${String(number)}`, text: textOf(number) });
      const { status } = await http.send(`/${session}`, { method: "POST", body });
      if (status !== 201) throw new Error(`the floor answered ${String(status)}`);
    },
    read: (session, sink) => openSse({ url: `${url}/${session}`, headers: {}, marker, sink }),
    close: http.close,
  });
}
