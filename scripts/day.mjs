// `npm run day -- --orders 200 --seed 1`: plays a day of a repair firm through its chats and compares the books.
import { bundleSource } from './bundle-source.mjs';

const program = await bundleSource('apps/repair/day/main.ts');
await import(program.href);
