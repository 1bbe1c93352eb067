import type { ControlHttp } from './http.ts';
import type { SimSent } from './types.ts';

/** How a Mini App is opened. */
export interface OpenedApp {
  bot: number | string;
  kind: 'inline' | 'keyboard' | 'menu' | 'main' | 'direct';
  /** The chat in which it is opened; the private one when absent. */
  chat?: number;
  message_id?: number;
  /** Text of the button. */
  text?: string;
  short_name?: string;
  start_param?: string;
  theme?: 'light' | 'dark';
  platform?: string;
}

export interface SimWebApp {
  /** The app's address, with the launch data behind the `#`. */
  url: string;
  query_id?: string;
  /** The signed launch data; empty for apps of keyboard buttons. */
  initData: string;
}

/** What a person does with Mini Apps. */
export interface AppActor {
  opens(app: OpenedApp): Promise<SimWebApp>;
  /** What a Mini App of a keyboard button does by `sendData`. */
  sendsWebAppData(bot: number | string, buttonText: string, data: string): Promise<SimSent>;
}

export function createAppActor(http: ControlHttp, from: number): AppActor {
  return {
    opens: async (app) => {
      const opened = await http.post<{ url: string; query_id?: string }>('web-apps', { from, ...app });
      const hash = opened.url.slice(opened.url.indexOf('#') + 1);
      return { ...opened, initData: new URLSearchParams(hash).get('tgWebAppData') ?? '' };
    },
    sendsWebAppData: async (bot, buttonText, data) =>
      await http.post('web-apps/data', { from, bot, button_text: buttonText, data }),
  };
}
