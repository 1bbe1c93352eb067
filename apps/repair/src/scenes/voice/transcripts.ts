import type { Choice, DialogInput, Language } from '@durabot/runtime';
import { texts } from '../../texts.ts';

/**
 * Where the words of voice messages come from. Nobody writes any down yet: without one, a person is asked to type a line.
 * Whoever adds a speech service fills a store outside of updates, by a job, and answers from it here: a dialog waits for
 * nobody.
 */
export interface Transcripts {
  /** The words of a voice message; undefined when there are none. */
  findTranscript(voice: { readonly fileUniqueId: string }): Promise<string | undefined>;
}

/** What is asked after a voice message: to approve its words where they are known, else to type a line. */
export function spokenPrompt(transcript: string | undefined, language: Language): string {
  const words = texts(language);
  return transcript === undefined ? words.t('voice-kept') : words.t('voice-heard', { text: transcript });
}

/** The words that were heard, to be approved by a press. */
export function spokenChoices(transcript: string | undefined, language: Language): Choice<string>[] {
  if (transcript === undefined) return [];
  return [{ key: 'right', label: texts(language).plain('voice-right'), value: transcript }];
}

/** The voice message of an answer, as it is kept. */
export function voiceOf(input: DialogInput): { fileId: string; fileUniqueId: string } | undefined {
  return input.kind === 'voice' ? { fileId: input.fileId, fileUniqueId: input.fileUniqueId } : undefined;
}
