import { describeFailure, type Failure } from './failure.ts';

/** Tells a person what went wrong, in one message and without a stack. @returns the exit code for it */
export function tellFailure(error: unknown, describe: (error: unknown) => Failure = describeFailure): number {
  const { code, message, exitCode } = describe(error);
  process.stderr.write(`${message}\n(${code}; see docs/errors.md)\n`);
  return exitCode;
}
