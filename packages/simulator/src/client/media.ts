import type { ControlHttp } from './http.ts';
import type { SimMessage, SimSent } from './types.ts';

/** A file of a person: bytes as base64, or a path on the machine of the simulator. */
export interface SentFile {
  name?: string;
  base64?: string;
  path?: string;
  mime?: string;
  /** Seconds; read from the file when absent. */
  duration?: number;
  width?: number;
  height?: number;
  title?: string;
  performer?: string;
  /** Of a sticker. */
  emoji?: string;
  has_spoiler?: boolean;
  /** A small picture as base64. */
  thumbnail?: string;
}

export interface AlbumItem {
  photo?: SentFile;
  video?: SentFile;
  document?: SentFile;
  audio?: SentFile;
  caption?: string;
}

export interface SimAlbum {
  media_group_id: string;
  message_ids: number[];
  chat_id: number;
  update_ids: number[];
  rev: number;
}

export interface LivePlace {
  latitude: number;
  longitude: number;
  horizontal_accuracy?: number;
  heading?: number;
  proximity_alert_radius?: number;
}

/** What a person sends beside texts. */
export interface MediaActs {
  /** Sends up to ten media as one album. */
  sendsAlbum(media: readonly AlbumItem[], caption?: string): Promise<SimAlbum>;
  /** Shares a place that follows the person, for 15 minutes unless told otherwise. */
  sharesLocation(place: LivePlace, livePeriodSeconds?: number): Promise<SimSent>;
  movesTo(message: SimMessage | SimSent | number, place: LivePlace): Promise<void>;
  stopsSharing(message: SimMessage | SimSent | number): Promise<void>;
  /** Throws a dice, or another emoji that can be thrown. */
  throwsDice(emoji?: string): Promise<SimSent>;
}

/** @param noteRev told of the newest change that the person caused */
export function createMediaActs(
  http: ControlHttp,
  where: { from: number; chat?: number; bot?: number | string },
  noteRev: (rev: number) => void,
): MediaActs {
  const post = async <Result extends { rev: number }>(path: string, body: object): Promise<Result> => {
    const result = await http.post<Result>(path, { ...where, ...body });
    noteRev(result.rev);
    return result;
  };
  return {
    sendsAlbum: async (media, caption) =>
      await post('albums', { media, ...(caption === undefined ? {} : { caption }) }),
    sharesLocation: async (place, livePeriodSeconds) =>
      await post('live-locations', {
        ...place,
        ...(livePeriodSeconds === undefined ? {} : { live_period: livePeriodSeconds }),
      }),
    movesTo: async (message, place) => {
      await post('live-locations/edit', { ...place, message_id: idOf(message) });
    },
    stopsSharing: async (message) => {
      await post('live-locations/stop', { message_id: idOf(message) });
    },
    throwsDice: async (emoji = '🎲') => await post('messages', { dice: emoji }),
  };
}

function idOf(message: { message_id: number } | number): number {
  return typeof message === 'number' ? message : message.message_id;
}
