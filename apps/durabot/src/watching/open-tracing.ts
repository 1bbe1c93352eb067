import type { Clock } from '@durabot/runtime';
import { isSampled, type Tracer } from '@durabot/runtime';
import type { Settings } from '../settings/settings.ts';
import { version } from '../version.ts';

/** Spans on their way to a collector. */
export interface Tracing {
  tracer: Tracer;
  /** Sends what is still waiting, within the deadline. */
  stop(options: { deadlineMs: number }): Promise<void>;
}

export interface TracingOptions {
  settings: NonNullable<Settings['tracing']>;
  clock: Clock;
  /** Names this process among those of the service. */
  processId: string;
}

const answerLimitMs = 5_000;

/**
 * Opens the way to a collector that speaks OTLP over HTTP. Spans are sent in batches beside the work; while the collector is
 * away they are dropped beyond some thousand. The library is loaded only now.
 */
export async function openTracing({ settings, clock, processId }: TracingOptions): Promise<Tracing> {
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = await import('@opentelemetry/api');
  const { BatchSpanProcessor, TracerProvider } = await import('@opentelemetry/sdk-trace');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');

  const exporter = new OTLPTraceExporter({
    url: `${settings.endpoint}/v1/traces`,
    headers: Object.fromEntries(new URLSearchParams(settings.headers?.reveal().replaceAll(',', '&'))),
    timeoutMillis: answerLimitMs,
  });
  // The ids are those of the work, the same in every process, so that nobody has to hand them on.
  let next = { traceId: '', spanId: '' };
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': settings.serviceName,
      'service.version': version,
      'service.instance.id': processId,
    }),
    idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
    spanProcessors: [
      new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000, exportTimeoutMillis: answerLimitMs }),
    ],
  });
  const tracer = provider.getTracer('durabot', version);

  return {
    tracer: {
      record: ({ traceId, spanId, parentSpanId, name, startMs, endMs, error, attributes }) => {
        if (!isSampled(traceId, settings.ratio)) return;
        next = { traceId, spanId };
        const above =
          parentSpanId === undefined
            ? ROOT_CONTEXT
            : trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parentSpanId, traceFlags: 1, isRemote: true });
        const kind = name === 'send' ? SpanKind.CLIENT : name === 'store' ? SpanKind.SERVER : SpanKind.INTERNAL;
        const span = tracer.startSpan(name, { startTime: startMs, kind, attributes }, above);
        if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
        span.end(endMs);
      },
    },
    stop: async ({ deadlineMs }) => {
      const ended = provider.shutdown().catch(() => undefined);
      await Promise.race([ended, clock.sleep(deadlineMs)]);
    },
  };
}
