export type TranscriptTheme = 'light' | 'dark';

const COLORS: Record<TranscriptTheme, string> = {
  light: `--bg:#fff;--line:#e1e6eb;--text:#0f1720;--soft:#64717e;--link:#1470bd;--wall:linear-gradient(155deg,#c9dfee,#d4e6e0 50%,#dde8cf);
--other:#fff;--own:#e3f6d5;--own-meta:#4a7a39;--pill:rgb(72 104 123/.95);--inline:rgb(58 88 106/.82);--quote:rgb(28 127 208/.08);--spoiler:#8795a1;`,
  dark: `--bg:#17212b;--line:#0e1721;--text:#f2f5f8;--soft:#8fa1b2;--link:#6ab7f7;--wall:linear-gradient(155deg,#0e1a25,#0f1c22 60%,#111a24);
--other:#1d2a37;--own:#2b5278;--own-meta:#a3c4e3;--pill:rgb(52 74 96/.95);--inline:rgb(49 71 92/.72);--quote:rgb(106 183 247/.1);--spoiler:#75879a;`,
};

const AVATARS = ['#cf4a44', '#c9701f', '#7450c4', '#3c8a35', '#1e858f', '#2a6fc0', '#c4427c'];

const RULES = `
*{box-sizing:border-box}
body{margin:0;color:var(--text);background:var(--wall) fixed;font:15px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans","Noto Color Emoji",sans-serif}
header{display:flex;align-items:center;gap:12px;padding:8px 16px;background:var(--bg);border-bottom:1px solid var(--line)}
h1{margin:0;font-size:16px}
main{display:flex;flex-direction:column;max-width:760px;margin:0 auto;padding:12px 16px 18px}
.avatar{display:grid;place-items:center;width:40px;height:40px;border-radius:50%;color:#fff;font-weight:600}
.pill{align-self:center;margin:10px 0 6px;padding:3px 12px;border-radius:13px;background:var(--pill);color:#fff;font-size:13px;font-weight:500;text-align:center}
.message{align-self:flex-start;max-width:min(85%,560px);margin-top:2px}
.message.first{margin-top:8px}
.message.own{align-self:flex-end}
.message.deleted{opacity:.5;text-decoration:line-through}
.bubble{min-width:74px;padding:6px 11px 7px;border-radius:15px;background:var(--other);box-shadow:0 1px 1.5px rgb(0 0 0/.16);overflow-wrap:anywhere}
.own .bubble{background:var(--own)}
.bubble img{display:block;max-width:100%;max-height:420px;margin:2px 0 6px;border-radius:10px}
.sender{display:block;font-size:13.5px;font-weight:600}
.forwarded{display:block;color:var(--link);font-size:13.5px}
.text{white-space:pre-wrap}
.text::after{content:"";display:block;clear:both}
.meta{float:right;margin:4px 0 -2px 10px;color:var(--soft);font-size:12px;white-space:nowrap}
.own .meta{color:var(--own-meta)}
.quote,.card{margin:2px 0 5px;padding:3px 9px;border-left:3px solid var(--link);border-radius:5px;background:var(--quote);font-size:14px}
.quote b,.quote span,.card b,.card span{display:block}
.link,a{color:var(--link);text-decoration:none}
.spoiler{background:var(--spoiler);color:transparent;border-radius:4px}
code,pre{font:.92em ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;background:var(--quote);border-radius:4px}
code{padding:1px 4px}pre{margin:4px 0;padding:6px 10px;white-space:pre-wrap}
blockquote{margin:3px 0;padding:4px 10px;border-left:3px solid var(--link);border-radius:5px;background:var(--quote)}
.keyboard{display:grid;gap:4px;margin-top:4px}
.keyboard div{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(min-content,1fr);gap:4px}
.keyboard span{padding:8px 12px;border-radius:9px;background:var(--inline);color:#fff;font-weight:500;text-align:center}
.reactions{display:flex;gap:4px;flex-wrap:wrap;margin-top:4px}
.reactions span{padding:1px 8px;border-radius:12px;background:var(--quote);font-size:13.5px}
`;

/** The style sheet of a drawn transcript. */
export function transcriptStyle(theme: TranscriptTheme): string {
  const colors = AVATARS.map((color, index) => `.color-${index}{background:${color}}.name-${index}{color:${color}}`);
  return `:root{color-scheme:${theme};${COLORS[theme]}}${RULES}${colors.join('')}`;
}
