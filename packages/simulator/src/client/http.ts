/** A refusal of the simulator's control API. */
export class SimulatorError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'SimulatorError';
    this.status = status;
    this.code = code;
  }
}

type Query = Record<string, string | number | boolean | undefined>;

/** Calls of the control API. */
export interface ControlHttp {
  get<Result>(path: string, query?: Query): Promise<Result>;
  post<Result>(path: string, body?: object): Promise<Result>;
  patch<Result>(path: string, body: object): Promise<Result>;
  delete<Result>(path: string, query?: Query): Promise<Result>;
}

export function createControlHttp(url: string): ControlHttp {
  const call = async <Result>(method: string, path: string, query?: Query, body?: object): Promise<Result> => {
    const address = new URL(`/_sim/${path}`, url);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    const response = await fetch(address, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) {
      const { code, message } = readError(answer);
      throw new SimulatorError(response.status, code, `${method} ${path}: ${message}`);
    }
    // The caller names the documented answer of this path
    return answer as Result;
  };
  return {
    get: async (path, query) => await call('GET', path, query),
    post: async (path, body) => await call('POST', path, undefined, body ?? {}),
    patch: async (path, body) => await call('PATCH', path, undefined, body),
    delete: async (path, query) => await call('DELETE', path, query),
  };
}

function readError(answer: unknown): { code: string; message: string } {
  if (typeof answer === 'object' && answer !== null && 'error' in answer) {
    const { error } = answer;
    if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
      return { code: String(error.code), message: String(error.message) };
    }
  }
  return { code: 'unknown', message: JSON.stringify(answer) };
}
