import type { ReactElement } from 'react';

/** Deeper than this, objects begin closed. */
const OPEN_DEPTH = 3;

/** A JSON value whose objects and lists open and close. */
export function JsonTree({ value, depth = 0 }: { value: unknown; depth?: number }): ReactElement {
  if (typeof value !== 'object' || value === null) {
    return (
      <span className={`json-${value === null ? 'null' : typeof value}`}>{JSON.stringify(value) ?? 'undefined'}</span>
    );
  }
  const isList = Array.isArray(value);
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (members.length === 0) return <span>{isList ? '[]' : '{}'}</span>;
  return (
    <details className="json" open={depth < OPEN_DEPTH}>
      <summary>
        {isList ? '[' : '{'}
        <span className="json-size">{members.length}</span>
        {isList ? ']' : '}'}
      </summary>
      <ul>
        {members.map(([name, inner]) => (
          <li key={name}>
            <span className="json-key">{name}</span>: <JsonTree value={inner} depth={depth + 1} />
          </li>
        ))}
      </ul>
    </details>
  );
}
