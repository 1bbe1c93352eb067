import { spawn } from 'node:child_process';

import type { Account } from './account.ts';

/** What a program said and how it ended. */
export interface ProgramResult {
  code: number | undefined;
  output: string;
}

/** Runs one of the server's programs to its end. Never rejects: a program that cannot be started has no code. */
export function runProgram(
  file: string,
  args: readonly string[],
  { account, cwd }: { account: Account | undefined; cwd: string },
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => {
      resolve({ code: undefined, output: `${output}${error.message}` });
    });
    child.once('close', (code) => {
      resolve({ code: code ?? undefined, output });
    });
  });
}

/** What the server gets to see: neither our secrets nor settings like PGDATA that happen to be around. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return {
    LC_ALL: 'C',
    ...(PATH === undefined ? {} : { PATH }),
    ...(SystemRoot === undefined ? {} : { SystemRoot, ...(TEMP === undefined ? {} : { TEMP }) }),
  };
}
