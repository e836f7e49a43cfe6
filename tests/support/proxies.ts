import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { apache, haproxy, squid } from "../../scripts/debian.mjs";
import { makeFolder, startDaemon } from "./daemon";
import { findFreePort } from "~/lib/free-port.server";
import { runNginx, startNginx } from "./nginx";
import { readdress } from "./readdress";

/** Debian's own proxies before one app process: as we say that they should be set, and as we fear. */
export type Proxy = {
  /** http://127.0.0.1:<port> */
  readonly url: string;
  /** Ends it, and its files go. */
  stop(): Promise<void>;
};

type Start = (appUrl: string) => Promise<Proxy>;
const urlOf = (port: number) => `http://127.0.0.1:${String(port)}`;

export const startDeployedNginx: Start = async (appUrl) =>
  startNginx(await findFreePort(), [appUrl, appUrl]);

/** Of all its settings only these together hold everything back until the end. */
export const startBufferingNginx: Start = async (appUrl) => {
  const port = await findFreePort();
  return await runNginx(
    port,
    `server {
      listen 127.0.0.1:${String(port)};
      gzip on;
      gzip_proxied any;
      gzip_types *;
      location / {
        proxy_pass ${appUrl};
        proxy_set_header Host $http_host;
        proxy_http_version 1.0;
        proxy_buffering on;
        proxy_ignore_headers X-Accel-Buffering;
      }
    }`,
  );
};

async function startHaproxy(port: number, configuration: string): Promise<Proxy> {
  const folder = await makeFolder("haproxy");
  const file = path.join(folder, "haproxy.cfg");
  await writeFile(file, configuration);
  const { stop } = await startDaemon(folder, port, [haproxy().file, "-db", "-f", file]);
  return { url: urlOf(port), stop };
}

export const startDeployedHaproxy: Start = async (appUrl) => {
  const port = await findFreePort();
  const { host } = new URL(appUrl);
  const deployed = await readFile("docs/deploy/haproxy.cfg", "utf8");
  const addresses = [
    ["bind :80", `bind 127.0.0.1:${String(port)}`],
    ["app1:3000", host],
    ["app2:3000", host],
  ] as const;
  return await startHaproxy(port, readdress(deployed, addresses));
};

export const startHurriedHaproxy =
  (seconds: number): Start =>
  async (appUrl) => {
    const port = await findFreePort();
    const timeouts = ["client", "server", "http-request", "http-keep-alive"].map(
      (name) => `timeout ${name} ${String(seconds)}s`,
    );
    return await startHaproxy(
      port,
      `defaults
        mode http
        timeout connect 2s
        ${timeouts.join("\n        ")}
      listen deskside
        bind 127.0.0.1:${String(port)}
        server app ${new URL(appUrl).host}\n`,
    );
  };

const apacheModules = [
  ...["mpm_event", "authz_core", "alias", "headers", "slotmem_shm"],
  ...["proxy", "proxy_http", "proxy_balancer", "lbmethod_byrequests"],
];

export const startDeployedApache: Start = async (appUrl) => {
  const port = await findFreePort();
  const folder = await makeFolder("apache");
  const { host } = new URL(appUrl);
  const deployed = await readFile("docs/deploy/apache.conf", "utf8");
  const site = readdress(deployed, [
    ["<VirtualHost *:80>", `<VirtualHost 127.0.0.1:${String(port)}>`],
    ["http://app1:3000", `http://${host}`],
    // Apache takes each address once.
    [
      "    BalancerMember http://app2:3000 connectiontimeout=2 retry=2 ttl=60 flushpackets=on\n",
      "",
    ],
  ]);
  const modules = apacheModules.map(
    (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
  );
  const around = [
    `ServerRoot ${folder}`,
    `DefaultRuntimeDir ${folder}`,
    `PidFile ${folder}/apache.pid`,
    `ErrorLog ${folder}/error.log`,
    "ServerName 127.0.0.1",
    `Listen 127.0.0.1:${String(port)}`,
    ...(process.getuid?.() === 0 ? ["User www-data", "Group www-data"] : []),
  ];
  const file = path.join(folder, "apache.conf");
  await writeFile(file, [...modules, ...around, site].join("\n"));
  await chmod(folder, 0o755);
  // As one process: when it is ended, nothing of it stays.
  const { stop } = await startDaemon(folder, port, [apache().file, "-f", file, "-X"]);
  return { url: urlOf(port), stop };
};

/** A forward proxy, as in a company: its `url` is for the browser's settings. */
export async function startSquid(): Promise<Proxy> {
  const port = await findFreePort();
  const folder = await makeFolder("squid");
  const file = path.join(folder, "squid.conf");
  const configuration = `
    http_port 127.0.0.1:${String(port)}
    http_access allow all
    cache deny all
    access_log none
    cache_log ${folder}/error.log
    cache_store_log none
    pid_filename none
    netdb_filename none
    coredump_dir ${folder}
    pinger_enable off
    shutdown_lifetime 0 seconds
    max_filedescriptors 1024
  `;
  await writeFile(file, configuration);
  // Started by root, it becomes another user.
  await chmod(folder, 0o777);
  const { stop } = await startDaemon(folder, port, [squid().file, "-N", "-f", file]);
  return { url: urlOf(port), stop };
}
