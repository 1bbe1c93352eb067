import { maskName, maskPhone, maskText } from './mask.ts';

/** What becomes of a field on its way into an audit entry. `hide` still shows that the field was there or changed. */
export type FieldPolicy = 'keep' | 'maskName' | 'maskPhone' | 'maskText' | 'hide';

/** For each kind of entity its fields. What is not named is hidden: a new column is no leak. */
export type AuditPolicies = Readonly<Record<string, Readonly<Record<string, FieldPolicy>>>>;

/** Values of an entity's fields before or after a change. */
export type AuditFields = Readonly<Record<string, unknown>>;

const hidden = '[hidden]';

/** The fields as an audit entry may keep them for ever. */
export function redact(
  fields: AuditFields | undefined,
  policy: Readonly<Record<string, FieldPolicy>>,
): AuditFields | undefined {
  if (fields === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value === null ? null : redactValue(value, ownPolicy(policy, name))]),
  );
}

/** A field that is called like something every object inherits has no policy by that. */
function ownPolicy(policy: Readonly<Record<string, FieldPolicy>>, name: string): FieldPolicy {
  return Object.hasOwn(policy, name) ? (policy[name] ?? 'hide') : 'hide';
}

function redactValue(value: unknown, policy: FieldPolicy): unknown {
  if (policy === 'keep') return value;
  if (policy === 'hide' || typeof value !== 'string') return hidden;
  switch (policy) {
    case 'maskName':
      return maskName(value);
    case 'maskPhone':
      return maskPhone(value);
    case 'maskText':
      return maskText(value);
  }
}
