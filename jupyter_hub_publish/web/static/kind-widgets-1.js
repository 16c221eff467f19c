/* ipywidgets from their saved state. Their bundle names its modules itself, so that no RequireJS is needed. */
'use strict';

(() => {
  const BUNDLE = 'html-manager-1.0.15.js';
  const OURS = '@jupyter-widgets/html-manager';
  let manager = null;

  const modules = async ({ load }) => {
    const found = new Map();
    const before = window.define;
    const folder = new URL(
      '.',
      [...document.scripts].find(each => /kinds-1\.js/.test(each.src)).src
    );
    window.__jupyter_widgets_assets_path__ = folder.href;
    window.define = (name, needs, make) => found.set(name, { needs, make });
    try {
      await load(BUNDLE);
    } finally {
      window.define = before;
    }
    const made = new Map();
    const get = name => {
      if (name === 'module') {
        return { uri: folder.href };
      }
      if (!made.has(name)) {
        const { needs, make } = found.get(name);
        made.set(name, make(...needs.map(get)));
      }
      return made.get(name);
    };
    return get;
  };

  // One manager with the models of all views: those that several of them show stay one.
  const start = async tools => {
    const get = await modules(tools);
    get(`${OURS}/dist/libembed-amd`);
    const { HTMLManager } = get(OURS);
    const made = new HTMLManager({
      loader: name =>
        Promise.reject(new Error(`${name} is not part of reports.`))
    });
    const state = {};
    for (const each of document.querySelectorAll(
      '.kind[data-kind="widgets"] > script'
    )) {
      Object.assign(state, JSON.parse(each.textContent).models);
    }
    await made.set_state({ version_major: 2, version_minor: 0, state });
    return made;
  };

  const nameSliders = place => {
    for (const slider of place.querySelectorAll(
      '[role="slider"]:not([aria-label])'
    )) {
      const box = slider.closest('.jupyter-widgets:has(> .widget-label)');
      const label = box?.querySelector('.widget-label').textContent.trim();
      slider.setAttribute('aria-label', label || 'A slider');
    }
  };

  window.hubPublishKinds.define('widgets', {
    files: [],
    draw: async (place, { view }, tools) => {
      manager ??= start(tools);
      const made = await manager;
      const model = await made.get_model(view);
      place.classList.add('jupyter-widgets-place');
      // Views of what is inside a box come later, each by itself.
      new MutationObserver(() => nameSliders(place)).observe(place, {
        childList: true,
        subtree: true
      });
      await made.display_view(made.create_view(model), place);
    }
  });
})();
