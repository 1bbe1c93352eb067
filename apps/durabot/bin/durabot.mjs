#!/usr/bin/env node
// `npx durabot …`: in a clone it installs and builds first what is missing or stale; where it is installed, it just runs.
import { existsSync } from 'node:fs';

const prepare = new URL('../../../scripts/prepare.mjs', import.meta.url);
if (existsSync(prepare)) {
  const { ensureBuilt, ensureInstalled, setUp } = await import(prepare.href);
  await setUp(() => {
    ensureInstalled();
    ensureBuilt();
  });
}
await import('../dist/program/main.js');
