import process from "node:process";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";

export type Message = { roomId: string; seq: number; key: string; text: string };

type ByRoomAndKey = { roomId_key: { roomId: string; key: string } };

/** As much of the generated client as the peer uses: it is generated when the bench runs. */
export type Database = {
  room: {
    update(args: { where: { id: string }; data: object }): Promise<{ seq: number }>;
  };
  message: {
    create(args: { data: Message }): Promise<Message>;
    findUnique(args: { where: ByRoomAndKey }): Promise<Message | null>;
    findMany(args: { where: object; orderBy: object }): Promise<Message[]>;
  };
  $transaction<T>(run: (tx: Database) => Promise<T>): Promise<T>;
};

type Module = { PrismaClient: new (options: { adapter: PrismaPg }) => Database };

export async function openDatabase(): Promise<Database> {
  const file = process.env["PRISMA_CLIENT"] ?? "";
  const { PrismaClient } = (await import(pathToFileURL(file).href)) as Module;
  const connectionString = process.env["DATABASE_URL"] ?? "";
  return new PrismaClient({ adapter: new PrismaPg({ connectionString, max: 10 }) });
}
