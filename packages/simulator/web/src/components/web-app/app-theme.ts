/** Whether the page is dark now, by the person's choice or the system's. */
export function isDarkNow(): boolean {
  return getComputedStyle(document.documentElement).colorScheme === 'dark';
}

/** The page's own colours, under the names that Mini Apps know. */
export function readThemeParams(): Record<string, string> {
  const style = getComputedStyle(document.documentElement);
  const names: Record<string, string> = {
    bg_color: '--bg',
    secondary_bg_color: '--bg-soft',
    header_bg_color: '--raised',
    section_bg_color: '--bg',
    bottom_bar_bg_color: '--raised',
    text_color: '--text',
    hint_color: '--text-soft',
    subtitle_text_color: '--text-soft',
    link_color: '--link',
    accent_text_color: '--accent',
    button_color: '--fill',
    button_text_color: '--on-fill',
    destructive_text_color: '--danger',
  };
  return Object.fromEntries(Object.entries(names).map(([name, own]) => [name, style.getPropertyValue(own).trim()]));
}
