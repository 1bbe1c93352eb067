/** A refusal of the control API. */
export class ControlError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ControlError';
    this.status = status;
    this.code = code;
  }
}

export function notFound(message: string): ControlError {
  return new ControlError(404, 'not_found', message);
}

export function invalid(message: string): ControlError {
  return new ControlError(400, 'invalid', message);
}

export function refused(message: string): ControlError {
  return new ControlError(409, 'refused', message);
}
