import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 4 * 1024 * 1024;
const LINE_END = 10;

/**
 * Reads the whole lines of a file of any size, piece by piece.
 *
 * @returns how many bytes they take; what follows is half a line, whose writer died and answered nobody
 */
export function readLines(path: string, onLine: (line: string) => void): number {
  const file = openSync(path, 'r');
  try {
    let wholeBytes = 0;
    let rest = Buffer.alloc(0);
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const count = readSync(file, chunk, 0, CHUNK_BYTES, null);
      if (count === 0) return wholeBytes;
      const fresh = chunk.subarray(0, count);
      const data = rest.length === 0 ? fresh : Buffer.concat([rest, fresh]);
      let start = 0;
      for (let end = data.indexOf(LINE_END); end !== -1; end = data.indexOf(LINE_END, start)) {
        onLine(data.toString('utf8', start, end));
        start = end + 1;
      }
      wholeBytes += start;
      rest = data.subarray(start);
    }
  } finally {
    closeSync(file);
  }
}
