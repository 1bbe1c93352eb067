import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where a simulator listens while this client is being worked on with `npx vite packages/simulator/web`. */
const simulator = 'http://127.0.0.1:8081';

export default defineConfig({
  plugins: [react()],
  base: './',
  server: { proxy: { '/_sim': simulator } },
  build: {
    outDir: '../dist-web',
    emptyOutDir: true,
    target: 'es2022',
    // A data: address for a picture would need a looser content security policy than the page asks for.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
