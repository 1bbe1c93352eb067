import type { Method } from './call.ts';
import { answerCallbackQuery } from './methods/callback-queries.ts';
import { sendChatAction } from './methods/chat-actions.ts';
import { editMessageCaption, editMessageReplyMarkup, editMessageText } from './methods/edits.ts';
import { getChatMenuButton, setChatMenuButton } from './methods/menu-button.ts';
import { getChatAdministrators, getChatMember, getChatMemberCount, leaveChat } from './methods/chat-members.ts';
import {
  deleteChatPhoto,
  deleteChatStickerSet,
  setChatDescription,
  setChatPermissions,
  setChatPhoto,
  setChatStickerSet,
  setChatTitle,
} from './methods/chat-settings.ts';
import { getChat } from './methods/full-chats.ts';
import {
  createChatInviteLink,
  createChatSubscriptionInviteLink,
  editChatInviteLink,
  editChatSubscriptionInviteLink,
  exportChatInviteLink,
  revokeChatInviteLink,
} from './methods/invite-links.ts';
import { answerChatJoinRequestQuery, sendChatJoinRequestWebApp } from './methods/join-request-queries.ts';
import { approveChatJoinRequest, declineChatJoinRequest } from './methods/join-requests.ts';
import { setChatAdministratorCustomTitle, setChatMemberTag } from './methods/member-titles.ts';
import { banChatMember, promoteChatMember, restrictChatMember, unbanChatMember } from './methods/moderation.ts';
import { banChatSenderChat, unbanChatSenderChat } from './methods/sender-chats.ts';
import { deleteMyCommands, getMyCommands, setMyCommands } from './methods/commands.ts';
import { copyMessage, copyMessages, forwardMessage, forwardMessages } from './methods/copies.ts';
import { deleteMessage, deleteMessages } from './methods/deletes.ts';
import { getFile } from './methods/files.ts';
import {
  sendAnimation,
  sendAudio,
  sendDocument,
  sendPhoto,
  sendSticker,
  sendVideo,
  sendVideoNote,
  sendVoice,
} from './methods/media.ts';
import { sendMessageDraft } from './methods/drafts.ts';
import * as pins from './methods/pins.ts';
import { answerInlineQuery, savePreparedInlineMessage } from './methods/inline.ts';
import { sendPoll, stopPoll } from './methods/polls.ts';
import {
  getMyDescription,
  getMyName,
  getMyShortDescription,
  setMyDescription,
  setMyName,
  setMyShortDescription,
} from './methods/profile.ts';
import { sendDice } from './methods/dice.ts';
import { sendContact, sendLocation, sendVenue } from './methods/places.ts';
import { setMessageReaction } from './methods/reactions.ts';
import { sendMessage } from './methods/text-messages.ts';
import { getForumTopicIconStickers } from './methods/topic-icons.ts';
import * as topics from './methods/topics.ts';
import { close, getMe, getUpdates, logOut } from './methods/updates.ts';
import { deleteWebhook, getWebhookInfo, setWebhook } from './methods/webhook.ts';
import { answerPreCheckoutQuery, answerShippingQuery, createInvoiceLink, sendInvoice } from './methods/payments.ts';
import { editUserStarSubscription, getMyStarBalance, getStarTransactions, refundStarPayment } from './methods/stars.ts';
import { getMyDefaultAdministratorRights, setMyDefaultAdministratorRights } from './methods/default-rights.ts';
import { removeMyProfilePhoto, setMyProfilePhoto } from './methods/profile-photo.ts';
import {
  createNewStickerSet,
  deleteStickerSet,
  getCustomEmojiStickers,
  getStickerSet,
  setCustomEmojiStickerSetThumbnail,
  setStickerSetThumbnail,
  setStickerSetTitle,
  uploadStickerFile,
} from './methods/sticker-sets.ts';
import {
  addStickerToSet,
  deleteStickerFromSet,
  replaceStickerInSet,
  setStickerEmojiList,
  setStickerKeywords,
  setStickerMaskPosition,
  setStickerPositionInSet,
} from './methods/stickers-in-sets.ts';
import { sendMediaGroup } from './methods/albums.ts';
import { editMessageLiveLocation, stopMessageLiveLocation } from './methods/live-locations.ts';
import { sendLivePhoto } from './methods/live-photos.ts';
import { editMessageMedia } from './methods/media-edits.ts';
import { sendPaidMedia } from './methods/paid-media.ts';
import { getUserProfilePhotos } from './methods/profile-photos.ts';
import { answerWebAppQuery } from './methods/web-apps.ts';
import { savePreparedKeyboardButton } from './methods/prepared-buttons.ts';
import { deleteAllMessageReactions, deleteMessageReaction } from './methods/reaction-removal.ts';
import { METHOD_NAMES } from './method-names.ts';
import { badRequest } from './api-error.ts';
import { VALIDATED } from './validated-methods.ts';

