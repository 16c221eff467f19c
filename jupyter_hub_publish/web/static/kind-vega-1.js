/* Vega and Vega-Lite, in the page's colours where the author has chosen none. */
'use strict';

(() => {
  const LARGE = 1_000_000; // characters of a chart; of more marks than that an SVG is slow

  const theme = ({ colour }) => {
    const [text, quiet, line] = ['--hp-text', '--hp-quiet', '--hp-line'].map(
      colour
    );
    const font = 'system-ui, sans-serif';
    const lines = { domainColor: quiet, tickColor: quiet, gridColor: line };
    return {
      background: null,
      font,
      axis: lines,
      view: { stroke: line },
      rule: { color: quiet },
      text: { color: text },
      style: {
        'guide-label': { fill: text, font },
        'guide-title': { fill: text, font },
        'group-title': { fill: text, font },
        'group-subtitle': { fill: quiet, font }
      }
    };
  };

  window.hubPublishKinds.define('vega', {
    files: ['vega-6.4.0.js', 'vega-lite-6.5.0.js', 'vega-embed-7.3.0.js'],
    draw: async (place, { spec, mode }, tools) => {
      const { vega, vegaEmbed } = window;
      const ours = !spec.background && !spec.config?.background;
      const loader = vega.loader();
      loader.load = async address => {
        tools.missing(address);
        throw new Error(`${address} is blocked.`);
      };
      let shown = null;

      const paint = async () => {
        shown?.finalize();
        const config = ours
          ? vega.mergeConfig(theme(tools), spec.config || {})
          : spec.config;
        shown = await vegaEmbed(
          place,
          { ...spec, config },
          {
            mode,
            loader,
            actions: {
              export: true,
              source: false,
              compiled: false,
              editor: false
            },
            renderer: JSON.stringify(spec).length > LARGE ? 'canvas' : 'svg',
            logLevel: vega.None,
            tooltip: { theme: tools.isDark() ? 'dark' : 'light' }
          }
        );
        place
          .querySelector('summary')
          ?.setAttribute('aria-label', 'Save this chart as an image');
        // Groups without marks, or of nothing that Vega describes, are no pictures.
        for (const group of place.querySelectorAll(
          'g[role^="graphics-"]:not([aria-label])'
        )) {
          group.removeAttribute('role');
          group.removeAttribute('aria-roledescription');
        }
      };

      place.classList.toggle('paper', !ours);
      await paint();
      return paint;
    }
  });
})();
