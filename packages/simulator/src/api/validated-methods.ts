import type { Method } from './call.ts';
import { BUSINESS } from './methods/business.ts';
import { editMessageChecklist, sendChecklist } from './methods/checklists.ts';
import {
  deleteEphemeralMessage,
  editEphemeralMessageCaption,
  editEphemeralMessageMedia,
  editEphemeralMessageReplyMarkup,
  editEphemeralMessageText,
} from './methods/ephemeral-messages.ts';
import { getGameHighScores, sendGame, setGameScore } from './methods/games.ts';
import { getAvailableGifts, getChatGifts, getUserGifts, giftPremiumSubscription, sendGift } from './methods/gifts.ts';
import { answerGuestQuery } from './methods/guest-queries.ts';
import { MANAGED_BOTS } from './methods/managed-bots.ts';
import { setPassportDataErrors } from './methods/passport.ts';
import {
  getUserChatBoosts,
  getUserPersonalChatMessages,
  getUserProfileAudios,
  setUserEmojiStatus,
} from './methods/people.ts';
import { sendRichMessage, sendRichMessageDraft } from './methods/rich-messages.ts';
import { STORIES } from './methods/stories.ts';
import { approveSuggestedPost, declineSuggestedPost } from './methods/suggested-posts.ts';
import { removeChatVerification, removeUserVerification, verifyChat, verifyUser } from './methods/verification.ts';

/**
 * Methods about things that the simulator's world does not have: their parameters are read and checked in the official
 * order, and then they are answered as to a bot that may not do it, or with the nothing that is there.
 */
export const VALIDATED: Readonly<Record<string, Method>> = {
  ...BUSINESS,
  ...MANAGED_BOTS,
  ...STORIES,
  answerGuestQuery,
  approveSuggestedPost,
  declineSuggestedPost,
  deleteEphemeralMessage,
  editEphemeralMessageCaption,
  editEphemeralMessageMedia,
  editEphemeralMessageReplyMarkup,
  editEphemeralMessageText,
  editMessageChecklist,
  getAvailableGifts,
  getChatGifts,
  getGameHighScores,
  getUserChatBoosts,
  getUserGifts,
  getUserPersonalChatMessages,
  getUserProfileAudios,
  giftPremiumSubscription,
  removeChatVerification,
  removeUserVerification,
  sendChecklist,
  sendGame,
  sendGift,
  sendRichMessage,
  sendRichMessageDraft,
  setGameScore,
  setPassportDataErrors,
  setUserEmojiStatus,
  verifyChat,
  verifyUser,
};
