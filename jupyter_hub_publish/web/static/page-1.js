/*
 * The page's own script. It is the one trusted script in a document that may hold hostile ones, so it
 * believes only its parent, keeps nothing, and asks the shell for what leaves the page.
 */
'use strict';

(() => {
  // Of the prototype and of no element: one named "documentElement" takes the property's place in the document.
  const own = name =>
    Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(
      document
    );
  const root = own('documentElement');
  const asked = new URLSearchParams(location.search);
  const printing = asked.has('print');
  const [byId, first, every, create, walk] = [
    'getElementById',
    'querySelector',
    'querySelectorAll',
    'createElement',
    'createTreeWalker'
  ].map(name => Document.prototype[name].bind(document));
  const listen = EventTarget.prototype.addEventListener.bind(document);

  let theme = null;

  const setTheme = name => {
    if (name === 'light' || name === 'dark') {
      theme = name;
      root.dataset.theme = printing ? 'light' : name;
    }
  };

  // The page's head has done it before the first paint; pages of older versions have not.
  setTheme(asked.get('theme'));
  root.classList.toggle('in-lab', asked.get('in') === 'lab' && !printing);

  const tell = (type, more) => {
    if (window.parent !== window) {
      // The page does not know the address of its parent: nothing that it says is a secret.
      window.parent.postMessage({ hubPublish: 1, type, ...more }, '*');
    }
  };

  const all = (selector, within = null) => [
    ...(within ? within.querySelectorAll(selector) : every(selector))
  ];

  /* Code: one fold per cell, and a switch in the shell for all of them but those that the author keeps folded. */

  let told = false;

  const isKept = fold => fold.classList.contains('kept');
  const isOther = fold => fold.open !== (told && !isKept(fold));
  const cellOf = fold =>
    Number(
      /^cell-(\d+)$/.exec(
        (fold.closest('.cell') || fold.querySelector('pre'))?.id || ''
      )?.[1]
    );

  const showCode = (shown, others) => {
    told = shown;
    for (const fold of all('details.code')) {
      fold.open = shown && !isKept(fold);
      if (others.includes(cellOf(fold))) {
        fold.open = !fold.open;
      }
    }
  };

  const reportCode = event => {
    if (!event.target.matches('details.code')) {
      return;
    }
    const folds = all('details.code');
    const free = folds.filter(fold => !isKept(fold));
    if (free.length && free.every(isOther)) {
      // The last fold was opened or closed by hand: the switch follows.
      told = !told;
      tell('code', { shown: told });
    }
    tell('folds', { cells: folds.filter(isOther).map(cellOf).slice(0, 200) });
  };

  /* Places in the page. */

  // Links in notebooks are written for several tools, which make anchors in different ways.
  const loose = text => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');

  const find = fragment => {
    let name = fragment;
    try {
      name = decodeURIComponent(fragment);
    } catch {
      // A stray percent sign: the fragment is the name.
    }
    return (
      byId(name) ||
      all('main [id]').find(element => loose(element.id) === loose(name))
    );
  };

  // What was searched for is marked where it was found, in ranges that leave the document as it is.
  const MOST_MARKS = 200;

  const markWords = (target, words) => {
    const highlights = window.CSS?.highlights;
    if (!highlights) {
      return;
    }
    const ranges = words.flatMap(word => rangesOf(word, target));
    highlights.set(
      'found',
      new window.Highlight(...ranges.slice(0, MOST_MARKS))
    );
    for (const { startContainer } of ranges) {
      startContainer.parentElement.closest('details')?.setAttribute('open', '');
    }
  };

  // A word of code may stand in several elements, each in its colour.
  const rangesOf = (word, target) => {
    const walker = walk(target, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = '';
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, start: text.length });
      text += walker.currentNode.data;
    }
    const at = offset => {
      const { node, start } = nodes.findLast(one => one.start <= offset);
      return [node, offset - start];
    };
    const ranges = [];
    for (
      let found = text.indexOf(word);
      found >= 0 && ranges.length < MOST_MARKS;
      found = text.indexOf(word, found + word.length)
    ) {
      const range = new Range();
      range.setStart(...at(found));
      range.setEnd(...at(found + word.length));
      ranges.push(range);
    }
    return ranges;
  };

  const isWord = word => typeof word === 'string' && word.trim() !== '';

  const jump = (fragment, marks) => {
    const target = find(fragment);
    if (!target) {
      return;
    }
    const words = Array.isArray(marks) ? marks.filter(isWord) : [];
    markWords(target, words.slice(0, 20));
    for (
      let fold = target.closest('details');
      fold;
      fold = fold.parentElement.closest('details')
    ) {
      fold.open = true;
    }
    // Going to the same fragment twice moves nothing; leaving it first does.
    history.replaceState(null, '', '#');
    location.hash = target.id;
  };

  // The mark beside a heading or a cell: the shell copies the link to this place, and says so.
  let offered = null;

  const offer = (link, fragment) => {
    offered = link;
    tell('place', { fragment });
  };

  const confirmCopy = () => {
    if (offered) {
      const note = create('span');
      note.className = 'tip copied';
      note.setAttribute('role', 'status');
      offered.append(note);
      note.textContent = 'Link copied';
      setTimeout(() => note.remove(), 2000);
      offered = null;
    }
  };

  const closeOutline = () => {
    first('nav.outline')?.hidePopover?.();
  };

  const followLink = event => {
    const link = event.target.closest && event.target.closest('a[href]');
    if (!link || typeof link.href !== 'string') {
      return;
    }
    const address = link.getAttribute('href').trim();
    if (address.startsWith('#')) {
      closeOutline();
      if (link.classList.contains('anchor') && event.type === 'click') {
        offer(link, address.slice(1));
      }
      if (address.length > 1 && !byId(address.slice(1))) {
        event.preventDefault();
        jump(address.slice(1));
      }
    } else if (!link.hasAttribute('download')) {
      event.preventDefault();
      if (/^(https?:)?\/\//i.test(address)) {
        tell('open', { url: new URL(address, 'https://x').href });
      }
    }
  };

  // A path that the author's own folder had leads nowhere here.
  const markDeadLinks = () => {
    for (const link of all('main a[href]')) {
      const address = link.getAttribute('href').trim();
      if (!/^(#|[a-z][a-z0-9+.-]*:|\/\/)/i.test(address)) {
        link.classList.add('dead');
        link.title = 'This file is not part of the report.';
      }
    }
  };

  // As pages say it themselves, but for those that an older version of the program has made.
  const showVersion = () => {
    const number = /\/page\/[^/]+\/(\d+)$/.exec(location.pathname)?.[1];
    const time = first('.by > time');
    if (number && time && !first('.by > .version')) {
      const version = create('span');
      version.textContent = `version ${number}`;
      time.after(version);
    }
  };

  /* Images. */

  const hostOf = address =>
    /^(https?:)?\/\//i.test(address.trim())
      ? new URL(address.trim(), 'https://x').host
      : '';

  const absence = (what, host, name) => {
    const note = create('span');
    note.className = 'note';
    const told = `${what} from ${host} is not part of the report.`;
    note.textContent = name ? `${name}. ${told}` : told;
    return note;
  };

  // Films and sounds that are on another server, which no page may ask.
  const replaceMedia = element => {
    const media = element.closest?.('video, audio');
    if (!media || !(media instanceof HTMLMediaElement)) {
      return;
    }
    const parts = [media, ...media.querySelectorAll('source')];
    const host = parts
      .map(each => hostOf(each.getAttribute('src') || ''))
      .find(Boolean);
    if (host) {
      const what = media.tagName === 'VIDEO' ? 'A video' : 'A sound';
      media.replaceWith(absence(what, host));
    }
  };

  const replaceBroken = image => {
    if (!(image instanceof HTMLImageElement) || image.dataset.gone) {
      return;
    }
    image.dataset.gone = 'true';
    const source = image.getAttribute('src') || '';
    const link = image.closest('a[href]');
    if (link && !link.textContent.trim() && link.childElementCount === 1) {
      // A badge: what is left of it is a link like any other.
      image.replaceWith(image.alt || hostOf(link.href) || 'A link');
      return;
    }
    const host = hostOf(source);
    if (host) {
      image.replaceWith(absence('An image', host, image.alt));
      return;
    }
    const note = create('span');
    note.className = 'note';
    const name = source.startsWith('data:') ? '' : source.slice(0, 200);
    note.textContent = image.alt
      ? `${image.alt} (image not included)`
      : `The image ${name} is not part of this report.`;
    note.title = name;
    image.replaceWith(note);
  };

  // Those that have failed while the page arrived.
  const replaceAllBroken = () => {
    for (const image of all('main img[src]')) {
      if (image.complete && !image.naturalWidth && image.getAttribute('src')) {
        image.decode().catch(() => replaceBroken(image));
      }
    }
    for (const media of all('main :is(video, audio)')) {
      if (media.error || media.networkState === 3) {
        replaceMedia(media);
      }
    }
  };

  const enlarge = image => {
    const dialog = create('dialog');
    dialog.className = 'zoom';
    dialog.setAttribute('aria-label', image.alt || 'Figure');
    const copy = image.cloneNode();
    copy.removeAttribute('role');
    copy.removeAttribute('tabindex');
    // At least twice its size on screen, as far as the window has room.
    const { clientWidth: seen, clientHeight } = image;
    const width = Math.max(image.naturalWidth, seen * 2);
    dialog.style.setProperty('--zoom', `${width}px`);
    dialog.style.setProperty('--seen', `${seen}px`);
    dialog.style.setProperty('--ratio', seen / Math.max(1, clientHeight));
    dialog.append(copy);
    dialog.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    first('body').append(dialog);
    dialog.showModal();
  };

  // What scrolls inside itself has to be reached by the keyboard too.
  const BOXES = '.out, .scroll, pre, .math.display';

  const prepareScrolling = () => {
    const observer = new ResizeObserver(entries => {
      for (const { target } of entries) {
        const box = target.closest(BOXES);
        if (!box) {
          continue; // a script of the author has moved it
        }
        const scrolls =
          box.scrollWidth > box.clientWidth ||
          box.scrollHeight > box.clientHeight;
        if (scrolls && getComputedStyle(box).overflowX !== 'visible') {
          box.tabIndex = 0;
        }
      }
    });
    for (const box of all(`main :is(${BOXES})`)) {
      observer.observe(box);
      if (box.firstElementChild) {
        observer.observe(box.firstElementChild);
      }
    }
  };

  // What Markdown and libraries leave without a name; some of it is told apart by nothing but its place.
  const nameThings = () => {
    for (const box of all('main .task-list-item-checkbox')) {
      const text = box.closest('li').textContent.trim().slice(0, 200);
      box.setAttribute('aria-label', text || 'A task');
    }
    for (const image of all('main img:not([alt])')) {
      const caption = image.closest('figure')?.querySelector('figcaption');
      image.alt =
        image.title ||
        caption?.textContent ||
        hostOf(image.closest('a[href]')?.href || '') ||
        'An image without a description';
    }
  };

  const prepareFigures = () => {
    const alone = 'main p > img:only-child';
    for (const image of all(`main figure > img, ${alone}`)) {
      if (image.naturalWidth < 200 && image.matches(alone)) {
        continue; // a badge, or a sign in the text
      }
      image.tabIndex = 0;
      image.setAttribute('role', 'button');
      image.title = 'Enlarge';
      image.addEventListener('click', () => enlarge(image));
      image.addEventListener('keydown', event => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          enlarge(image);
        }
      });
    }
  };

  /* Tables: numbers stand right and never break, texts stand left, long ones in several lines. */

  const MANY = 20_000; // cells of a page that are looked at
  const LONG = 44; // characters, about as wide as a column may be
  const NUMBER =
    /^[-+−(]?\s*[$€£¥]?\s*[-+−]?\d[\d.,\s_'’]*(e[-+]?\d+)?\s*[a-zµ%°‰$€£¥]{0,3}\)?[*†]*$/iu;
  const NOTHING = /^(|[-–—?.…]+|nan|nat|none|null|<na>|[-+−]?inf)$/iu;

  const columnsOf = rows => {
    const columns = [];
    for (const row of rows) {
      const cells = [...row.cells].filter(cell => cell.tagName === 'TD');
      cells.forEach((cell, at) => (columns[at] ??= []).push(cell));
    }
    return columns;
  };

  // From the right: names of rows that span several of them stand on the left.
  const alignHeads = (table, kinds) => {
    for (const row of table.tHead?.rows || []) {
      let at = kinds.length;
      for (const cell of [...row.cells].reverse()) {
        at -= cell.colSpan;
        cell.classList.toggle('index', at < 0);
        cell.classList.toggle('text', at >= 0 && kinds[at] === 'text');
      }
    }
  };

  const alignTables = () => {
    let left = MANY;
    for (const table of all('main .out table')) {
      const rows = [...table.tBodies].flatMap(body => [...body.rows]);
      const columns = columnsOf(rows);
      left -= rows.length * (columns.length + 1);
      if (left < 0 || table.closest('.kind') || !columns.length) {
        continue;
      }
      const kinds = columns.map(cells => {
        const texts = cells.map(cell => cell.textContent.trim());
        texts.forEach((text, at) => {
          cells[at].classList.toggle('long', text.length > LONG);
        });
        const told = texts.filter(text => !NOTHING.test(text));
        return told.length && !told.every(text => NUMBER.test(text))
          ? 'text'
          : 'number';
      });
      columns.forEach((cells, at) =>
        cells.forEach(cell =>
          cell.classList.toggle('text', kinds[at] === 'text')
        )
      );
      for (const name of all('th', table)) {
        name.classList.toggle('long', name.textContent.trim().length > LONG);
      }
      alignHeads(table, kinds);
    }
  };

  /* Text on a background that its author has chosen without a colour of the text. */

  const groundOf = ({ backgroundColor, backgroundImage }) => {
    const [red, green, blue, alpha = 1] = backgroundColor
      .match(/[\d.]+/g)
      .map(Number);
    if (alpha > 0.5 && backgroundColor.startsWith('rgb')) {
      const light = 0.299 * red + 0.587 * green + 0.114 * blue;
      return light > 110 ? 'on-light' : 'on-dark';
    }
    return backgroundImage.includes('gradient') ? 'on-bars' : null;
  };

  const painted = () => {
    const own = 'main :is([style*="background"], [bgcolor])';
    const found = new Set(all(own));
    for (const sheet of all('main .cell style')) {
      if (sheet.textContent.includes('background')) {
        all('*', sheet.closest('.out, .cell')).forEach(each => found.add(each));
      }
    }
    return [...found].slice(0, MANY);
  };

  const makeLegible = () => {
    const seen = painted()
      .filter(each => each instanceof HTMLElement)
      .filter(each => !each.matches('.kind *, .out'))
      .map(each => {
        const style = getComputedStyle(each);
        const above = getComputedStyle(each.parentElement);
        // A colour of its own is its author's choice.
        return [each, style.color === above.color ? groundOf(style) : null];
      });
    for (const [each, name] of seen.filter(([, name]) => name)) {
      each.classList.add(name);
    }
  };

  // The shell's bar has the title while the page's own is out of sight.
  const watchTitle = () => {
    const title = first('.title h1');
    if (title) {
      new IntersectionObserver(([{ isIntersecting }]) =>
        tell('title', { visible: isIntersecting })
      ).observe(title);
    }
  };

  /* The outline follows the reading. */

  const followReading = () => {
    const outline = first('nav.outline');
    if (!outline) {
      return;
    }
    const links = all('a', outline);
    outline.classList.toggle('long', links.length > 20);
    const stops = links
      .map(link => ({
        link,
        at: byId(decodeURIComponent(link.hash.slice(1)))
      }))
      .filter(stop => stop.at);
    let current = null;

    const update = () => {
      const line = window.innerHeight * 0.3;
      const atEnd =
        window.innerHeight + window.scrollY >= root.scrollHeight - 4 &&
        window.scrollY > 0;
      const passed = stops.filter(
        stop => stop.at.getBoundingClientRect().top < line
      );
      const stop = atEnd ? stops.at(-1) : passed.at(-1) || stops[0];
      if (!stop || stop.link === current) {
        return;
      }
      current?.removeAttribute('aria-current');
      all('.on', outline).forEach(item => item.classList.remove('on'));
      current = stop.link;
      current.setAttribute('aria-current', 'true');
      for (
        let item = current.closest('li');
        item;
        item = item.parentElement.closest('li')
      ) {
        item.classList.add('on');
      }
      const box = outline.getBoundingClientRect();
      const line2 = current.getBoundingClientRect();
      if (line2.top < box.top + 24 || line2.bottom > box.bottom - 24) {
        outline.scrollTop += line2.top - box.top - box.height / 2;
      }
    };

    const observer = new IntersectionObserver(update, {
      root: document, // without it, a frame of another origin has no margins
      rootMargin: '0px 0px -70% 0px',
      threshold: [0, 1]
    });
    stops.forEach(stop => observer.observe(stop.at));
    window.addEventListener('scrollend', update);
    update();
  };

  /* Where one reads: the shell remembers it over a reload, as a cell and how far below its top the window begins. */

  const tellPlace = () => {
    const cells = window.scrollY > 0 ? all('main > .cell') : [];
    const cell = cells.find(each => each.getBoundingClientRect().bottom > 0);
    const number = /^cell-(\d+)$/.exec(cell?.id || '')?.[1];
    tell('reading', {
      cell: Number(number || 0),
      below: number ? Math.round(-cell.getBoundingClientRect().top) : 0
    });
  };

  const goBack = ({ cell, below }) => {
    const top = byId(`cell-${cell}`)?.getBoundingClientRect().top;
    if (top !== undefined && Number.isInteger(below)) {
      window.scrollTo(0, window.scrollY + top + below);
    }
  };

  /* Room below the end, which the shell asks for: it shows other reports there, of which the page knows nothing. */

  const MOST_ROOM = 600; // pixels
  let room = 0;
  let shownRoom = null;

  const reportRoom = () => {
    const below = root.scrollHeight - window.scrollY - window.innerHeight;
    const shown = Math.max(0, Math.min(room, Math.round(room - below)));
    if (shown !== shownRoom) {
      shownRoom = shown;
      // What stands over the page leaves its scroll bar alone.
      tell('room', { shown, bar: window.innerWidth - root.clientWidth });
    }
  };

  const makeRoom = height => {
    if (shownRoom === null) {
      window.addEventListener('scroll', reportRoom, { passive: true });
      // Charts that are drawn and code that is unfolded move the end.
      const observer = new ResizeObserver(reportRoom);
      observer.observe(root);
      observer.observe(first('body'));
    }
    room = Math.max(0, Math.min(MOST_ROOM, Number(height) || 0));
    root.style.setProperty('--room', `${room}px`);
    shownRoom = -1; // whoever asks is told, whatever was said before
    reportRoom();
  };

  /* Printing: in a frame of its own, whose policy allows dialogs. White paper, whatever the theme. */

  let isPrinted = true; // where a browser prints nothing, it says nothing either

  window.addEventListener('beforeprint', () => {
    isPrinted = false;
    root.dataset.theme = 'light';
    // What scrolls on a screen would be cut off on paper.
    for (const table of all('main :is(.out, .scroll) table')) {
      const fit = table.parentElement.clientWidth / table.scrollWidth;
      table.style.setProperty('--fit', Math.max(0.4, Math.min(1, fit)));
    }
  });

  window.addEventListener('afterprint', () => {
    isPrinted = true;
    if (printing) {
      tell('printed');
    } else if (theme) {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
  });

  // The keys print what has the focus, which is a frame as high as the window: the shell knows better.
  listen('keydown', event => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (key === 'p' && (ctrlKey || metaKey) && !shiftKey && !altKey) {
      event.preventDefault();
      tell('print');
    }
  });

  // Until charts are drawn, too: nothing has changed for a while, or it never ends.
  const quiet = () =>
    new Promise(resolve => {
      let timer = setTimeout(resolve, 300);
      const observer = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(resolve, 300);
      });
      observer.observe(root, { childList: true, subtree: true });
      setTimeout(resolve, 5000);
    });

  const printPage = async () => {
    await window.hubPublishKinds?.drawAll(); // charts that nobody has scrolled to
    const pictures = all('img').map(image => image.decode().catch(() => null));
    await Promise.all([document.fonts.ready, ...pictures, quiet()]);
    window.print();
    if (isPrinted) {
      tell('printed');
    }
  };

  /* Messages. */

  let isReady = false;

  // Said again when the shell's script comes later than this one and asks for it.
  const introduce = () => {
    tell('ready');
    watchTitle();
  };

  window.addEventListener('message', event => {
    const message = event.data;
    if (
      event.source !== window.parent ||
      window.parent === window ||
      !message ||
      message.hubPublish !== 1
    ) {
      return;
    }
    if (message.type === 'theme') {
      setTheme(message.theme);
    } else if (message.type === 'code') {
      const others = Array.isArray(message.cells) ? message.cells : [];
      showCode(message.shown === true, others);
    } else if (message.type === 'print' && printing) {
      void printPage();
    } else if (message.type === 'copied') {
      confirmCopy();
    } else if (message.type === 'hello' && isReady) {
      introduce();
    } else if (message.type === 'jump' && message.fragment) {
      jump(String(message.fragment), message.marks);
    } else if (message.type === 'return') {
      goBack(message);
    } else if (message.type === 'room' && !printing) {
      makeRoom(message.height);
    } else if (message.type === 'scroll') {
      // The wheel was turned over what stands in the room.
      window.scrollBy(0, Number(message.by) || 0);
    }
  });

  listen('click', followLink);
  listen('auxclick', followLink);
  listen(
    'error',
    ({ target }) => {
      replaceBroken(target);
      replaceMedia(target);
    },
    true
  );
  listen('toggle', reportCode, true);
  listen('DOMContentLoaded', () => {
    alignTables();
    makeLegible();
    nameThings();
    prepareFigures();
    prepareScrolling();
    markDeadLinks();
    followReading();
    window.addEventListener('scrollend', tellPlace);
    showVersion();
    replaceAllBroken();
    if (location.hash.length > 1 && !first(':target')) {
      jump(location.hash.slice(1));
    }
    isReady = true;
    introduce();
  });
})();
