// Puts one of our programs into one file, straight from its sources: it starts at once, and runs without what a loader adds.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root, setUp } from './prepare.mjs';

/**
 * @param entry path of its first module, from the root
 * @returns where the bundle lies
 */
export async function bundleSource(entry) {
  await setUp(() => ensureInstalled());
  const { build } = await import('esbuild');
  const outfile = join(root, 'node_modules', '.durabot-stamps', `${entry.replaceAll(/[^a-z]+/gi, '-')}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    conditions: ['source'],
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [ourOwnOnly],
  });
  return pathToFileURL(outfile);
}

/** Other people's packages are imported as ever, and our modules find texts and migrations beside themselves. */
const ourOwnOnly = {
  name: 'our-own-only',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@durabot/') ? undefined : { path, external: true },
    );
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};
