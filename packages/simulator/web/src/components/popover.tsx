import { useEffect, useRef, type CSSProperties, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';

import { Icon, type IconName } from './icon.tsx';

/** A menu near what opened it. Arrows move, Escape or a press elsewhere closes, the focus goes back. */
export function Popover({
  label,
  className = '',
  style,
  onClose,
  children,
}: {
  label: string;
  className?: string;
  style?: CSSProperties;
  onClose: () => void;
  children: ReactNode;
}): ReactElement {
  const element = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const opener = document.activeElement;
    itemsOf(element.current)[0]?.focus({ preventScroll: true });
    function onPointerDown(event: PointerEvent): void {
      const target = event.target instanceof Element ? event.target : undefined;
      if (!target || element.current?.contains(target) || target === opener || opener?.contains(target)) return;
      close.current();
    }
    document.addEventListener('pointerdown', onPointerDown, true);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown, true);
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);

  return (
    <div
      ref={element}
      className={`popover ${className}`}
      style={style}
      role="menu"
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );

  function onKeyDown(event: KeyboardEvent): void {
    const items = itemsOf(element.current);
    const index = items.findIndex((item) => item === document.activeElement);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      items.at((index + step) % items.length)?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  }
}

export function MenuItem({
  icon,
  label,
  onSelect,
}: {
  icon?: IconName;
  label: string;
  onSelect: () => void;
}): ReactElement {
  return (
    <button type="button" role="menuitem" className="menu-item" onClick={onSelect}>
      {icon ? <Icon name={icon} size={20} /> : null}
      <span>{label}</span>
    </button>
  );
}

function itemsOf(element: HTMLElement | null): HTMLElement[] {
  return [...(element?.querySelectorAll<HTMLElement>('[role^="menuitem"], [role="button"]') ?? [])];
}
