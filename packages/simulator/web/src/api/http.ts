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
  const place = 'bot' in address ? `bot=${address.bot}` : `chat=${address.chat}`;
  return `user=${user}&${place}`;
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
