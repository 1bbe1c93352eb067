import { createSimulator } from '@durabot/simulator';

/**
 * A simulator in a process of its own, so that its processor time and memory are not mixed with those of the load.
 * It tells its address, and its usage whenever it is asked. Run with `--expose-gc`.
 */
const stateDir = process.argv[2];
const simulator = createSimulator({ limits: { enforced: false }, ...(stateDir === undefined ? {} : { stateDir }) });
const startedMs = performance.now();
const { url } = await simulator.start();
process.send?.({ url, startMs: performance.now() - startedMs });

process.on('message', (question) => {
  if (question === 'stop') {
    void simulator.stop().then(() => process.exit(0));
    return;
  }
  if (question === 'usage after collection') globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ userMs: user / 1000, cpuMs: (user + system) / 1000, heapBytes: heapUsed + external, rssBytes: rss });
});
