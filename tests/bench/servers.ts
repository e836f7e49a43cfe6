import { spawn } from "node:child_process";
import process from "node:process";
import { readyLine, stopChild } from "./child";
import type { Databases } from "./database";
import type { Machine } from "./machine";
import type { Target } from "./options";
import { started } from "./started";

export type Server = { url: string; pid: number; stop(): Promise<unknown> };

/** What scripts/bench.mjs compiled, and where it is. */
export type Programs = { load: string; socketio: string; floor: string; prismaClient: string };

export type Lab = {
  machine: Machine;
  databases: Databases;
  programs: Programs;
  /** Kept over restarts, so that sign-ins stay good. */
  dataDir: string;
  redisUrl: string;
  /** Where CPU profiles of the app go; empty for none. */
  profiles: string;
};

type Start = { entry: string; env: Record<string, string>; flags?: readonly string[] };

/** Starts a fresh process of what is measured, alone on its core; it reads nothing of this shell's. */
export async function startServer(lab: Lab, target: Target): Promise<Server> {
  const { entry, env, flags = [] } = startOf(lab, target);
  const measured = ["--expose-gc", "--import", "./tests/bench/gc-on-signal.mjs"];
  const command = [...lab.machine.serverPrefix, process.execPath, ...measured, ...flags, entry];
  const inherited = { PATH: process.env["PATH"], HOME: process.env["HOME"], TZ: "UTC" };
  const child = spawn(command[0] ?? "", command.slice(1), {
    env: { ...inherited, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = started(() => stopChild(child));
  const url = await readyLine(child, target, /ready at (https?:\/\/[^\s/]+)/);
  return { url, pid: child.pid ?? 0, stop };
}

function startOf({ databases, programs, dataDir, redisUrl, profiles }: Lab, target: Target): Start {
  switch (target) {
    case "socketio":
      return {
        entry: programs.socketio,
        env: { DATABASE_URL: databases.socketio, PRISMA_CLIENT: programs.prismaClient },
      };
    case "floor":
      return { entry: programs.floor, env: { DATABASE_URL: databases.floor } };
    case "deskside-api":
    case "deskside-action":
      return {
        entry: "build/index.js",
        flags: profiles === "" ? [] : ["--cpu-prof", `--cpu-prof-dir=${profiles}/${target}`],
        env: {
          ...{ DESKSIDE_LOCAL: "1", SEED_DEMO: "1", HOST: "127.0.0.1", PORT: "0" },
          ...{ DATABASE_URL: databases.deskside, REDIS_URL: redisUrl, DATA_DIR: dataDir },
          ...{ CUSTOMER_PACE: "off", RATE_LIMITS: "off", LOG_LEVEL: "warn" },
        },
      };
  }
}
