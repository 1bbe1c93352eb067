/** What is kept in the browser between visits. A browser may refuse to keep anything: then nothing is kept. */
export function readStored(name: string): string | undefined {
  try {
    return localStorage.getItem(`durabot.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function writeStored(name: string, value: string | undefined): void {
  try {
    if (value === undefined || value === '') localStorage.removeItem(`durabot.${name}`);
    else localStorage.setItem(`durabot.${name}`, value);
  } catch {
    // Private windows of some browsers refuse; the chat works without.
  }
}
