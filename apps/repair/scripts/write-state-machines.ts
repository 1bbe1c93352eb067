// Writes docs/STATE-MACHINES.md from the tables; a test compares the two.
import { writeFile } from 'node:fs/promises';
import { machinesPage } from '../src/domain/machines/machines-page.ts';

await writeFile(new URL('../docs/STATE-MACHINES.md', import.meta.url), machinesPage());
