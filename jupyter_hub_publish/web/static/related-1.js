/*
 * Reports that are near to this one, below the end of its page. They come after the page, as a document of ours
 * that is read and not run; the page leaves room for them, and says how much of it is in sight.
 */
'use strict';

(() => {
  const { base, report, token } = document.body.dataset;
  const frame = document.getElementById('page');
  let foot = null;
  let isReady = false;

  const toPage = message => {
    // As in the shell's own script: nothing that is sent to a page is a secret.
    frame.contentWindow.postMessage({ hubPublish: 1, ...message }, '*');
  };

  const askForRoom = () => {
    if (foot && isReady) {
      toPage({ type: 'room', height: foot.offsetHeight });
    }
  };

  // Touched or turned over the foot, the page moves: it is what one reads.
  const scrollThePage = () => {
    let last = 0;
    foot.addEventListener(
      'wheel',
      event => {
        if (!event.ctrlKey) {
          const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
          toPage({ type: 'scroll', by: event.deltaY * lines });
        }
      },
      { passive: true }
    );
    foot.addEventListener(
      'touchstart',
      event => {
        last = event.touches[0].clientY;
      },
      { passive: true }
    );
    foot.addEventListener(
      'touchmove',
      event => {
        const { clientY } = event.touches[0];
        toPage({ type: 'scroll', by: last - clientY });
        last = clientY;
      },
      { passive: true }
    );
  };

  const load = () => {
    const request = new XMLHttpRequest();
    request.open('GET', `${base}related/${report}`);
    if (token) {
      request.setRequestHeader('X-XSRFToken', token);
    }
    // Parsed by the browser, never run, and no text of anybody's becomes markup here.
    request.responseType = 'document';
    request.addEventListener('load', () => {
      const found = request.response?.querySelector('section.related');
      if (request.status === 200 && found?.querySelector('li')) {
        foot = document.importNode(found, true);
        foot.classList.add('foot');
        document.body.append(foot);
        scrollThePage();
        new ResizeObserver(askForRoom).observe(foot);
      }
    });
    request.send();
  };

  window.addEventListener('message', ({ data, origin, source }) => {
    if (
      source !== frame.contentWindow ||
      origin !== 'null' ||
      data?.hubPublish !== 1
    ) {
      return;
    }
    if (data.type === 'ready' && !isReady) {
      isReady = true;
      load();
    } else if (data.type === 'room') {
      const shown = Math.max(0, Number(data.shown) || 0);
      const bar = Math.max(0, Number(data.bar) || 0);
      foot?.style.setProperty('--shown', `${shown}px`);
      foot?.style.setProperty('--bar', `${bar}px`);
      foot?.classList.toggle('seen', shown > 0);
    }
  });
})();
