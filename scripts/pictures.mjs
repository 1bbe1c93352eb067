// `npm run pictures`: plays a morning of a repair firm and takes the pictures of the README. Needs Chromium.
import { bundleSource } from './bundle-source.mjs';

const program = await bundleSource('apps/repair/day/take-pictures.ts');
await import(program.href);
