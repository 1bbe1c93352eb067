import { useState, type ReactElement } from 'react';

import type { Message, StoredFile } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { nameOf, sizeLabel } from '../text/names.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { MapSketch } from './map-sketch.tsx';
import { Modal } from './modal.tsx';
import { VoicePlayer } from './voice-player.tsx';

/** What a message carries besides its text. */
export function Media({ message }: { message: Message }): ReactElement | null {
  const { t, count, language } = usePhrases();
  const photo = message.photo?.at(-1);
  if (photo) return <Photo file={photo} alt={message.caption ?? t.photo} />;
  if (message.voice) return <VoicePlayer file={message.voice} />;
  if (message.audio)
    return <VoicePlayer file={message.audio} title={message.audio.title ?? message.audio.file_name ?? t.audio} />;
  const video = message.video ?? message.animation ?? message.video_note;
  if (video) return <video className="media-video" src={video.url} controls preload="metadata" aria-label={t.video} />;
  if (message.sticker)
    return <img className="media-sticker" src={message.sticker.url} alt={message.sticker.emoji ?? t.sticker} />;
  if (message.document) return <FileRow file={message.document} />;
  const location = message.location ?? message.venue?.location;
  if (location) {
    return (
      <div className="media-location">
        <MapSketch location={location} label={`${t.location}: ${location.latitude}, ${location.longitude}`} />
        {message.venue ? (
          <p>
            <strong>{message.venue.title}</strong>
            <br />
            {message.venue.address}
          </p>
        ) : null}
      </div>
    );
  }
  if (message.contact) {
    const name = nameOf(message.contact);
    return (
      <div className="media-contact">
        <Avatar id={message.contact.user_id ?? name.length} title={name} />
        <span>
          <strong>{name}</strong>
          <br />
          <span dir="ltr">{message.contact.phone_number}</span>
        </span>
      </div>
    );
  }
  if (message.dice) return <span className="media-dice">{`${message.dice.emoji} ${message.dice.value}`}</span>;
  if (message.poll) {
    return (
      <div className="media-poll">
        <strong>{message.poll.question}</strong>
        <ul>
          {message.poll.options.map((option) => (
            <li key={option.text}>{option.text}</li>
          ))}
        </ul>
        <small>{count(t.votes, message.poll.total_voter_count)}</small>
      </div>
    );
  }
  if (message.invoice) {
    const { title, description, total_amount: amount, currency } = message.invoice;
    const price =
      currency === 'XTR'
        ? `⭐ ${amount}`
        : new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount / 100);
    return (
      <div className="media-invoice">
        <strong>{title}</strong>
        <p>{description}</p>
        <strong>{price}</strong>
      </div>
    );
  }
  return null;
}

function Photo({ file, alt }: { file: StoredFile; alt: string }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const { t } = usePhrases();
  return (
    <>
      <button type="button" className="media-photo" aria-label={alt} onClick={() => setOpen(true)}>
        <img src={file.url} alt={alt} width={file.width} height={file.height} loading="lazy" />
      </button>
      {isOpen ? (
        <Modal title={t.photo} className="viewer" onClose={() => setOpen(false)}>
          <img src={file.url} alt={alt} />
        </Modal>
      ) : null}
    </>
  );
}

function FileRow({ file }: { file: StoredFile }): ReactElement {
  const { t, fill, language } = usePhrases();
  const name = file.file_name ?? t.document;
  return (
    <a
      className="media-file"
      href={`${file.url ?? ''}?download=1`}
      download={name}
      aria-label={fill(t.download, { name })}
    >
      <span className="media-file-icon">
        <Icon name="file" />
      </span>
      <span className="media-file-text">
        <strong>{name}</strong>
        <small>{file.file_size === undefined ? '' : sizeLabel(file.file_size, language)}</small>
      </span>
    </a>
  );
}
