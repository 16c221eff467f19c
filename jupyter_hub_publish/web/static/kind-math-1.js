/* Formulas, typeset by MathJax in the order of the text, since equations are numbered. */
'use strict';

(() => {
  const DELIMITED =
    /^\s*(?:\$\$([^]*)\$\$|\$([^]*)\$|\\\[([^]*)\\\]|\\\(([^]*)\\\))\s*$/;
  const AT_ONCE = 12; // milliseconds, after which the page may move

  window.MathJax = {
    startup: { typeset: false },
    options: { enableMenu: false, enableAssistiveMml: true },
    tex: { tags: 'ams' },
    svg: { fontCache: 'local' }
  };

  // A picture that nobody listens to must hold nothing that the keyboard can reach.
  const openLinks = node => {
    for (const link of node.querySelectorAll('svg a')) {
      const svg = link.closest('svg[role]') || link.ownerSVGElement;
      const text = node.querySelector('mjx-assistive-mml')?.textContent.trim();
      link.setAttribute('aria-label', `Equation ${text || ''}`.trim());
      svg.removeAttribute('aria-hidden');
      svg.removeAttribute('role');
      node
        .querySelector('mjx-assistive-mml')
        ?.setAttribute('aria-hidden', 'true');
    }
  };

  const typesetOne = async element => {
    const { MathJax } = window;
    const source = element.textContent;
    const match = DELIMITED.exec(source);
    const tex = match ? match.slice(1).find(Boolean) || '' : source;
    const display = element.classList.contains('display');
    const metrics = MathJax.getMetricsFor(element.parentElement, display);
    const node = await MathJax.tex2svgPromise(tex, { ...metrics, display });
    if (node.querySelector('[data-mjx-error]')) {
      element.classList.add('failed'); // its source says more than MathJax's red
      return;
    }
    element.replaceChildren(node);
    element.classList.add('done');
    openLinks(node);
  };

  window.hubPublishKinds.define('math', {
    files: ['mathjax-3.2.2.js'],
    typeset: async (elements, nextFrame) => {
      const { MathJax } = window;
      await MathJax.startup.promise;
      const refers = element => /\\(?:eq)?ref\b/.test(element.textContent);
      // What refers to equations comes last: by then all of them have their numbers.
      const ordered = [
        ...elements.filter(each => !refers(each)),
        ...elements.filter(refers)
      ];
      let begin = performance.now();
      for (const element of ordered) {
        await typesetOne(element).catch(() => element.classList.add('failed'));
        if (performance.now() - begin > AT_ONCE) {
          MathJax.startup.document.clear();
          MathJax.startup.document.updateDocument();
          await nextFrame();
          begin = performance.now();
        }
      }
      MathJax.startup.document.clear();
      MathJax.startup.document.updateDocument();
    }
  });
})();
