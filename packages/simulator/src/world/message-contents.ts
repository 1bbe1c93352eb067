import type { JsonObject } from '../json.ts';
import type { InvoiceContent, PaymentNoticeContent } from './payment-records.ts';

export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: { id: number };
  language?: string;
  custom_emoji_id?: string;
  unix_time?: number;
  date_time_format?: string;
}

export interface TextContent {
  kind: 'text';
  text: string;
  entities: Entity[];
  linkPreview?: JsonObject;
}

export type MediaKind = 'photo' | 'document' | 'voice' | 'audio' | 'video' | 'animation' | 'video_note' | 'sticker';

/** What a file is to Telegram. */
export type FileKind = MediaKind | 'thumbnail';

export interface MediaContent {
  kind: 'media';
  media: MediaKind;
  /** Id of the file; all that is known of the file stands there. */
  file: string;
  caption: string;
  entities: Entity[];
  showCaptionAboveMedia?: boolean;
  hasSpoiler?: boolean;
  mediaGroupId?: string;
  /** Seconds at which a video begins to play. */
  startTimestamp?: number;
  /** Id of the photo that stands for a video. */
  cover?: string;
  /** Id of the video that a live photo shows for a moment. */
  livePhoto?: string;
}

/** Media that are shown once Stars were paid for them. */
export interface PaidMediaContent {
  kind: 'paid_media';
  starCount: number;
  items: { media: 'photo' | 'video'; file: string; startTimestamp?: number; cover?: string; livePhoto?: string }[];
  caption: string;
  entities: Entity[];
  showCaptionAboveMedia?: boolean;
  /** The bot's own words for the purchase. */
  payload: string;
  /** Who bought it and sees it. */
  buyers: number[];
}

/** For how long a place follows its sender. */
export interface LiveLocation {
  /** Seconds from the message's date, 0x7fffffff for ever. */
  period: number;
  /** Unix seconds at which it ends. */
  until: number;
  heading?: number;
  proximityAlertRadius?: number;
}

export interface LocationContent {
  kind: 'location';
  location: JsonObject;
  live?: LiveLocation;
}

export interface VenueContent {
  kind: 'venue';
  venue: JsonObject;
}

export interface DiceContent {
  kind: 'dice';
  emoji: string;
  value: number;
}

export interface ContactContent {
  kind: 'contact';
  contact: JsonObject;
}

/** Something that happened in the chat (someone joined, the group was created…), as Bot API fields. */
export interface ServiceContent {
  kind: 'service';
  fields: JsonObject;
  /** Id of the message that was pinned. */
  pinned?: number;
  /** Key of the file that became the chat's photo. */
  photo?: string;
}

/** A poll; forwards of a message refer to the same poll, so they share its votes. */
export interface PollContent {
  kind: 'poll';
  poll: string;
}

export type Content =
  | TextContent
  | MediaContent
  | LocationContent
  | ContactContent
  | ServiceContent
  | PollContent
  | InvoiceContent
  | PaymentNoticeContent
  | PaidMediaContent
  | VenueContent
  | DiceContent;
