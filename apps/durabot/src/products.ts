import * as z from 'zod';
/** STUB */
export const repairProduct = {
  name: 'repair' as const,
  settingsSchema: z.object({ ADMIN_IDS: z.string().default('').describe('Telegram ids of the admins.') }),
};
export const productNames = [repairProduct.name] as const;
export type ProductName = (typeof productNames)[number];
export function simulatorUsername(name: ProductName): string {
  return `${name.replaceAll('-', '_')}_bot`;
}
