import type { JsonObject } from '../json.ts';
import type { Call } from './call.ts';
import { Params } from './params.ts';

/**
 * The call with the fields of an object inside one of its JSON parameters as parameters of their own, so that
 * texts, markups and files inside objects are read by the same rules as those outside.
 */
export function subCall(call: Call, object: JsonObject): Call {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(object)) {
    values.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return { ...call, params: new Params(values, call.params.files) };
}

/** What a JSON parser of the official server says about a text that is no JSON, roughly. */
export function describeJsonFault(text: string): string {
  const first = text.trimStart().charAt(0);
  if (first === '') return 'Unexpected string end';
  if (first === 't') return "Starts with 't' -- true expected";
  if (first === 'f') return "Starts with 'f' -- false expected";
  if (first === 'n') return "Starts with 'n' -- null expected";
  return '{["-0123456789'.includes(first) ? 'Unexpected string end' : `Unexpected symbol '${first}'`;
}