const MODELLED: Record<string, Method> = {
  deleteAllMessageReactions,
  deleteMessageReaction,
  savePreparedKeyboardButton,
  answerChatJoinRequestQuery,
  approveChatJoinRequest,
  banChatMember,
  banChatSenderChat,
  createChatInviteLink,
  createChatSubscriptionInviteLink,
  declineChatJoinRequest,
  deleteChatPhoto,
  deleteChatStickerSet,
  editChatInviteLink,
  editChatSubscriptionInviteLink,
  exportChatInviteLink,
  promoteChatMember,
  restrictChatMember,
  revokeChatInviteLink,
  sendChatJoinRequestWebApp,
  setChatAdministratorCustomTitle,
  setChatDescription,
  setChatMemberTag,
  setChatPermissions,
  setChatPhoto,
  setChatStickerSet,
  setChatTitle,
  unbanChatMember,
  unbanChatSenderChat,
  addStickerToSet,
  createNewStickerSet,
  deleteStickerFromSet,
  deleteStickerSet,
  getCustomEmojiStickers,
  getMyDefaultAdministratorRights,
  getStickerSet,
  removeMyProfilePhoto,
  replaceStickerInSet,
  setCustomEmojiStickerSetThumbnail,
  setMyDefaultAdministratorRights,
  setMyProfilePhoto,
  setStickerEmojiList,
  setStickerKeywords,
  setStickerMaskPosition,
  setStickerPositionInSet,
  setStickerSetThumbnail,
  setStickerSetTitle,
  uploadStickerFile,
  ...pins,
  ...topics,
  getForumTopicIconStickers,
  answerPreCheckoutQuery,
  answerShippingQuery,
  answerWebAppQuery,
  createInvoiceLink,
  editUserStarSubscription,
  getMyStarBalance,
  getStarTransactions,
  refundStarPayment,
  sendInvoice,
  answerCallbackQuery,
  answerInlineQuery,
  close,
  copyMessage,
  copyMessages,
  deleteMessage,
  deleteMessages,
  deleteMyCommands,
  deleteWebhook,
  editMessageCaption,
  editMessageLiveLocation,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
  forwardMessage,
  forwardMessages,
  getChat,
  getChatAdministrators,
  getChatMember,
  getChatMemberCount,
  getChatMenuButton,
  getFile,
  getMe,
  getMyCommands,
  getMyDescription,
  getMyName,
  getMyShortDescription,
  getUpdates,
  getUserProfilePhotos,
  getWebhookInfo,
  leaveChat,
  logOut,
  savePreparedInlineMessage,
  sendAnimation,
  sendAudio,
  sendChatAction,
  sendContact,
  sendDice,
  sendDocument,
  sendLivePhoto,
  sendLocation,
  sendMediaGroup,
  sendMessage,
  sendMessageDraft,
  sendPaidMedia,
  sendPhoto,
  sendPoll,
  sendSticker,
  sendVenue,
  sendVideoNote,
  sendVideo,
  sendVoice,
  setChatMenuButton,
  setMessageReaction,
  setMyCommands,
  setMyDescription,
  setMyName,
  setMyShortDescription,
  setWebhook,
  stopPoll,
  stopMessageLiveLocation,
};

/** Old names that the official server still understands. */
const ALIASES: Record<string, string> = {
  kickChatMember: 'banChatMember',
  getChatMembersCount: 'getChatMemberCount',
  setStickerSetThumb: 'setStickerSetThumbnail',
};

export interface TableEntry {
  readonly name: string;
  readonly run: Method;
  /**
   * `modelled`: it does what it says, in a world that remembers it. `validated`: its parameters are read and checked,
   * and it is answered as to a bot that may not do it, or with the nothing that is there.
   */
  readonly status: 'modelled' | 'validated';
}

const TABLE = new Map<string, TableEntry>();
for (const name of METHOD_NAMES) {
  const run = MODELLED[name];
  const entry: TableEntry =
    run === undefined
      ? { name, run: VALIDATED[name] ?? refuse(name), status: 'validated' }
      : { name, run, status: 'modelled' };
  TABLE.set(name.toLowerCase(), entry);
}
for (const [alias, name] of Object.entries(ALIASES)) {
  const entry = TABLE.get(name.toLowerCase());
  if (entry !== undefined) TABLE.set(alias.toLowerCase(), entry);
}

/** Finds a method of Bot API 10.3; names are not case-sensitive. */
export function findMethod(name: string): TableEntry | undefined {
  return TABLE.get(name) ?? TABLE.get(name.toLowerCase());
}

export function listMethods(): TableEntry[] {
  return METHOD_NAMES.flatMap((name) => findMethod(name) ?? []);
}

/** Stands in for a method that neither list has; a test lets none be missing. */
function refuse(name: string): Method {
  return () => {
    throw badRequest(`the simulator does not know how to answer ${name}`);
  };
}
