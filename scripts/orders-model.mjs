// `npm run orders:model -- --sequences 1000000`: random people act on orders, in pairs, on every core; nothing is stored.
// The model is bundled first: run from its sources file by file, the same takes twice as long.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { bundleSource } from './bundle-source.mjs';

const { values } = parseArgs({
  options: {
    sequences: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'boolean', default: false },
  },
});
const [sequences, seed, threads] = [values.sequences, values.seed, values.threads].map(Number);
if (![sequences, threads].every((value) => Number.isSafeInteger(value) && value > 0) || !Number.isSafeInteger(seed)) {
  process.stderr.write('--sequences, --seed and --threads want whole numbers.\n');
  process.exit(2);
}

const bundle = await bundleSource('apps/repair/test/order-play-worker.ts');

const began = performance.now();
const parts = await Promise.all(
  Array.from({ length: threads }, (_, index) => {
    const share = Math.floor(sequences / threads) + (index < sequences % threads ? 1 : 0);
    return play({ sequences: share, seed: seed * 1_000 + index });
  }),
);
const seconds = (performance.now() - began) / 1_000;
const applied = {};
for (const part of parts)
  for (const [name, count] of Object.entries(part.applied ?? {})) applied[name] = (applied[name] ?? 0) + count;
const faults = parts.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
const never = parts[0].often.filter((name) => applied[name] === undefined);
const kept = faults.length === 0 && never.length === 0;
if (values.json)
  process.stdout.write(`${JSON.stringify({ sequences, seed, threads, seconds, kept, faults, never, applied })}\n`);
else {
  const acts = Object.values(applied).reduce((sum, count) => sum + count, 0);
  process.stdout.write(
    `${sequences} sequences (seed ${seed}), ${acts} acts done, ${threads} threads, ${seconds.toFixed(1)} s\n`,
  );
  for (const fault of faults) process.stdout.write(`✗ ${fault}\n`);
  if (never.length > 0) process.stdout.write(`✗ nobody got to: ${never.join(', ')}\n`);
  if (kept) process.stdout.write('Nothing broke.\n');
}
process.exitCode = kept ? 0 : 1;

function play(workerData) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(bundle, { workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
