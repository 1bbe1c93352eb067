import { post } from './http.ts';

/** How a Mini App is opened. */
export interface AppLaunch {
  bot: number;
  kind: 'inline' | 'keyboard' | 'menu' | 'main' | 'direct';
  /** The group it is opened in; absent in the private chat with the bot. */
  chat?: number;
  message_id?: number;
  /** Of the button. */
  text?: string;
  short_name?: string;
  start_param?: string;
}

export function launchApp(
  user: number,
  launch: AppLaunch,
  theme: 'light' | 'dark',
): Promise<{ url: string; query_id?: string }> {
  return post('/_sim/web-apps', { from: user, ...launch, theme });
}

export function sendAppData(user: number, bot: number, buttonText: string, data: string): Promise<unknown> {
  return post('/_sim/web-apps/data', { from: user, bot, button_text: buttonText, data });
}
