// What `npm start` and `npm test` have in common: a fresh clone needs nothing but Node and npm.
// Plain JavaScript without dependencies, as it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const inModules = (...path) => join(root, 'node_modules', ...path);

/** Says what is going on, so that nobody wonders whether anything is; not where the program's own answer is read. */
export function say(words) {
  process.stderr.write(`• ${words}\n`);
}

/** The set-up cannot go on; what to tell is all in the message. */
class SetupError extends Error {}

function giveUp(words) {
  throw new SetupError(words);
}

/** Runs the set-up and ends with one message, and what else `beforeEnd` has to say, when it fails. */
export async function setUp(work, beforeEnd = () => {}) {
  try {
    requireNode();
    await alone(work);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    beforeEnd();
    process.exit(1);
  }
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  giveUp(`Durabot needs Node.js 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`);
}

/** Runs `work` while no other process of this clone does; two first starts at once would spoil each other's install. */
async function alone(work) {
  const lock = join(root, '.durabot-setup.lock');
  let told = false;
  while (!take(lock)) {
    if (!told) say('Waiting for another start of this clone to finish its set-up…');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    const file = openSync(lock, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isHeld(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isHeld(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // Just made and not yet written.
    if (pid === 0) return Date.now() - statSync(lock).mtimeMs < 5000;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Installs from the lockfile when node_modules is missing or is another lockfile's. */
export function ensureInstalled() {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockText).digest('hex');
  const stamp = inModules('.durabot-lock');
  if (readOr(stamp) === hash) return;
  if (!holdsAllOf(JSON.parse(lockText))) {
    say('Installing what the lockfile names; this happens once and takes a moment…');
    // The build needs the development dependencies, whatever NODE_ENV says.
    npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error');
  }
  writeFileSync(stamp, hash);
}

/** Whether somebody has installed exactly this by hand. */
function holdsAllOf(lock) {
  const installed = JSON.parse(readOr(inModules('.package-lock.json')) ?? '{}').packages ?? {};
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '' || !path.includes('node_modules/')) return true;
    const present = installed[path];
    if (present === undefined) return wanted.optional === true || wanted.peer === true;
    return present.version === wanted.version && present.link === wanted.link;
  });
}

const bundle = join(root, 'scripts', 'bundle.mjs');

/** Compiles what has changed since the last time. */
export function ensureBuilt() {
  buildWhenChanged({
    name: 'build',
    words: 'Compiling…',
    sources: [
      ...workspaces().flatMap((folder) => [join(folder, 'src'), join(folder, 'tsconfig.build.json')]),
      join(root, 'bench', 'peers'),
      join(root, 'tsconfig.base.json'),
      bundle,
    ],
    output: join(root, 'apps', 'durabot', 'dist', 'program', 'main.js'),
    build: () => {
      node(inModules('typescript', 'bin', 'tsc'), '-b', 'tsconfig.build.json');
      node(bundle);
    },
  });
  ensureWebBuilt();
}

/** Bundles the web chat when its sources have changed. */
function ensureWebBuilt() {
  const web = join(root, 'packages', 'simulator', 'web');
  buildWhenChanged({
    name: 'web',
    words: 'Building the web chat…',
    sources: [web],
    output: join(root, 'packages', 'simulator', 'dist-web', 'index.html'),
    build: () => node(inModules('vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn', web),
  });
}

function buildWhenChanged({ name, words, sources, output, build }) {
  const stamp = inModules('.durabot-stamps', name);
  const fingerprint = fingerprintOf(sources);
  if (readOr(stamp) === fingerprint && existsSync(output)) return;
  say(words);
  // Should it be cut off in the middle, what is there is of neither.
  rmSync(stamp, { force: true });
  build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
}

/** Of content, not of times: a fresh checkout of the same sources is the same. */
function fingerprintOf(paths) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const file of paths.flatMap(filesIn).toSorted()) hash.update(relative(root, file)).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function workspaces() {
  const grouped = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  );
  return [...grouped, join(root, 'chaos'), join(root, 'bench')];
}

function npm(...args) {
  // The npm that runs us, else the one on the path.
  const own = process.env.npm_execpath;
  if (own !== undefined && /\.c?js$/.test(own)) node(own, ...args);
  else run('npm', args, { shell: process.platform === 'win32' });
}

function node(script, ...args) {
  run(process.execPath, [script, ...args], {});
}

function run(command, args, options) {
  const { status, signal } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    ...options,
  });
  if (signal !== null) process.kill(process.pid, signal);
  if (status !== 0) giveUp(`That did not work; the lines above say why (${[command, ...args].slice(0, 3).join(' ')}).`);
}

function readOr(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
