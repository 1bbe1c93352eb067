import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Nearer to the end than this counts as being there. */
const NEAR_PX = 60;

export interface Scrolling {
  viewport: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  isAtBottom: boolean;
  toBottom: (behavior?: ScrollBehavior) => void;
  toElement: (element: Element, block?: ScrollLogicalPosition) => void;
  onScroll: () => void;
}

/**
 * Keeps a transcript at its end while the reader is there, and where it is while they are not: when messages come in or
 * go above (the first id changes), the message in view stays in its place. Where newer messages are not loaded, the end
 * of what is there is not the end.
 */
export function useStickToBottom(firstId: number | undefined, hasNewer: boolean): Scrolling {
  const viewport = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [isAtBottom, setAtBottom] = useState(true);
  const stick = useRef(true);
  const lastTop = useRef(0);
  const anchor = useRef<{ id: string; top: number }>(undefined);
  const lastFirstId = useRef(firstId);
  const newer = useRef(hasNewer);
  newer.current = hasNewer;

  const toBottom = useCallback((behavior: ScrollBehavior = 'instant') => {
    stick.current = true;
    viewport.current?.scrollTo({ top: viewport.current.scrollHeight, behavior });
  }, []);

  const onScroll = useCallback(() => {
    const element = viewport.current;
    if (!element) return;
    const isNear = !newer.current && element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    // What has just grown makes the end far too; only going up means that the reader has left it.
    if (isNear) stick.current = true;
    else if (element.scrollTop < lastTop.current || newer.current) stick.current = false;
    lastTop.current = element.scrollTop;
    anchor.current = findAnchor(element);
    setAtBottom(isNear || stick.current);
  }, []);

  const toElement = useCallback(
    (element: Element, block: ScrollLogicalPosition = 'start') => {
      stick.current = false;
      element.scrollIntoView({ block, behavior: 'instant' });
      onScroll();
    },
    [onScroll],
  );

  useLayoutEffect(() => {
    const element = viewport.current;
    if (!element || firstId === lastFirstId.current) return;
    lastFirstId.current = firstId;
    if (stick.current || !anchor.current) return;
    const kept = element.querySelector(`[data-message-id="${anchor.current.id}"]`);
    if (kept) element.scrollTop += topIn(element, kept) - anchor.current.top;
  });

  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (stick.current && !newer.current)
        viewport.current?.scrollTo({ top: viewport.current.scrollHeight, behavior: 'instant' });
      onScroll();
    });
    if (viewport.current) observer.observe(viewport.current);
    if (content.current) observer.observe(content.current);
    return () => observer.disconnect();
  }, [onScroll]);

  return { viewport, content, isAtBottom, toBottom, toElement, onScroll };
}

/** The first message that is wholly in view, and where it stands. */
function findAnchor(viewport: HTMLElement): { id: string; top: number } | undefined {
  const messages = [...viewport.querySelectorAll<HTMLElement>('[data-message-id]')];
  let low = 0;
  let high = messages.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const message = messages[middle];
    if (message && topIn(viewport, message) < 0) low = middle + 1;
    else high = middle;
  }
  const message = messages[low];
  const id = message?.dataset['messageId'];
  return message && id !== undefined ? { id, top: topIn(viewport, message) } : undefined;
}

function topIn(viewport: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top - viewport.getBoundingClientRect().top;
}
