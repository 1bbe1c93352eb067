import type { ChatAddress } from './types.ts';

/** The server answered with a refusal, or not at all (`status` 0). */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** How a person and a chat are named in the query of a request. */
export function addressQuery(user: number, address: ChatAddress): string {
  if ('bot' in address) return `user=${user}&bot=${address.bot}`;
  const topic = address.thread === undefined ? '' : `&thread=${address.thread}`;
  return `user=${user}&chat=${address.chat}${topic}`;
}

export function post<T>(path: string, body: object): Promise<T> {
  return request<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    throw new ApiError(0, cause instanceof Error ? cause.message : 'network error');
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiError(response.status, refusalOf(body) ?? `HTTP ${response.status}`);
  if (typeof body !== 'object' || body === null) throw new ApiError(response.status, 'The answer is not an object.');
  // Client and server are built and shipped as one package, so beyond the envelope the shape is taken at its word.
  return body as T;
}

/** Sends a form with a file in it, and tells how much of it has gone (0 to 1). */
export function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    // `fetch` does not tell how far an upload is.
    const sending = new XMLHttpRequest();
    sending.open('POST', path);
    sending.responseType = 'json';
    sending.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    sending.addEventListener('error', () => reject(new ApiError(0, 'network error')));
    sending.addEventListener('load', () => {
      const body: unknown = sending.response;
      if (sending.status < 200 || sending.status >= 300) {
        reject(new ApiError(sending.status, refusalOf(body) ?? `HTTP ${sending.status}`));
        return;
      }
      // As above: the shape is taken at its word.
      resolve(body as T);
    });
    sending.send(form);
  });
}

/** A file that the simulator makes. */
export async function fetchBlob(path: string): Promise<Blob> {
  const response = await fetch(path).catch((cause: unknown) => {
    throw new ApiError(0, cause instanceof Error ? cause.message : 'network error');
  });
  if (response.ok) return await response.blob();
  const body: unknown = await response.json().catch(() => undefined);
  throw new ApiError(response.status, refusalOf(body) ?? `HTTP ${response.status}`);
}

function refusalOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined;
  return typeof error.message === 'string' ? error.message : undefined;
}
