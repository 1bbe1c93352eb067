// The part of Telegram's Mini App interface that pages use most, for pages that run in the simulator's web chat
// without the internet. It speaks the same messages as Telegram's own script, which works there too.
(() => {
  const hash = new URLSearchParams(location.hash.slice(1));
  const kept = readKept();
  const launch = (name) => hash.get(name) ?? kept[name] ?? '';
  const initData = launch('tgWebAppData');
  const listeners = new Map();
  let themeParams = parse(launch('tgWebAppThemeParams')) ?? {};
  let viewport = { height: innerHeight, width: innerWidth, is_state_stable: true, is_expanded: true };
  keep();

  // A page that changes its address or is loaded again would lose the launch parameters.
  function readKept() {
    try {
      return parse(sessionStorage.getItem('telegram-web-app')) ?? {};
    } catch {
      return {};
    }
  }

  function keep() {
    const names = ['Data', 'Version', 'Platform', 'ThemeParams', 'StartParam'].map((name) => `tgWebApp${name}`);
    try {
      const values = Object.fromEntries(names.map((name) => [name, launch(name)]));
      sessionStorage.setItem('telegram-web-app', JSON.stringify(values));
    } catch {
      // Without storage a page works until it is loaded again.
    }
  }

  function parse(text) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  function readInitData() {
    const fields = {};
    for (const [name, value] of new URLSearchParams(initData)) {
      const isObject = ['user', 'receiver', 'chat'].includes(name);
      fields[name] = isObject ? parse(value) : name === 'auth_date' ? Number(value) : value;
    }
    return fields;
  }

  function post(eventType, eventData = {}) {
    if (parent === window) return;
    parent.postMessage(JSON.stringify({ eventType, eventData }), '*');
  }

  function on(name, listener) {
    const known = listeners.get(name) ?? new Set();
    listeners.set(name, known.add(listener));
  }

  function off(name, listener) {
    listeners.get(name)?.delete(listener);
  }

  function emit(name, data) {
    // A copy: a listener may take itself off.
    Array.from(listeners.get(name) ?? []).forEach((listener) => listener.call(app, data));
  }

  /** Calls back once, with the data of the next event of this name that fits. */
  function once(name, fits, callback) {
    const listener = (data) => {
      if (!fits(data)) return;
      off(name, listener);
      callback?.(data);
    };
    on(name, listener);
  }

  function isDark(color) {
    const value = Number.parseInt(String(color ?? '#ffffff').slice(1), 16);
    return 0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255) < 128;
  }

  function paint() {
    const { style } = document.documentElement;
    for (const [name, color] of Object.entries(themeParams)) {
      style.setProperty(`--tg-theme-${name.replaceAll('_', '-')}`, color);
    }
    style.setProperty('--tg-color-scheme', app.colorScheme);
    style.setProperty('--tg-viewport-height', `${viewport.height}px`);
    style.setProperty('--tg-viewport-stable-height', `${viewport.height}px`);
  }

  function bottomButton(kind, text) {
    const state = { text, isVisible: false, isActive: true, isProgressVisible: false, hasShineEffect: false };
    const show = () =>
      post(`web_app_setup_${kind}_button`, {
        text: state.text,
        color: state.color ?? themeParams.button_color,
        text_color: state.textColor ?? themeParams.button_text_color,
        is_visible: state.isVisible,
        is_active: state.isActive,
        is_progress_visible: state.isProgressVisible,
        has_shine_effect: state.hasShineEffect,
        ...(state.position === undefined ? {} : { position: state.position }),
      });
    const set = (changes) => {
      Object.assign(state, changes);
      show();
      return button;
    };
    const event = `${kind === 'main' ? 'main' : 'secondary'}ButtonClicked`;
    const button = {
      get text() {
        return state.text;
      },
      set text(value) {
        set({ text: value });
      },
      get isVisible() {
        return state.isVisible;
      },
      get isActive() {
        return state.isActive;
      },
      get isProgressVisible() {
        return state.isProgressVisible;
      },
      setText: (value) => set({ text: value }),
      show: () => set({ isVisible: true }),
      hide: () => set({ isVisible: false }),
      enable: () => set({ isActive: true }),
      disable: () => set({ isActive: false }),
      showProgress: (leaveActive = false) => set({ isProgressVisible: true, isActive: leaveActive }),
      hideProgress: () => set({ isProgressVisible: false, isActive: true }),
      setParams: ({ text_color: textColor, is_active: isActive, is_visible: isVisible, ...rest }) =>
        set({
          ...rest,
          ...(textColor === undefined ? {} : { textColor }),
          ...(isActive === undefined ? {} : { isActive }),
          ...(isVisible === undefined ? {} : { isVisible }),
        }),
      onClick: (listener) => (on(event, listener), button),
      offClick: (listener) => (off(event, listener), button),
    };
    return button;
  }

  function cornerButton(kind) {
    let isVisible = false;
    const set = (value) => {
      isVisible = value;
      post(`web_app_setup_${kind}_button`, { is_visible: value });
      return button;
    };
    const button = {
      get isVisible() {
        return isVisible;
      },
      show: () => set(true),
      hide: () => set(false),
      onClick: (listener) => (on(`${kind}ButtonClicked`, listener), button),
      offClick: (listener) => (off(`${kind}ButtonClicked`, listener), button),
    };
    return button;
  }

  function showPopup(params, callback) {
    const buttons = params.buttons ?? [{ type: 'close' }];
    post('web_app_open_popup', {
      title: params.title ?? '',
      message: params.message,
      buttons: buttons.map(({ id = '', type = 'default', text = '' }) => ({ id, type, text })),
    });
    once(
      'popupClosed',
      () => true,
      (data) => callback?.(data?.button_id ?? null),
    );
  }

  const haptic = (type) => (style) =>
    post('web_app_trigger_haptic_feedback', { type, impact_style: style, notification_type: style });

  const app = {
    initData,
    initDataUnsafe: readInitData(),
    version: launch('tgWebAppVersion') || '6.0',
    platform: launch('tgWebAppPlatform') || 'unknown',
    get colorScheme() {
      return isDark(themeParams.bg_color) ? 'dark' : 'light';
    },
    get themeParams() {
      return themeParams;
    },
    get viewportHeight() {
      return viewport.height;
    },
    get viewportStableHeight() {
      return viewport.height;
    },
    get isExpanded() {
      return viewport.is_expanded;
    },
    isVersionAtLeast: (wanted) => compare(app.version, wanted) >= 0,
    MainButton: bottomButton('main', 'Continue'),
    SecondaryButton: bottomButton('secondary', 'Cancel'),
    BackButton: cornerButton('back'),
    SettingsButton: cornerButton('settings'),
    HapticFeedback: {
      impactOccurred: haptic('impact'),
      notificationOccurred: haptic('notification'),
      selectionChanged: haptic('selection_change'),
    },
    ready: () => post('web_app_ready'),
    expand: () => post('web_app_expand'),
    close: () => post('web_app_close'),
    sendData(data) {
      const { length } = new TextEncoder().encode(data);
      if (length === 0 || length > 4096) throw new Error('WebAppDataInvalid');
      post('web_app_data_send', { data });
    },
    onEvent: on,
    offEvent: off,
    openLink: (url, options) =>
      post('web_app_open_link', {
        url: new URL(url, location.href).href,
        try_instant_view: options?.try_instant_view === true,
      }),
    openTelegramLink: (url) => post('web_app_open_tg_link', { path_full: new URL(url).pathname + new URL(url).search }),
    openInvoice(url, callback) {
      const slug = /(?:\$|invoice\/|slug=)([\w-]+)$/.exec(url)?.[1];
      if (slug === undefined) throw new Error('WebAppInvoiceUrlInvalid');
      post('web_app_open_invoice', { slug });
      once(
        'invoiceClosed',
        (data) => data?.slug === slug,
        (data) => callback?.(data.status),
      );
    },
    showPopup,
    showAlert: (message, callback) => showPopup({ message }, () => callback?.()),
    showConfirm: (message, callback) =>
      showPopup({ message, buttons: [{ type: 'ok', id: 'ok' }, { type: 'cancel' }] }, (id) => callback?.(id === 'ok')),
    switchInlineQuery: (query, types = []) => post('web_app_switch_inline_query', { query, chat_types: types }),
    shareMessage(id, callback) {
      post('web_app_send_prepared_message', { id });
      once(
        'shareMessageSent',
        () => true,
        () => callback?.(true),
      );
      once(
        'shareMessageFailed',
        () => true,
        () => callback?.(false),
      );
    },
    requestWriteAccess(callback) {
      post('web_app_request_write_access');
      once(
        'writeAccessRequested',
        () => true,
        (data) => callback?.(data?.status === 'allowed'),
      );
    },
    requestContact(callback) {
      post('web_app_request_phone');
      once(
        'contactRequested',
        () => true,
        (data) => callback?.(data?.status === 'sent', data),
      );
    },
    setHeaderColor: (color) =>
      post('web_app_set_header_color', color.startsWith('#') ? { color } : { color_key: color }),
    setBackgroundColor: (color) => post('web_app_set_background_color', { color }),
    setBottomBarColor: (color) => post('web_app_set_bottom_bar_color', { color }),
    enableClosingConfirmation: () => post('web_app_setup_closing_behavior', { need_confirmation: true }),
    disableClosingConfirmation: () => post('web_app_setup_closing_behavior', { need_confirmation: false }),
  };

  function compare(one, other) {
    const [a, b] = [one, other].map((version) => version.split('.').map(Number));
    for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
      const difference = (a[index] ?? 0) - (b[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** Events of the frame, and how pages know them. */
  const EVENTS = {
    main_button_pressed: 'mainButtonClicked',
    secondary_button_pressed: 'secondaryButtonClicked',
    back_button_pressed: 'backButtonClicked',
    settings_button_pressed: 'settingsButtonClicked',
    popup_closed: 'popupClosed',
    invoice_closed: 'invoiceClosed',
    write_access_requested: 'writeAccessRequested',
    phone_requested: 'contactRequested',
    prepared_message_sent: 'shareMessageSent',
    prepared_message_failed: 'shareMessageFailed',
    theme_changed: 'themeChanged',
    viewport_changed: 'viewportChanged',
  };

  addEventListener('message', (event) => {
    if (event.source !== parent || parent === window) return;
    const { eventType, eventData } = (typeof event.data === 'string' ? parse(event.data) : event.data) ?? {};
    if (eventType === 'theme_changed') themeParams = eventData?.theme_params ?? themeParams;
    if (eventType === 'viewport_changed') viewport = { ...viewport, ...eventData };
    const name = EVENTS[eventType];
    if (name === undefined) return;
    paint();
    emit(name, name === 'viewportChanged' ? { isStateStable: viewport.is_state_stable } : eventData);
  });

  window.Telegram = { ...window.Telegram, WebApp: app };
  paint();
  post('iframe_ready', { reload_supported: false });
})();
