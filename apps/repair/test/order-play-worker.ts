import { parentPort, workerData } from 'node:worker_threads';
import { often, playOrders } from './order-play.ts';

/** One thread of `npm run orders:model`. */
const { sequences, seed } = workerData as { readonly sequences: number; readonly seed: number };
parentPort?.postMessage(answer(), []);

function answer(): object {
  try {
    return { applied: playOrders({ sequences, seed }), often };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error), often };
  }
}
