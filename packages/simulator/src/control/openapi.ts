import { z } from 'zod';

import { isJsonObject, type JsonObject } from '../json.ts';
import type { ControlRoute } from './route.ts';

/** The control API as an OpenAPI document, made from the schemas that validate it. */
export function openApi(routes: readonly ControlRoute[], version: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Simulator control API', version },
    paths,
  };
}

function operation(route: ControlRoute): JsonObject {
  const schema: JsonObject = { ...z.toJSONSchema(route.input, { io: 'input', unrepresentable: 'any' }) };
  delete schema['$schema'];
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const hasBody = route.method === 'POST' || route.method === 'PATCH';
  const parameters = Object.entries(properties)
    .filter(([name]) => inPath.includes(name) || !hasBody)
    .map(([name, shape]) => ({
      name,
      in: inPath.includes(name) ? 'path' : 'query',
      required: inPath.includes(name) || required.includes(name),
      schema: shape,
    }));
  const json: JsonObject = { summary: route.summary, parameters };
  if (hasBody) json['requestBody'] = { content: { 'application/json': { schema } } };
  json['responses'] = {
    200: { description: 'done' },
    default: { description: '{"error":{"code","message"}}' },
  };
  return json;
}
