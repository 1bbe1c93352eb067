import type { ReactElement } from 'react';

import { usePhrases } from '../i18n/texts.ts';
import { nameOf } from '../text/names.ts';
import { previewOf } from '../text/preview.ts';
import type { ComposerTarget } from './composer.tsx';
import { Icon } from './icon.tsx';

/** Says what is being answered or changed. */
export function ComposerBar({
  target,
  onClose,
}: {
  target: NonNullable<ComposerTarget>;
  onClose: () => void;
}): ReactElement {
  const phrases = usePhrases();
  const { t, fill } = phrases;
  const isEdit = target.kind === 'edit';
  return (
    <div className="composer-bar">
      <Icon name={isEdit ? 'edit' : 'reply'} />
      <span className="composer-bar-text">
        <strong>
          {isEdit ? t.editing : fill(t.replyTo, { name: target.message.from ? nameOf(target.message.from) : '' })}
        </strong>
        <span>{target.kind === 'reply' && target.quote ? target.quote : previewOf(target.message, phrases)}</span>
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={isEdit ? t.cancelEdit : t.cancelReply}
        onClick={onClose}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
