import type { Command } from 'commander';
import { print } from './with-database.ts';

/** Adds the option without which an action only tells what it would do. */
export function addYes(command: Command): Command {
  return command.option('--yes', 'do it; without this, only tell how many it would be');
}

/** Tells how many an action is about, and whether it is to be done. */
export function isConfirmed(yes: true | undefined, count: number, whatWouldBe: string): boolean {
  if (yes === true) return true;
  print(`${count} would be ${whatWouldBe}. Nothing was done; add --yes to do it.`);
  return false;
}
