import { repairProduct } from '@durabot/repair';

export { repairProduct };

/** The names of the bots that this program can run; a new one is added here, in `settings/` and in `start/build-bots.ts`. */
export const productNames = [repairProduct.name] as const;

/** A bot's name, as in `BOTS`. */
export type ProductName = (typeof productNames)[number];

/** Under which username a bot lives in the built-in simulator. */
export function simulatorUsername(name: ProductName): string {
  return `${name.replaceAll('-', '_')}_bot`;
}
