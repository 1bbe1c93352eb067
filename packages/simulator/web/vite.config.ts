import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where a simulator listens while this client is being worked on with `npx vite packages/simulator/web`. */
const simulator = 'http://127.0.0.1:8081';

/** Nothing from elsewhere, whatever a bot sends; only the built page has it, as the development server needs more. */
const policy = [
  "default-src 'self'",
  // A bot's own server on this machine may give pictures to inline results.
  "img-src 'self' data: blob: http://127.0.0.1:* http://localhost:*",
  "media-src 'self' blob:",
  // Mini Apps are pages of bots; each is shut into a sandboxed frame.
  'frame-src http: https:',
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
  ],
};

export default defineConfig({
  plugins: [react(), contentSecurityPolicy],
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
