import { maskText } from '@durabot/bot-api';
import type { Settings } from '../settings/settings.ts';
import { bad, good } from './finding.ts';
import type { Finding } from './finding.ts';

const patienceMs = 3_000;

/** Whether those who are told of errors and traces can be reached and let us in. */
export async function lookAtWatching({
  sentryDsn,
  tracing,
}: Pick<Settings, 'sentryDsn' | 'tracing'>): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (sentryDsn !== undefined) {
    const { protocol, username, host, pathname } = new URL(sentryDsn.reveal());
    const [project = ''] = pathname.split('/').slice(-1);
    const prefix = pathname.slice(0, -project.length);
    // An envelope with nothing in it.
    const url = `${protocol}//${host}${prefix}api/${project}/envelope/?sentry_version=7&sentry_key=${username}`;
    findings.push(await look({ what: 'Sentry', setting: 'SENTRY_DSN', host, url, body: '{}\n' }));
  }
  if (tracing !== undefined) {
    findings.push(
      await look({
        what: 'The collector of traces',
        setting: 'OTEL_EXPORTER_OTLP_ENDPOINT',
        host: new URL(tracing.endpoint).host,
        url: `${tracing.endpoint}/v1/traces`,
        body: '{"resourceSpans":[]}',
        headers: Object.fromEntries(new URLSearchParams(tracing.headers?.reveal().replaceAll(',', '&'))),
      }),
    );
  }
  return findings;
}

async function look(asked: {
  what: string;
  setting: string;
  host: string;
  url: string;
  body: string;
  headers?: Record<string, string>;
}): Promise<Finding> {
  const { what, setting, host, url, body, headers } = asked;
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
      signal: AbortSignal.timeout(patienceMs),
    });
    if (status === 401 || status === 403)
      return bad(`${what} at ${host} does not let us in (${status})`, `Check the key in ${setting}.`);
    if (status === 404 || status >= 500)
      return bad(`${what} at ${host} answers with ${status}`, `Does ${setting} name the right address?`);
    return good(`${what} answers: ${host}`);
  } catch (error) {
    const reason = error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no connection';
    return bad(
      `${what} at ${maskText(host)}: ${reason}`,
      `Is it running, and does ${setting} name the right host and port? The program runs without it.`,
    );
  }
}
