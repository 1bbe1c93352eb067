import { createSimulator } from '@durabot/simulator';

/** A simulator in a process of its own: prints its address and runs until it is killed. */
const stateDir = process.argv[2] ?? '';
const { url } = await createSimulator({ stateDir, limits: { enforced: false } }).start();
process.stdout.write(`${url}\n`);
