import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package, whether it runs compiled or not. */
export const benchFolder = nearestPackage(dirname(fileURLToPath(import.meta.url)));

function nearestPackage(folder: string): string {
  return existsSync(`${folder}/package.json`) ? folder : nearestPackage(dirname(folder));
}
