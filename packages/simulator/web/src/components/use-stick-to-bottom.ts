import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Nearer to the end than this counts as being there. */
const NEAR_PX = 60;

export interface Scrolling {
  viewport: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  isAtBottom: boolean;
  toBottom: (behavior?: ScrollBehavior) => void;
  toElement: (element: Element) => void;
  onScroll: () => void;
}

/**
 * Keeps a transcript at its end while the reader is there, and where it is while they are not: when older messages
 * come in above (the first id changes), what was in view stays in view.
 */
export function useStickToBottom(firstId: number | undefined): Scrolling {
  const viewport = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [isAtBottom, setAtBottom] = useState(true);
  const stick = useRef(true);
  const lastTop = useRef(0);
  const before = useRef<{ firstId: number | undefined; height: number }>({ firstId: undefined, height: 0 });

  const toBottom = useCallback((behavior: ScrollBehavior = 'instant') => {
    stick.current = true;
    viewport.current?.scrollTo({ top: viewport.current.scrollHeight, behavior });
  }, []);

  const onScroll = useCallback(() => {
    const element = viewport.current;
    if (!element) return;
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    // What has just grown makes the end far too; only going up means that the reader has left it.
    if (isNear) stick.current = true;
    else if (element.scrollTop < lastTop.current) stick.current = false;
    lastTop.current = element.scrollTop;
    setAtBottom(isNear || stick.current);
  }, []);

  const toElement = useCallback(
    (element: Element) => {
      stick.current = false;
      element.scrollIntoView({ block: 'start', behavior: 'instant' });
      onScroll();
    },
    [onScroll],
  );

  useLayoutEffect(() => {
    const element = viewport.current;
    if (!element) return;
    const cameFromAbove =
      before.current.firstId !== undefined && firstId !== undefined && firstId < before.current.firstId;
    if (cameFromAbove) element.scrollTop += element.scrollHeight - before.current.height;
    before.current = { firstId, height: element.scrollHeight };
  });

  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (stick.current) viewport.current?.scrollTo({ top: viewport.current.scrollHeight, behavior: 'instant' });
      onScroll();
    });
    if (viewport.current) observer.observe(viewport.current);
    if (content.current) observer.observe(content.current);
    return () => observer.disconnect();
  }, [onScroll]);

  return { viewport, content, isAtBottom, toBottom, toElement, onScroll };
}
