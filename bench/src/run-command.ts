import { messageOf, print } from './report/publish.ts';

/**
 * Runs a command and ends the process with its code: 0 after help, 2 with a word when the options cannot be read or nothing
 * could be measured, else what `run` gives. Whatever was started ends with the process, however that ends.
 */
export async function runCommand<Options>(command: {
  readonly usage: string;
  /** @throws Error with one line for a person */
  readonly read: (args: readonly string[]) => Options | 'help';
  readonly run: (options: Options, args: readonly string[]) => Promise<number>;
}): Promise<never> {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  process.exit(await codeOf(command, process.argv.slice(2)));
}

async function codeOf<Options>(
  { usage, read, run }: Parameters<typeof runCommand<Options>>[0],
  args: readonly string[],
): Promise<number> {
  let options: Options | 'help';
  try {
    options = read(args);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}\n`);
    return 2;
  }
  if (options === 'help') {
    print(usage);
    return 0;
  }
  try {
    return await run(options, args);
  } catch (error) {
    process.stderr.write(`It could not be measured: ${messageOf(error)}\n`);
    return 2;
  }
}
