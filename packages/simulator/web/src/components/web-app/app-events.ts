import type { BottomButton } from './bottom-buttons.tsx';

/** One thing a Mini App says to the client that shows it. */
export interface AppEvent {
  name: string;
  data: Record<string, unknown>;
}

/** Reads a message of a frame; pages post other things too, which are none. */
export function parseAppEvent(message: unknown): AppEvent | undefined {
  const said = typeof message === 'string' ? parseJson(message) : message;
  if (!isObject(said) || typeof said['eventType'] !== 'string') return undefined;
  const { eventType: name, eventData } = said;
  const data = typeof eventData === 'string' ? parseJson(eventData) : eventData;
  return { name, data: isObject(data) ? data : {} };
}

export function textOf(data: Record<string, unknown>, name: string): string {
  const value = data[name];
  return typeof value === 'string' ? value : '';
}

/** A button as an app sets it up; `undefined` when it is not to be seen. */
export function buttonOf(data: Record<string, unknown>): BottomButton | undefined {
  const text = textOf(data, 'text');
  if (data['is_visible'] !== true || text.trim() === '') return undefined;
  const button: BottomButton = {
    text,
    isActive: data['is_active'] !== false,
    isBusy: data['is_progress_visible'] === true,
  };
  if (isColor(data['color'])) button.color = data['color'];
  if (isColor(data['text_color'])) button.textColor = data['text_color'];
  return button;
}

function isColor(value: unknown): value is string {
  return typeof value === 'string' && /^#[\da-f]{6}$/iu.test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
