import { createContext, useContext, useState, type ReactElement, type ReactNode } from 'react';

import type { MessageEntity } from '../api/types.ts';
import { usePhrases } from '../i18n/texts.ts';
import { formatText, plainText, withoutBreaksAfterBlocks, type TextNode } from '../text/entities.ts';
import { isTelegramLink } from '../text/telegram-link.ts';
import { Icon } from './icon.tsx';

/** What pressing something inside a text does. */
export interface TextActions {
  sendCommand: (command: string) => void;
  openMention: (username: string) => void;
  copy: (text: string) => void;
  /** Follows one of Telegram's own links. */
  openLink: (url: string) => void;
}

export const TextActionsContext = createContext<TextActions>({
  sendCommand: () => undefined,
  openMention: () => undefined,
  copy: () => undefined,
  openLink: () => undefined,
});

/** A formatted text. */
export function RichText({
  text,
  entities,
}: {
  text: string;
  entities?: readonly MessageEntity[] | undefined;
}): ReactElement {
  return <>{drawNodes(formatText(text, entities))}</>;
}

function drawNodes(nodes: readonly TextNode[]): ReactNode {
  // A text is never changed piece by piece, so places are good keys.
  return withoutBreaksAfterBlocks(nodes).map((node, index) =>
    node.kind === 'text' ? (
      node.text
    ) : (
      <EntityView key={`${index}-${node.entity.type}`} entity={node.entity} nodes={node.children} />
    ),
  );
}

function EntityView({ entity, nodes }: { entity: MessageEntity; nodes: readonly TextNode[] }): ReactNode {
  const actions = useContext(TextActionsContext);
  const { t } = usePhrases();
  const children = drawNodes(nodes);
  const text = plainText(nodes);
  switch (entity.type) {
    case 'bold':
      return <strong>{children}</strong>;
    case 'italic':
      return <em>{children}</em>;
    case 'underline':
      return <u>{children}</u>;
    case 'strikethrough':
      return <s>{children}</s>;
    case 'spoiler':
      return <Spoiler>{children}</Spoiler>;
    case 'code':
      return (
        <code className="code" title={t.copy} onClick={() => actions.copy(text)}>
          {children}
        </code>
      );
    case 'pre':
      return <CodeBlock language={entity.language} text={text} onCopy={() => actions.copy(text)} />;
    case 'blockquote':
      return <blockquote className="quote-block">{children}</blockquote>;
    case 'expandable_blockquote':
      return <ExpandableQuote>{children}</ExpandableQuote>;
    case 'text_link':
      return <Link href={entity.url ?? ''}>{children}</Link>;
    case 'url':
      return <Link href={/^[a-z][a-z\d+.-]*:/iu.test(text) ? text : `https://${text}`}>{children}</Link>;
    case 'email':
      return <Link href={`mailto:${text}`}>{children}</Link>;
    case 'phone_number':
      return <Link href={`tel:${text.replace(/[^\d+]/gu, '')}`}>{children}</Link>;
    case 'bot_command':
      return <TextButton onPress={() => actions.sendCommand(text)}>{children}</TextButton>;
    case 'mention':
      return <TextButton onPress={() => actions.openMention(text.slice(1))}>{children}</TextButton>;
    case 'hashtag':
    case 'cashtag':
    case 'bank_card':
      return <TextButton onPress={() => actions.copy(text)}>{children}</TextButton>;
    case 'text_mention':
      return <span className="mention">{children}</span>;
    default:
      return <>{children}</>;
  }
}

/** Only addresses that cannot run anything in this page become links. */
function Link({ href, children }: { href: string; children: ReactNode }): ReactElement {
  const { openLink } = useContext(TextActionsContext);
  if (!/^(?:https?|mailto|tel|tg):/iu.test(href)) return <span className="mention">{children}</span>;
  return (
    <a
      href={href}
      title={href}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        if (!isTelegramLink(href)) return;
        event.preventDefault();
        openLink(href);
      }}
    >
      {children}
    </a>
  );
}

function TextButton({ onPress, children }: { onPress: () => void; children: ReactNode }): ReactElement {
  return (
    <button type="button" className="text-button" onClick={onPress}>
      {children}
    </button>
  );
}

function Spoiler({ children }: { children: ReactNode }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const { t } = usePhrases();
  if (isOpen) return <span className="spoiler open">{children}</span>;
  return (
    <span
      className="spoiler"
      role="button"
      tabIndex={0}
      aria-label={t.spoiler}
      onClick={() => setOpen(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') setOpen(true);
      }}
    >
      <span aria-hidden="true">{children}</span>
    </span>
  );
}

function CodeBlock({
  language,
  text,
  onCopy,
}: {
  language?: string | undefined;
  text: string;
  onCopy: () => void;
}): ReactElement {
  const { t } = usePhrases();
  return (
    <div className="code-block">
      <div className="code-block-head">
        <span>{language}</span>
        <button type="button" className="icon-button tiny" aria-label={t.copyCode} title={t.copyCode} onClick={onCopy}>
          <Icon name="copy" size={16} />
        </button>
      </div>
      <pre>{text}</pre>
    </div>
  );
}

function ExpandableQuote({ children }: { children: ReactNode }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const { t } = usePhrases();
  return (
    <blockquote className={isOpen ? 'quote-block expandable open' : 'quote-block expandable'}>
      <div className="quote-content">{children}</div>
      <button
        type="button"
        className="text-button quote-toggle"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? t.quoteLess : t.quoteMore}
      </button>
    </blockquote>
  );
}
