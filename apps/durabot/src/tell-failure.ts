import { describeFailure } from './failure.ts';

/** Tells a person what went wrong, in one message and without a stack. @returns the exit code for it */
export function tellFailure(error: unknown): number {
  const { code, message, exitCode } = describeFailure(error);
  process.stderr.write(`${message}\n(${code}; see docs/errors.md)\n`);
  return exitCode;
}
