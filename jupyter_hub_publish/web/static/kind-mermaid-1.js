/* Mermaid diagrams, drawn anew when the theme changes. */
'use strict';

(() => {
  let count = 0;

  window.hubPublishKinds.define('mermaid', {
    files: ['mermaid-11.17.2.js'],
    draw: async (place, source, { isDark }) => {
      const paint = async () => {
        window.mermaid.initialize({
          startOnLoad: false,
          suppressErrorRendering: true,
          securityLevel: 'strict',
          theme: isDark() ? 'dark' : 'default',
          fontFamily: 'system-ui, sans-serif'
        });
        const { svg } = await window.mermaid.render(
          `mermaid-${++count}`,
          source
        );
        // Mermaid's own markup, with its labels; the frame around the page is what keeps it in.
        place.innerHTML = svg;
      };
      await paint();
      return paint;
    },
    after: section =>
      window.mermaid.run({
        nodes: section.querySelectorAll('.mermaid'),
        suppressErrors: true
      })
  });
})();
