import type { ServerResponse } from 'node:http';

const PIECES = 20;

/** Writes a body in small pieces, spread over a time; ends when the client goes away. */
export function trickle(response: ServerResponse, body: Buffer, overMs: number): void {
  const pieces = Math.min(PIECES, body.length);
  let written = 0;
  const writeNext = (): void => {
    const end = Math.ceil((body.length * (written + 1)) / pieces);
    const piece = body.subarray(Math.ceil((body.length * written) / pieces), end);
    written += 1;
    if (end < body.length) {
      response.write(piece);
      return;
    }
    clearInterval(timer);
    response.end(piece);
  };
  const timer = setInterval(writeNext, overMs / pieces);
  response.once('close', () => clearInterval(timer));
}
