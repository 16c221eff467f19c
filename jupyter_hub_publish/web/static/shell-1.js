/*
 * The shell's script: it frames the page, tells it the theme, remembers folds, and opens links. It is
 * trusted and the page is not: whatever the page says is checked here, and nothing is made of markup.
 */
'use strict';

(() => {
  const shell = document.body.dataset;
  const frame = document.getElementById('page');
  const root = document.documentElement;
  const embedded = shell.embedded === 'true' && window.parent !== window;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const fragmentOf = () => location.hash.slice(1);

  let theme = shell.theme || (dark.matches ? 'dark' : 'light');
  let ready = false;

  const toPage = (message, within = frame) => {
    // The page's origin is opaque and has no name; nothing that is sent to it is a secret.
    within.contentWindow.postMessage({ hubPublish: 1, ...message }, '*');
  };

  const toLab = message => {
    if (embedded) {
      window.parent.postMessage({ hubPublish: 1, ...message }, location.origin);
    }
  };

  const setTheme = name => {
    if (name === 'light' || name === 'dark') {
      theme = name;
      root.dataset.theme = name;
    }
  };

  /*
   * Code: remembered per reader and report, the last 200 reports. The base names the reader where several share a
   * host. `cells` are those that the reader has folded or unfolded against the switch; another version has others.
   */

  const KEY = `hub-publish:code:${shell.base}`;
  const MOST = 200;
  const version = Number(shell.page.split('/').at(-1));
  // One in the bar, and where there is no room for it one in its menu.
  const switches = document.querySelectorAll('.bar [role=switch]');

  const showCode = () => {
    for (const each of switches) {
      each.setAttribute('aria-checked', String(code.shown));
    }
  };

  const memories = () => {
    try {
      const known = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(known) ? known : [];
    } catch {
      return []; // a browser that stores nothing: every report begins folded
    }
  };

  // What a page says, and what another version of this script has stored.
  const cellsIn = value =>
    (Array.isArray(value) ? value.slice(0, MOST) : []).filter(
      cell => Number.isInteger(cell) && cell > 0 && cell < 1e6
    );

  const memory = memories().find(each => each?.report === shell.report);
  const code = {
    shown: memory?.shown === true,
    cells: memory?.version === version ? cellsIn(memory.cells) : []
  };
  let saving = null;

  const save = () => {
    if (!shell.report) {
      return; // a preview: it is looked at once
    }
    const others = memories().filter(each => each?.report !== shell.report);
    const own = { report: shell.report, version, ...code };
    try {
      localStorage.setItem(KEY, JSON.stringify([...others, own].slice(-MOST)));
    } catch {
      // As above.
    }
  };

  const setCode = (shown, cells = []) => {
    code.shown = shown;
    code.cells = cells;
    showCode();
    // A page can say it a thousand times a second.
    clearTimeout(saving);
    saving = setTimeout(save, 200);
  };

  /* The place where one reads: remembered over a reload. A tab of JupyterLab is always begun anew, whatever the reason. */

  const PLACE = `hub-publish:place:${shell.page}`;
  const [{ type: arrival } = {}] = performance.getEntriesByType('navigation');
  const isBack = embedded || arrival === 'reload' || arrival === 'back_forward';

  const isPlace = ({ cell, below }) =>
    [cell, below].every(Number.isInteger) &&
    cell > 0 &&
    cell < 1e6 &&
    Math.abs(below) < 1e7;

  const rememberPlace = ({ cell, below }) => {
    try {
      if (shell.report && isPlace({ cell, below })) {
        sessionStorage.setItem(PLACE, JSON.stringify({ cell, below }));
      } else {
        sessionStorage.removeItem(PLACE); // the top
      }
    } catch {
      // A browser that stores nothing: every reload begins at the top.
    }
  };

  const goBack = () => {
    try {
      const { cell, below } = JSON.parse(sessionStorage.getItem(PLACE));
      toPage({ type: 'return', cell, below });
    } catch {
      // Nothing is remembered.
    }
  };

  /* Links. */

  const question = document.getElementById('question');
  const [host, open, stay] = ['host', 'open', 'stay'].map(id =>
    document.getElementById(id)
  );

  // Where reports of this library are found: the permanent links, and this server's own.
  const places = [shell.link.split('{id}')[0], `${shell.base}r/`].map(
    place => new URL(place, location.href).href
  );

  const reportOf = url => {
    for (const place of places.filter(place => url.href.startsWith(place))) {
      const rest = url.href.slice(place.length);
      const id = /^(r[a-z2-7]{10})(?=$|[?#/])/.exec(rest);
      if (id) {
        return id[1];
      }
    }
    return null;
  };

  const ask = url => {
    host.textContent = url.host;
    host.title = url.href;
    open.onclick = () => {
      window.open(url.href, '_blank', 'noopener,noreferrer');
      question.hidden = true;
    };
    stay.onclick = () => {
      question.hidden = true;
      frame.focus();
    };
    question.hidden = false;
    open.focus();
  };

  const follow = address => {
    // A script in the page can send this at any time; a click is what makes it the reader's wish.
    if (!navigator.userActivation?.isActive || typeof address !== 'string') {
      return;
    }
    let url;
    try {
      url = new URL(address);
    } catch {
      return;
    }
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      return;
    }
    const report = reportOf(url);
    if (report && embedded) {
      toLab({ type: 'report', id: report });
    } else if (report) {
      location.assign(`${shell.base}r/${report}`);
    } else {
      ask(url);
    }
  };

  // The mark beside a heading: its link is this report's own and that place, whatever the page says.
  const linkTo = async fragment => {
    if (!navigator.userActivation?.isActive || typeof fragment !== 'string') {
      return;
    }
    if (!shell.copy) {
      return; // a preview: nobody else could follow its link
    }
    const place = `#${encodeURIComponent(decoded(fragment.slice(0, 300)))}`;
    history.replaceState(null, '', place);
    try {
      const link = new URL(shell.copy, location.href).href;
      await navigator.clipboard.writeText(link + place);
      toPage({ type: 'copied' });
    } catch {
      // Without https a browser gives no clipboard: the address bar has the place.
    }
  };

  const decoded = text => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  /* Printing: in a second frame, the only one whose page may open dialogs; this one stays as it is. */

  const allowed = 'allow-scripts allow-downloads allow-modals';
  let paper = null;

  const addressOf = query => {
    const address = new URL(shell.page, location.href);
    for (const [name, value] of Object.entries(query)) {
      address.searchParams.set(name, value);
    }
    return address;
  };

  const endPrinting = () => {
    paper?.remove();
    paper = null;
  };

  const print = () => {
    endPrinting();
    paper = document.createElement('iframe');
    paper.className = 'paper';
    paper.title = frame.title;
    paper.referrerPolicy = frame.referrerPolicy;
    paper.setAttribute('sandbox', allowed);
    paper.setAttribute('aria-hidden', 'true');
    paper.tabIndex = -1;
    paper.src = addressOf({ print: '1', theme: 'light' }).href;
    document.body.append(paper);
  };

  // The keys, pressed in the page. A script in it can say so too, and what is printed may open dialogs: the
  // reader says here whether it was them.
  const wish = document.getElementById('printing');

  const askToPrint = () => {
    if (navigator.userActivation?.isActive) {
      wish.hidden = false;
      wish.querySelector('.print').focus();
    }
  };

  document.getElementById('later').addEventListener('click', () => {
    wish.hidden = true;
    frame.focus();
  });

  document.addEventListener('keydown', event => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (key === 'p' && (ctrlKey || metaKey) && !shiftKey && !altKey) {
      event.preventDefault();
      print();
    }
  });

  const fromPaper = {
    ready: () => {
      toPage({ type: 'code', ...code }, paper);
      toPage({ type: 'print' }, paper);
    },
    printed: endPrinting
  };

  /* The title: here while the page's own is out of sight. */

  const showTitle = shown => {
    document.querySelector('.name')?.classList.toggle('away', !shown);
  };

  /* Trouble. */

  const trouble = () => {
    if (ready) {
      return;
    }
    const note = document.getElementById('trouble');
    note.hidden = false;
    showTitle(true);
    toLab({ type: 'trouble', text: note.textContent.trim() });
  };

  /* Messages. */

  const fromPage = {
    ready: () => {
      const isFirst = !ready;
      ready = true;
      document.getElementById('trouble').hidden = true;
      // By then the page has painted itself over it.
      setTimeout(() => document.querySelector('.opening')?.remove(), 1000);
      if (!embedded) {
        frame.focus(); // so that the keyboard scrolls the report
      }
      toPage({ type: 'theme', theme });
      if (code.shown || code.cells.length) {
        toPage({ type: 'code', ...code });
      }
      if (isFirst && fragmentOf()) {
        toPage({ type: 'jump', fragment: fragmentOf() });
      } else if (isFirst && isBack) {
        goBack(); // after the code, which moves everything
      }
      toLab({ type: 'ready', code: code.shown });
    },
    code: message => {
      setCode(message.shown === true);
      toLab({ type: 'code', shown: code.shown });
    },
    folds: message => setCode(code.shown, cellsIn(message.cells)),
    place: message => linkTo(message.fragment),
    reading: rememberPlace,
    title: message => showTitle(message.visible !== true),
    print: askToPrint,
    // In JupyterLab the tab shows other reports below the page's end; else related-1.js does.
    room: message => {
      const { shown, bar } = message;
      toLab({ type: 'room', shown: Number(shown), bar: Number(bar) });
    },
    open: message => follow(message.url)
  };

  const fromLab = {
    theme: message => {
      setTheme(message.theme);
      toPage({ type: 'theme', theme });
    },
    code: message => {
      setCode(message.shown === true);
      toPage({ type: 'code', ...code });
    },
    print,
    room: message => toPage({ type: 'room', height: Number(message.height) }),
    scroll: message => toPage({ type: 'scroll', by: Number(message.by) }),
    jump: message => {
      const { fragment, marks } = message;
      toPage({ type: 'jump', fragment: String(fragment), marks });
    }
  };

  window.addEventListener('message', event => {
    const message = event.data;
    if (!message || message.hubPublish !== 1) {
      return;
    }
    let known = null;
    if (event.source === frame.contentWindow && event.origin === 'null') {
      known = fromPage;
    } else if (
      paper &&
      event.source === paper.contentWindow &&
      event.origin === 'null'
    ) {
      known = fromPaper;
    } else if (
      embedded &&
      event.source === window.parent &&
      event.origin === location.origin
    ) {
      known = fromLab;
    }
    if (known && Object.hasOwn(known, message.type)) {
      known[message.type](message);
    }
  });

  window.addEventListener('hashchange', () =>
    toPage({ type: 'jump', fragment: fragmentOf() })
  );

  dark.addEventListener('change', () => {
    if (!shell.theme && !embedded) {
      setTheme(dark.matches ? 'dark' : 'light');
      toPage({ type: 'theme', theme });
    }
  });

  for (const each of switches) {
    each.addEventListener('click', () => {
      setCode(!code.shown);
      toPage({ type: 'code', ...code });
    });
  }

  // What is opened in the bar is closed by a look elsewhere, in the page too, and by Escape.
  const menus = document.querySelectorAll('.bar details');

  const closeMenus = ({ target } = {}) => {
    for (const each of menus) {
      each.open = each.open && each.contains(target ?? null);
    }
  };

  document.addEventListener('pointerdown', closeMenus);
  window.addEventListener('blur', () => closeMenus());
  document.addEventListener('keydown', ({ key }) => {
    const open = document.querySelector('.bar details[open]');
    if (key === 'Escape' && open) {
      open.open = false;
      open.querySelector('summary').focus();
    }
  });

  for (const each of document.querySelectorAll('button.print')) {
    each.addEventListener('click', () => {
      document.getElementById('more')?.hidePopover();
      closeMenus();
      wish.hidden = true;
      print();
    });
  }

  /* The bar. */

  const copy = document.getElementById('copy');
  copy?.addEventListener('click', async () => {
    const said = copy.querySelector('span');
    const link = new URL(shell.copy, location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      said.textContent = 'Link copied';
    } catch {
      // Without https a browser gives no clipboard: then the reader copies it from the prompt.
      window.prompt('The link of this report:', link);
    }
    setTimeout(() => {
      said.textContent = 'Copy link';
    }, 2000);
  });

  // Without this the form does it, and the page is loaded again.
  const star = document.getElementById('star');
  star?.addEventListener('submit', async event => {
    event.preventDefault();
    const pressed = star.querySelector('button');
    const wanted = star.elements.starred.value === 'true';
    try {
      const answer = await fetch(
        `${shell.base}api/reports/${shell.report}/star`,
        {
          method: wanted ? 'PUT' : 'DELETE',
          headers: { 'X-XSRFToken': shell.token }
        }
      );
      if (!answer.ok) {
        throw new Error(answer.statusText);
      }
      const { stars, starred } = await answer.json();
      pressed.setAttribute('aria-pressed', String(starred === true));
      pressed.title = starred ? 'Take the star away' : 'Star';
      pressed.querySelector('b').textContent = stars || '';
      star.elements.starred.value = String(starred !== true);
    } catch {
      star.submit();
    }
  });

  /* Begin. */

  setTheme(theme);
  showCode();
  // The page's script says "ready" before the frame has loaded; five seconds later it will not.
  window.addEventListener('load', () => setTimeout(trouble, 5000));
  // The frame was begun before this script was here: what it has said by now, nobody has heard.
  toPage({ type: 'hello' });
})();
