import type { ReactElement, ReactNode } from 'react';

/** Deeper than this, objects begin closed. */
const OPEN_DEPTH = 3;

/** A JSON value whose objects and lists open and close. */
export function JsonTree({ value, name, depth = 0 }: { value: unknown; name?: string; depth?: number }): ReactElement {
  const label: ReactNode =
    name === undefined ? null : (
      <>
        <span className="json-key">{name}</span>:{' '}
      </>
    );
  if (typeof value !== 'object' || value === null) {
    return (
      <div className="json-leaf">
        {label}
        <span className={`json-${value === null ? 'null' : typeof value}`}>{JSON.stringify(value) ?? 'undefined'}</span>
      </div>
    );
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (members.length === 0) {
    return (
      <div className="json-leaf">
        {label}
        {open + close}
      </div>
    );
  }
  return (
    <details className="json" open={depth < OPEN_DEPTH}>
      <summary>
        {label}
        {open}
        <span className="json-size">{members.length}</span>
        {close}
      </summary>
      <ul>
        {members.map(([key, inner]) => (
          <li key={key}>
            <JsonTree name={key} value={inner} depth={depth + 1} />
          </li>
        ))}
      </ul>
    </details>
  );
}
