import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { FileRecord } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { guessMimeType } from '../world/mime-types.ts';
import type { UploadedFile } from './params.ts';

const LARGEST_FILE = 2000 * 1024 * 1024;

/**
 * What a server in local mode does with files, like `telegram-bot-api --local`: bots get paths on this machine in
 * place of downloads, and give `file://` addresses in place of uploads.
 */
export interface LocalMode {
  /** Writes the file where the bot can open it. @returns its absolute path */
  place(file: FileRecord, path: string, botId: number): string;
  /** The file at a `file://` address, or `undefined` when it cannot be read. */
  open(address: string): UploadedFile | undefined;
  /** Removes what was placed in a folder for the time being. */
  stop(): void;
}

/** @param stateDir where files are placed; without it, in a folder that is removed in the end */
export function createLocalMode(world: World, stateDir: string | undefined): LocalMode {
  let folder = stateDir === undefined ? undefined : join(stateDir, 'local');
  return {
    place: (file, path, botId) => {
      folder ??= mkdtempSync(join(tmpdir(), 'simulator-'));
      const target = join(folder, String(botId), path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, world.files.get(file.sha) ?? Buffer.alloc(0));
      return target;
    },
    open: (address) => {
      try {
        const path = fileURLToPath(address);
        const { size } = statSync(path);
        if (size > LARGEST_FILE) return undefined;
        return { name: basename(path), mimeType: guessMimeType(path), bytes: readFileSync(path) };
      } catch {
        return undefined;
      }
    },
    stop: () => {
      if (folder !== undefined && stateDir === undefined) rmSync(folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}
