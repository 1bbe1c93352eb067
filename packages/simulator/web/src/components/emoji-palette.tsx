import type { ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import { Popover } from './popover.tsx';

const emoji =
  '😀 😁 😂 🤣 😊 😍 😘 😎 🤔 😐 😴 😢 😭 😡 🥳 🤯 👍 👎 👌 🙏 👏 💪 🤝 👋 ' +
  '✌️ 🤞 ❤️ 💔 🔥 ⭐ 🎉 ✅ ❌ ❓ ❗ 💡 📌 📎 📞 📷 🏠 🔧 🚗 💰 ☕ 🍕 🌞 🌧';

export function EmojiPalette({
  onPick,
  onClose,
}: {
  onPick: (emoji: string) => void;
  onClose: () => void;
}): ReactElement {
  const { t } = usePhrases();
  return (
    <Popover label={t.emoji} className="emoji-palette" onClose={onClose}>
      {emoji.split(' ').map((one) => (
        <button key={one} type="button" role="menuitem" onClick={() => onPick(one)}>
          {one}
        </button>
      ))}
    </Popover>
  );
}
