import { createRoot } from 'react-dom/client';

import { createBrowserHub } from './api/event-hub.ts';
import { App } from './components/app.tsx';
import { CrashScreen } from './components/crash-screen.tsx';
import { EnvironmentContext } from './model/environment.ts';
import { applyTheme, storedTheme } from './model/theme.ts';

let lastId = 0;
const environment = {
  now: () => Date.now(),
  nextId: () => {
    lastId += 1;
    return String(lastId);
  },
  hub: createBrowserHub(),
};

applyTheme(storedTheme());

const root = document.querySelector('#root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(
  <EnvironmentContext value={environment}>
    <CrashScreen>
      <App />
    </CrashScreen>
  </EnvironmentContext>,
);
