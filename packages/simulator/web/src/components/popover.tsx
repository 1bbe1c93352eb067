import {
  useEffect,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
} from 'react';

import { Icon, type IconName } from './icon.tsx';

/** A menu near what opened it. Arrows move, through rows of pictures too, Escape or a press elsewhere closes, the focus goes back. */
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
    const next = nextItem(itemsOf(element.current), event.key);
    if (next) {
      event.preventDefault();
      next.focus();
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
  isDanger = false,
  onSelect,
}: {
  icon?: IconName;
  label: string;
  /** What cannot be undone. */
  isDanger?: boolean;
  onSelect: (event: MouseEvent) => void;
}): ReactElement {
  return (
    <button type="button" role="menuitem" className={isDanger ? 'menu-item danger' : 'menu-item'} onClick={onSelect}>
      {icon ? <Icon name={icon} size={20} /> : null}
      <span>{label}</span>
    </button>
  );
}

/** Where an arrow leads: left and right through all of them, up and down to the row above and below, around the ends. */
function nextItem(items: readonly HTMLElement[], key: string): HTMLElement | undefined {
  const index = items.findIndex((item) => item === document.activeElement);
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  if (key === 'ArrowRight') return items[(index + 1) % items.length];
  if (key === 'ArrowLeft') return items.at(Math.max(index, 0) - 1);
  const current = items[index]?.getBoundingClientRect();
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined;
  const isDown = key === 'ArrowDown';
  const ordered = isDown ? items : items.toReversed();
  const beyond = ordered.filter((item) => {
    const { top } = item.getBoundingClientRect();
    return current !== undefined && (isDown ? top > current.top + 1 : top < current.top - 1);
  });
  const row = beyond[0]?.getBoundingClientRect().top;
  const inRow = beyond.filter((item) => Math.abs(item.getBoundingClientRect().top - (row ?? 0)) <= 1);
  const distance = (item: HTMLElement): number => Math.abs(item.getBoundingClientRect().left - (current?.left ?? 0));
  return inRow.toSorted((a, b) => distance(a) - distance(b))[0] ?? ordered[0];
}

function itemsOf(element: HTMLElement | null): HTMLElement[] {
  return [...(element?.querySelectorAll<HTMLElement>('[role^="menuitem"], [role="button"]') ?? [])];
}
