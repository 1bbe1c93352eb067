import type { BotStatus, IngressState } from '@durabot/runtime';
import type { FastifyInstance } from 'fastify';
import type { ProgramState } from '../start/program-state.ts';
import { describeHealth } from './health-routes.ts';
import { statusScript, statusStyle } from './status-assets.ts';

/** The page a newcomer opens: how the program is, and one button to the chat. */
export function addStatusPage(app: FastifyInstance, state: ProgramState): void {
  app.get('/', (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(renderStatusPage(state, request.hostname)),
  );
  app.get('/status.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(statusStyle));
  app.get('/status.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(statusScript));
  app.get('/icon.svg', (_request, reply) => reply.type('image/svg+xml').send(icon));
  app.get('/favicon.ico', (_request, reply) => reply.redirect('/icon.svg', 308));
}

/** @param hostname under which the visitor reached us; the chat is at the same one */
function renderStatusPage(state: ProgramState, hostname: string): string {
  const health = describeHealth(state);
  const { title, tone, text } = headline(health.status, state);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Durabot</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/status.css">
<script src="/status.js" defer></script>
</head>
<body>
<header>${icon}<span>Durabot</span></header>
<main id="status" aria-live="polite">
<section class="hero ${tone}">
<p class="state"><i aria-hidden="true"></i>${escapeHtml(title)}</p>
<h1>${escapeHtml(text)}</h1>
${chatButton(state, hostname)}
</section>
<section>
<h2>Bots</h2>
${health.bots.length === 0 ? '<p class="quiet">They appear here once they are started.</p>' : `<ul class="bots">${health.bots.map(renderBot).join('')}</ul>`}
</section>
<section>
<h2>Parts</h2>
<dl>
<div><dt>Database</dt><dd>${escapeHtml(databaseWords[health.database] ?? health.database)}</dd></div>
${redisLine(health.redis)}<div><dt>Telegram</dt><dd>${state.simulatorPort === undefined ? 'the real one' : 'the built-in simulator'}</dd></div>
</dl>
</section>
</main>
<nav aria-label="For operators">
<a href="/health">Health</a><a href="/health/db">Database</a><a href="/readyz">Readiness</a><a href="/metrics">Metrics</a>
</nav>
</body>
</html>
`;
}

function headline(status: string, state: ProgramState): { title: string; tone: string; text: string } {
  switch (status) {
    case 'ok':
      return {
        title: 'Running',
        tone: 'good',
        text:
          state.simulatorPort === undefined ? 'Your bots are answering on Telegram.' : 'Your bots are ready to talk.',
      };
    case 'starting':
      return { title: 'Starting', tone: 'busy', text: `One moment: ${state.step}.` };
    case 'stopping':
      return { title: 'Stopping', tone: 'busy', text: 'Finishing what is in hand.' };
    default:
      return { title: 'Needs a look', tone: 'bad', text: 'Something is not as it should be; see below.' };
  }
}

const databaseWords: Readonly<Record<string, string>> = {
  up: 'answers',
  down: 'does not answer; updates wait and nothing is lost',
  starting: 'is being started',
};

/** Only where there is one: who needs none is not to be asked what it is. */
function redisLine(redis: string): string {
  if (redis === 'off') return '';
  const words = redis === 'up' ? 'answers' : 'does not answer; the bots go on without it and nothing is lost';
  return `<div><dt>Redis</dt><dd>${words}</dd></div>\n`;
}

function chatButton(state: ProgramState, hostname: string): string {
  if (state.simulatorPort === undefined) return '';
  const host = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  const address = `http://${host}:${state.simulatorPort}/`;
  return `<a class="button" href="${escapeHtml(address)}">Open the chat</a>
<p class="quiet">You are a virtual user there. No account, no token, nothing leaves this machine.</p>`;
}

const ingressWords: Readonly<Record<IngressState, { tone: string; text: string }>> = {
  starting: { tone: 'busy', text: 'starting' },
  running: { tone: 'good', text: 'receives updates' },
  unauthorized: { tone: 'bad', text: 'stopped: its token was refused' },
  conflict: { tone: 'bad', text: 'another program takes its updates; trying again' },
  unavailable: { tone: 'bad', text: 'Telegram cannot be reached; trying again' },
  stopped: { tone: 'busy', text: 'stopped' },
};

function renderBot({ name, username, ingress, problem, paused }: BotStatus): string {
  const { tone, text } = paused ? { tone: 'busy', text: 'paused: updates are stored and wait' } : ingressWords[ingress];
  const at = username === undefined ? '' : `<span class="quiet">@${escapeHtml(username)}</span>`;
  const trouble = problem === undefined || ingress === 'running' ? '' : `<p class="problem">${escapeHtml(problem)}</p>`;
  return `<li class="${tone}"><p><i aria-hidden="true"></i><b>${escapeHtml(name)}</b> ${at}<span class="right">${text}</span></p>${trouble}</li>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32" role="img" aria-label="Durabot">' +
  '<rect width="32" height="32" rx="9" fill="#2f6fed"/><path d="M8 10h16v9H15l-5 4v-4H8z" fill="#fff"/>' +
  '<circle cx="13" cy="14.5" r="1.5" fill="#2f6fed"/><circle cx="19" cy="14.5" r="1.5" fill="#2f6fed"/></svg>';
