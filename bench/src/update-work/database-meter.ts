import { connect, createServer, type Socket } from 'node:net';
import { listen } from '../world/listen.ts';
import { createConnectionCount, type ConnectionCount, type Statement } from './statement-count.ts';

/** Stands between a program and its database and counts what passes; the program needs to know nothing of it. */
export interface DatabaseMeter {
  /** The address for the program. */
  readonly url: string;
  /** The statements that have passed since the last time. */
  take(): Statement[];
  /** No connection waits for an answer. */
  isIdle(): boolean;
  stop(): void;
}

export async function startDatabaseMeter(databaseUrl: string): Promise<DatabaseMeter> {
  const url = new URL(databaseUrl);
  const { hostname, port } = url;
  const connections = new Map<Socket, ConnectionCount>();
  let statements: Statement[] = [];

  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    const count = createConnectionCount((statement) => statements.push(statement));
    connections.set(client, count);
    for (const socket of [client, database]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        connections.delete(client);
        client.destroy();
        database.destroy();
      });
    }
    client.on('data', (piece: Buffer) => {
      count.fromClient(piece);
      database.write(piece);
    });
    database.on('data', (piece: Buffer) => {
      count.fromServer(piece);
      client.write(piece);
    });
  });
  url.port = String(await listen(server));
  return {
    url: url.href,
    take: () => {
      const taken = statements;
      statements = [];
      return taken;
    },
    isIdle: () => [...connections.values()].every((count) => count.isIdle()),
    stop: () => {
      server.close();
      for (const client of connections.keys()) client.destroy();
    },
  };
}
