const STEP_MS = 10;

/**
 * Waits for a condition instead of for a time.
 *
 * @param condition asked again and again; when it throws, the wait ends with its error
 * @throws Error saying what did not happen, after `timeoutMs` (10 s unless said otherwise)
 * @example
 * await waitUntil(() => bot.answers.length === 2, { what: 'both answers' });
 */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs = 10_000, what = 'the condition' }: { timeoutMs?: number; what?: string } = {},
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await new Promise((resolve) => {
      setTimeout(resolve, STEP_MS);
    });
  }
}
