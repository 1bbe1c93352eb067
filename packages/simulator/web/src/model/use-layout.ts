import { createContext, useContext } from 'react';

import type { Layout, ToolTab } from './layout.ts';

/** How components change what the page shows. */
export interface LayoutActions {
  layout: Layout;
  showTools: (tab: ToolTab | undefined, bot?: number) => void;
  /** Opens a person beside those who are there. */
  addColumn: (place: string) => void;
  closeColumn: (index: number) => void;
  isFull: boolean;
}

export const LayoutContext = createContext<LayoutActions | undefined>(undefined);

export function useLayout(): LayoutActions {
  const actions = useContext(LayoutContext);
  if (!actions) throw new Error('useLayout is used outside a layout.');
  return actions;
}
