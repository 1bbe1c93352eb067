import { Client } from 'pg';
import type { ClientConfig } from 'pg';

import { runStatement } from './connection.ts';
import type { Rows, Session } from './sql.ts';
import { asDatabaseError } from './unavailable.ts';

/** Opens a connection outside the pool. */
export async function openSession(config: ClientConfig): Promise<Session & { readonly client: Client }> {
  const client = new Client(config);
  // Without a listener a connection that dies while idle would end the process.
  client.on('error', () => {});
  const closed = new Promise<void>((resolve) => {
    client.once('end', () => {
      resolve();
    });
  });
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw asDatabaseError(error);
  }
  return {
    client,
    closed,
    query<R extends object>(text: string, values?: readonly unknown[]): Promise<Rows<R>> {
      return runStatement<R>(client, { text, values });
    },
    prepared<R extends object>(name: string, text: string, values: readonly unknown[] = []): Promise<Rows<R>> {
      return runStatement<R>(client, { name, text, values });
    },
    async stop() {
      await client.end().catch(() => {});
    },
  };
}
