/* Bokeh's documents, in the elements that Bokeh has made for them. */
'use strict';

(() => {
  const SECONDS = 8;

  const isDrawn = root =>
    root.childElementCount > 0 || Boolean(root.shadowRoot?.childElementCount);

  // Until Bokeh 3.4, markers of a size in pixels could be circles; since then those have a radius.
  const renew = tree => {
    for (const each of Object.values(tree)) {
      if (each && typeof each === 'object') {
        renew(each);
      }
    }
    if (
      tree.name === 'Circle' &&
      tree.type === 'object' &&
      !tree.attributes?.radius
    ) {
      tree.name = 'Scatter';
    }
  };

  const inside = function* (node) {
    for (const each of node.querySelectorAll('*')) {
      yield each;
      if (each.shadowRoot) {
        yield* inside(each.shadowRoot);
      }
    }
  };

  // Bokeh's sliders have their title beside them, and its tables hold more than a grid may.
  const name = place => {
    for (const each of inside(place)) {
      if (each.matches('[role="slider"]:not([aria-label])')) {
        const title = each.getRootNode().querySelector('.bk-slider-title');
        const text = title?.textContent.split(':')[0].trim();
        each.setAttribute('aria-label', text || 'A slider');
      } else if (each.matches('.bk-data-table[role="grid"]')) {
        each.removeAttribute('role');
        const rows = each.querySelector('.grid-canvas:has(.slick-row)');
        rows?.setAttribute('role', 'grid');
        rows?.setAttribute('aria-label', 'A table');
        // Its head is outside of the rows' grid, and so no part of one.
        for (const head of each.querySelectorAll(
          '.slick-header [role="row"], .slick-header [role="columnheader"]'
        )) {
          head.removeAttribute('role');
        }
      }
    }
  };

  window.hubPublishKinds.define('bokeh', {
    files: [
      'bokeh-3.10.0.js',
      'bokeh-gl-3.10.0.js',
      'bokeh-widgets-3.10.0.js',
      'bokeh-tables-3.10.0.js'
    ],
    draw: async (place, { documents, items }, { load }) => {
      const { Bokeh } = window;
      if (/\$\$|\\\\[([]/.test(JSON.stringify(documents))) {
        await load('bokeh-mathjax-3.10.0.js');
      }
      Bokeh.set_log_level('off');
      // Their elements are an output of their own, before this one.
      const roots = items
        .flatMap(item => Object.values(item.roots))
        .map(id => document.getElementById(id));
      for (const root of roots) {
        const section = root.closest('.out');
        place.append(root);
        if (
          section &&
          !section.textContent.trim() &&
          !section.querySelector('img,svg,canvas')
        ) {
          section.remove();
        }
      }
      place.classList.add('paper');
      renew(documents);
      await Bokeh.embed.embed_items_notebook(documents, items);
      for (let i = 0; i < SECONDS * 20 && !roots.every(isDrawn); i++) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      if (!roots.length || !roots.every(isDrawn)) {
        throw new Error('Bokeh has drawn nothing.');
      }
      name(place);
    }
  });
})();
