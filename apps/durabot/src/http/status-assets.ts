/** The look of the status page; a file of its own, as the page's security policy forbids styles inside of it. */
export const statusStyle = `
:root {
  --page: #f4f6fb; --card: #ffffff; --ink: #16202e; --quiet: #5b6878; --line: #e2e7f0;
  --accent: #2f6fed; --good: #178a4c; --busy: #a86a00; --bad: #c62f38;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10161f; --card: #19212d; --ink: #eef2f8; --quiet: #9aa8ba; --line: #2a3546;
    --accent: #4d86ff; --good: #4cc98a; --busy: #f0b04c; --bad: #ff7a80;
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  max-width: 42rem; min-height: 100vh; margin: 0 auto; padding: 1.5rem 1rem; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
header { display: flex; align-items: center; gap: .6rem; margin-bottom: 1.25rem; font-weight: 650; font-size: 1.1rem; }
section { padding: 1.25rem; margin-bottom: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 16px; }
h1 { font-size: clamp(1.4rem, 5vw, 1.9rem); line-height: 1.2; letter-spacing: -.01em; margin: .35rem 0 1.1rem; }
h2 { font-size: .8rem; text-transform: uppercase; letter-spacing: .07em; color: var(--quiet); margin-bottom: .6rem; }
.hero { padding: 1.75rem 1.25rem; }
.hero .quiet { margin-top: .9rem; }
.quiet { color: var(--quiet); font-size: .92rem; }
.state { font-weight: 600; font-size: .92rem; }
i { display: inline-block; width: .6rem; height: .6rem; margin-right: .5rem; border-radius: 50%; background: currentColor; }
.good .state, li.good i, li.good .right { color: var(--good); }
.busy .state, li.busy i, li.busy .right { color: var(--busy); }
.bad .state, li.bad i, li.bad .right { color: var(--bad); }
.button {
  display: inline-block; padding: .8rem 1.6rem; border-radius: 12px; background: var(--accent); color: #fff;
  font-weight: 600; font-size: 1.05rem; text-decoration: none;
}
.button:hover { filter: brightness(1.08); }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 8px; }
.bots { list-style: none; padding: 0; }
.bots li + li { margin-top: .6rem; padding-top: .6rem; border-top: 1px solid var(--line); }
.bots p { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: .4rem; }
.bots i { align-self: center; margin-right: .1rem; }
.right { margin-left: auto; font-size: .92rem; }
.problem { color: var(--quiet); font-size: .92rem; margin-top: .2rem; overflow-wrap: anywhere; }
dl div { display: flex; justify-content: space-between; gap: 1rem; }
dl div + div { margin-top: .35rem; }
dt { color: var(--quiet); }
dd { text-align: right; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; padding: .5rem .25rem; font-size: .92rem; }
nav a { color: var(--quiet); padding: .35rem 0; }
@media (max-width: 30rem) { .button { display: block; text-align: center; } }
`;

/** Keeps the page true while it is open, without a reload that would take the focus away. */
export const statusScript = `
const refresh = async () => {
  try {
    const answer = await fetch('/', { headers: { accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('status');
    const shown = document.getElementById('status');
    if (fresh && shown && fresh.innerHTML !== shown.innerHTML) shown.innerHTML = fresh.innerHTML;
  } catch {
    const state = document.querySelector('.state');
    if (state) state.textContent = 'Not running: start Durabot again';
  }
};
setInterval(refresh, 3000);
`;
