import type { BotApiClient } from '@durabot/bot-api';
import { z } from 'zod';

const fileShape = z.object({ file_path: z.string() });

/** The whole content of a file of Telegram's; its path is asked for anew, as it is good for an hour only. */
export async function fetchFile(
  client: Pick<BotApiClient, 'call' | 'download'>,
  fileId: string,
  { maxBytes, signal }: { readonly maxBytes: number | undefined; readonly signal: AbortSignal },
): Promise<Buffer> {
  const file = fileShape.parse(await client.call('getFile', { file_id: fileId }, { signal }));
  const { stream } = await client.download(file.file_path, { maxBytes, signal });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
