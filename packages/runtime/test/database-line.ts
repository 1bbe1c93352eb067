import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a database on which answers can get lost while what was asked is done. */
export interface DatabaseLine {
  /** The way to the database over this line. */
  url: string;
  /** From now on no answer arrives; what is asked still does. */
  loseAnswers(): void;
  /** Cuts what stands; new connections are good again. */
  cut(): void;
  close(): Promise<void>;
}

export async function openDatabaseLine(databaseUrl: string): Promise<DatabaseLine> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let losing = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port === '' ? 5432 : target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.on('data', (bytes) => {
      if (!losing) near.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  const cut = (): void => {
    losing = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    loseAnswers: () => {
      losing = true;
    },
    cut,
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
