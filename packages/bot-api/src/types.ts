import type { ApiMethods as MethodsWithFiles } from '@grammyjs/types';
import type { FileSource } from './file-source.ts';

/**
 * The Bot API as Telegram names it: objects keep their `snake_case`, so its documentation can be searched.
 * Only types; nothing of it exists at run time.
 */
export type {
  ApiError,
  ApiResponse,
  ApiSuccess,
  BotCommand,
  CallbackQuery,
  Chat,
  ChatMember,
  ChatMemberUpdated,
  Contact,
  Document,
  File,
  ForceReply,
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  InlineQuery,
  KeyboardButton,
  Location,
  Message,
  MessageEntity,
  PhotoSize,
  PreCheckoutQuery,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
  ResponseParameters,
  Update,
  User,
  UserFromGetMe,
  Voice,
  WebhookInfo,
} from '@grammyjs/types';

/** Every method with its arguments and result; files to upload are a {@link FileSource}. */
export type ApiMethods = MethodsWithFiles<FileSource>;

/** The name of a method: `sendMessage`. */
export type ApiMethodName = keyof ApiMethods;
