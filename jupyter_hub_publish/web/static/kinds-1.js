/*
 * Draws what needs a script: each drawing when it comes near what the reader sees, by its own kind's file,
 * which is loaded then. What cannot be drawn, or needs a host that is blocked, says so in its place.
 */
'use strict';

(() => {
  // Of the prototype and of no element: one named "currentScript" takes the property's place in the document.
  const own = name =>
    Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(
      document
    );
  const root = own('documentElement');
  const here = own('currentScript').src;
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
  const asked = new URLSearchParams(location.search);
  const PATIENCE = 20_000; // milliseconds for one drawing, after which the next one begins

  root.classList.add('draws');

  const every = Document.prototype.querySelectorAll.bind(document);
  const create = Document.prototype.createElement.bind(document);
  const listen = EventTarget.prototype.addEventListener.bind(document);
  const all = (selector, within = null) => [
    ...(within ? within.querySelectorAll(selector) : every(selector))
  ];

  /* Files, each loaded once. */

  const loading = new Map();

  const append = name => {
    const isStyle = name.endsWith('.css');
    const element = create(isStyle ? 'link' : 'script');
    const address = new URL(name, here);
    if (/-1\.(js|css)$/.test(name)) {
      address.search = new URL(here).search; // ours, which changes with the program
    }
    if (isStyle) {
      element.rel = 'stylesheet';
      element.href = address.href;
    } else {
      element.async = false; // in the order in which they were asked for
      element.src = address.href;
    }
    return new Promise((resolve, reject) => {
      element.onload = resolve;
      element.onerror = () => reject(new Error(`${name} did not arrive.`));
      document.head.append(element);
    });
  };

  const load = name => {
    if (!loading.has(name)) {
      loading.set(name, append(name));
    }
    return loading.get(name);
  };

  // A notebook may have brought RequireJS along: our files are no modules of its.
  const withoutModules = async names => {
    const define = window.define;
    window.define = undefined;
    try {
      await Promise.all(names.map(load));
    } finally {
      window.define = define;
    }
  };

  /* Kinds: `define` is called by the file of each. */

  const kinds = new Map();

  const kindOf = async name => {
    if (!/^[a-z]+$/.test(name)) {
      throw new Error('There is no such kind.');
    }
    await load(`kind-${name}-1.js`);
    const kind = kinds.get(name);
    await withoutModules(kind.files);
    return kind;
  };

  /* Colours: scripts know neither variables nor mixed colours, only what is seen. */

  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === 'dark' : systemDark.matches;

  const canvas = create('canvas');
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext('2d', { willReadFrequently: true });

  const colour = name => {
    const probe = create('i');
    document.body.append(probe);
    for (const each of ['--hp-page', name]) {
      probe.style.color = `var(${each})`;
      brush.fillStyle = getComputedStyle(probe).color;
      brush.fillRect(0, 0, 1, 1);
    }
    probe.remove();
    const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
    return `rgb(${red}, ${green}, ${blue})`;
  };

  const repaints = new Set();
  let painted = isDark();

  const repaint = () => {
    if (isDark() !== painted) {
      painted = isDark();
      repaints.forEach(each => each());
    }
  };

  new MutationObserver(repaint).observe(root, {
    attributeFilter: ['data-theme']
  });
  systemDark.addEventListener('change', repaint);

  /* What is said in an output's place. */

  const note = (element, sentence) => {
    const section = element.closest('.out') || element.closest('.cell');
    if (
      !section ||
      all('.note', section).some(each => each.textContent === sentence)
    ) {
      return;
    }
    const paragraph = create('p');
    paragraph.className = 'note';
    paragraph.textContent = sentence;
    section.append(paragraph);
  };

  const hostOf = address => {
    try {
      const url = new URL(address, location.href);
      return url.host === new URL(here).host ? '' : url.host;
    } catch {
      return '';
    }
  };

  const missing = (element, address) => {
    const host = hostOf(address);
    if (host) {
      note(element, `This output needs ${host}, which is blocked.`);
    }
  };

  const sayWhatDidNotLoad = event => {
    const element = event.target;
    if (element instanceof HTMLImageElement) {
      const map = element.closest('.leaflet-container');
      if (map) {
        element.dataset.gone = 'true'; // a tile, and no image of the report
        const host = hostOf(element.src).replace(/^[a-d0-9]\.(?=.+\.)/, '');
        if (host) {
          note(map, `The tiles of this map are on ${host}, which is blocked.`);
        }
      }
    } else if (element instanceof HTMLScriptElement) {
      missing(element, element.src);
    } else if (element instanceof HTMLLinkElement) {
      missing(element, element.href);
    }
  };

  let drawing = null;

  // What scripts ask for themselves has no element: it is the drawing's, or of the output that names it.
  const sayWhatWasBlocked = event => {
    const host = hostOf(event.blockedURI);
    if (
      !host ||
      !/^(script|connect|font|style)-src/.test(event.effectiveDirective)
    ) {
      return;
    }
    const naming = all('.out').filter(
      section =>
        !section.querySelector('.kind') &&
        all('script', section).some(script => script.textContent.includes(host))
    );
    for (const element of naming.length ? naming : drawing ? [drawing] : []) {
      missing(element, event.blockedURI);
    }
  };

  const replaceFrames = () => {
    for (const frame of all('main iframe')) {
      const address = frame.getAttribute('src') || '';
      const paragraph = create('p');
      paragraph.className = 'note';
      const host = hostOf(address);
      if (host) {
        const link = create('a');
        link.href = address;
        link.textContent = host;
        paragraph.append('A page of ', link, ' is not shown inside this one.');
      } else {
        paragraph.textContent = 'A page inside this one is not shown.';
      }
      frame.replaceWith(paragraph);
    }
  };

  /* Drawing, one after the other, so that the page can be scrolled meanwhile. */

  const nextFrame = () =>
    new Promise(resolve => {
      requestAnimationFrame(() => setTimeout(resolve));
    });

  const late = () =>
    new Promise((_, reject) => {
      setTimeout(() => reject(new Error('It takes too long.')), PATIENCE);
    });

  const tools = element => ({
    colour,
    isDark,
    load,
    note: sentence => note(element, sentence),
    missing: address => missing(element, address)
  });

  const draw = async element => {
    const place = create('div');
    place.className = 'drawn';
    try {
      const data = element.querySelector(':scope > script').textContent;
      const kind = await kindOf(element.dataset.kind);
      element.append(place);
      const again = await kind.draw(place, JSON.parse(data), tools(element));
      if (again) {
        repaints.add(() => Promise.resolve(again()).catch(console.warn));
      }
      element.classList.add('done');
    } catch (error) {
      console.warn(error);
      place.remove();
      element.classList.add('failed');
      note(element, `${element.dataset.label} could not be drawn here.`);
    }
  };

  // Scripts of HTML that wait for a library of ours, in their order.
  const run = async section => {
    const names = section.querySelector('.needs').dataset.needs.split(' ');
    const known = await Promise.all(names.map(kindOf));
    for (const script of all('script[type="text/x-waiting"]', section)) {
      const live = create('script');
      for (const { name, value } of script.attributes) {
        if (name !== 'type' && name !== 'data-type') {
          live.setAttribute(name, value);
        }
      }
      live.type = script.dataset.type || 'text/javascript';
      live.textContent = script.textContent;
      const done =
        live.src &&
        new Promise(resolve => {
          live.onload = live.onerror = resolve;
        });
      script.replaceWith(live);
      await done;
    }
    known.forEach(kind => kind.after?.(section));
  };

  const typeset = async () => {
    const kind = await kindOf('math');
    await kind.typeset(all('main .math'), nextFrame);
  };

  let formulas = null;

  const work = element => {
    if (element.matches('.kind')) {
      return draw(element);
    }
    if (element.matches('.math')) {
      formulas ??= typeset();
      return formulas;
    }
    return run(element);
  };

  const waiting = new Set();
  let working = null;

  const goOn = async () => {
    for (const element of waiting) {
      waiting.delete(element);
      drawing = element;
      await Promise.race([work(element), late()]).catch(console.warn);
      await nextFrame();
    }
    drawing = working = null;
  };

  const begun = new WeakSet();

  const wanted = elements => {
    for (const element of elements.filter(each => !begun.has(each))) {
      begun.add(element);
      waiting.add(element);
    }
    working ??= goOn();
    return working;
  };

  const drawings = () => [
    ...all('.kind, .math'),
    ...all('.needs').map(mark => mark.closest('.out'))
  ];

  const begin = () => {
    replaceFrames();
    if (asked.has('print')) {
      void wanted(drawings());
      return;
    }
    const observer = new IntersectionObserver(
      entries => {
        const near = entries.filter(entry => entry.isIntersecting);
        near.forEach(entry => observer.unobserve(entry.target));
        if (near.length) {
          void wanted(near.map(entry => entry.target));
        }
      },
      // The document, and not the window: the margin counts in a frame only so.
      { root: document, rootMargin: '75% 0px' }
    );
    drawings().forEach(element => observer.observe(element));
  };

  window.hubPublishKinds = {
    define: (name, kind) => kinds.set(name, kind),
    /** Everything that is not drawn yet; resolves when it is. */
    drawAll: () => wanted(drawings())
  };

  // On the window: it hears of what went wrong before the document does.
  window.addEventListener('error', sayWhatDidNotLoad, true);
  listen('securitypolicyviolation', sayWhatWasBlocked);
  listen('DOMContentLoaded', begin);
})();
