#!/usr/bin/env node
import { createCommandLine } from './command-line.ts';
import { tellFailure } from './tell-failure.ts';

// A reader of our output that has gone away is no reason to die.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

try {
  await createCommandLine().parseAsync();
} catch (error) {
  process.exitCode = tellFailure(error);
}
