import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** What was written. */
export interface SavedExport {
  readonly rowCount: number;
  readonly sizeBytes: number;
  /** SHA-256, hexadecimal: what an audit entry names the file by. */
  readonly hash: string;
}

/** Writes an export to `path`, whole or not at all. */
export async function saveExport(path: string, chunks: AsyncGenerator<Buffer, number>): Promise<SavedExport> {
  const draft = `${path}.part`;
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let rowCount: number | undefined;
  const file = await open(draft, 'w', 0o600);
  try {
    while (rowCount === undefined) {
      const next = await chunks.next();
      if (next.done === true) {
        rowCount = next.value;
        break;
      }
      hash.update(next.value);
      sizeBytes += next.value.length;
      await file.writeFile(next.value);
    }
    await file.sync();
    await file.close();
    await rename(draft, path);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  } finally {
    // Whoever fails in the middle leaves no cursor open behind the rows.
    await chunks.return(0);
  }
  return { rowCount, sizeBytes, hash: hash.digest('hex') };
}
