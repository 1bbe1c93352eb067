import { useState, type ReactElement } from 'react';

import type { Dialog } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { addressOf, type ChatKey } from '../model/chat-key.ts';
import { downloadTranscript } from '../model/download-transcript.ts';
import { useSession } from '../model/use-session.ts';
import { failureOf } from '../text/failure.ts';
import { Icon } from './icon.tsx';
import { MenuItem, Popover } from './popover.tsx';

/** What can be done with a whole chat. */
export function ChatMenu({
  chatKey,
  dialog,
  onInfo,
  onSearch,
}: {
  chatKey: ChatKey;
  dialog: Dialog;
  onInfo: () => void;
  onSearch: () => void;
}): ReactElement {
  const session = useSession();
  const { t } = usePhrases();
  const [isOpen, setOpen] = useState(false);
  const { bot } = dialog;
  return (
    <span className="chat-menu">
      <button
        type="button"
        className="icon-button"
        aria-label={t.chatMenu}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen ? (
        <Popover label={t.chatMenu} className="below end" onClose={() => setOpen(false)}>
          <MenuItem icon={bot ? 'info' : 'group'} label={bot ? t.botInfo : t.chatInfo} onSelect={act(onInfo)} />
          <MenuItem icon="search" label={t.searchChat} onSelect={act(onSearch)} />
          {(['json', 'html', 'png'] as const).map((format) => (
            <MenuItem
              key={format}
              icon={format === 'png' ? 'photo' : 'file'}
              label={format === 'json' ? t.exportJson : format === 'html' ? t.exportHtml : t.exportPng}
              onSelect={act(() => void save(format))}
            />
          ))}
          {bot ? (
            <MenuItem
              icon="block"
              label={dialog.blocked ? t.unblockBot : t.blockBot}
              onSelect={act(() => void session.setBlocked(bot.id, dialog.blocked !== true))}
            />
          ) : null}
        </Popover>
      ) : null}
    </span>
  );

  async function save(format: 'json' | 'html' | 'png'): Promise<void> {
    const name = bot?.username ?? dialog.chat.title ?? String(dialog.chat.id);
    await downloadTranscript(session.user, addressOf(chatKey), name, format).catch((error: unknown) =>
      session.notify(failureOf(error)),
    );
  }

  function act(what: () => void): () => void {
    return () => {
      setOpen(false);
      what();
    };
  }
}
