/** Asked so often at first, and the longer it lasts the more rarely: questions to a database cost what is waited for. */
const FIRST_STEP_MS = 10;
const LONGEST_STEP_MS = 100;

/**
 * Waits for a condition instead of for a time.
 *
 * @param condition asked again and again; when it throws, the wait ends with its error
 * @throws Error saying what did not happen, after `timeoutMs` (20 s unless said otherwise)
 * @example
 * await waitUntil(() => bot.answers.length === 2, { what: 'both answers' });
 */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs = 20_000, what = 'the condition' }: { timeoutMs?: number; what?: string } = {},
): Promise<void> {
  const began = performance.now();
  while (!(await condition())) {
    const waitedMs = performance.now() - began;
    if (waitedMs > timeoutMs) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await new Promise((resolve) => {
      setTimeout(resolve, Math.min(LONGEST_STEP_MS, Math.max(FIRST_STEP_MS, waitedMs / 10)));
    });
  }
}
