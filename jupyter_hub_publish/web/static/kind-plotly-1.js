/* Plotly figures. The two templates that Plotly takes by itself take the page's colours; others keep theirs. */
'use strict';

(() => {
  const ADAPTED = ['#E5ECF6', 'white']; // the plots' backgrounds of `plotly` and `plotly_white`

  const isOurs = layout => {
    const known = layout.template?.layout;
    return (
      !layout.paper_bgcolor &&
      !layout.plot_bgcolor &&
      (!known ||
        !known.paper_bgcolor ||
        (known.paper_bgcolor === 'white' &&
          ADAPTED.includes(known.plot_bgcolor) &&
          known.xaxis?.gridcolor !== 'rgb(232,232,232)'))
    );
  };

  const hasTitle = ({ title }) =>
    Boolean(typeof title === 'string' ? title : title?.text);

  const GEO = /^(choropleth|scattergeo)$/;

  // The shapes of countries, which Plotly would fetch from its CDN.
  const scopes = (data, layout) =>
    data
      .filter(trace => GEO.test(trace.type))
      .map(trace => {
        const scope = layout[trace.geo || 'geo']?.scope;
        const states = trace.locationmode === 'USA-states' ? 'usa' : 'world';
        return (scope || states).replace(' ', '-');
      });

  const loadShapes = (data, layout, { load }) =>
    Promise.all(
      [...new Set(scopes(data, layout))].map(scope =>
        load(`geo-${scope}-4.0.0.js`)
      )
    );

  const axis = (known, { line, quiet }) => ({
    ...known,
    gridcolor: line,
    linecolor: line,
    zerolinecolor: quiet
  });

  const themed = (layout, tools) => {
    const [text, line, quiet] = ['--hp-text', '--hp-line', '--hp-quiet'].map(
      tools.colour
    );
    const template = layout.template || {};
    const known = template.layout || {};
    const lines = { line, quiet };
    const clear = 'rgba(0,0,0,0)';
    const scene = known.scene || {};
    const solid = side => ({
      ...scene[side],
      backgroundcolor: clear,
      gridcolor: line,
      linecolor: line,
      zerolinecolor: quiet
    });
    return {
      ...layout,
      template: {
        ...template,
        layout: {
          ...known,
          paper_bgcolor: clear,
          plot_bgcolor: clear,
          // Plotly leaves room for a title that most figures do not have.
          margin: {
            t: hasTitle(layout) ? 64 : 24,
            r: 24,
            b: 48,
            l: 56,
            ...known.margin
          },
          font: { ...known.font, color: text, family: 'system-ui, sans-serif' },
          xaxis: axis(known.xaxis, lines),
          yaxis: axis(known.yaxis, lines),
          scene: {
            ...scene,
            xaxis: solid('xaxis'),
            yaxis: solid('yaxis'),
            zaxis: solid('zaxis')
          },
          geo: {
            ...known.geo,
            bgcolor: clear,
            lakecolor: clear,
            landcolor: line,
            subunitcolor: quiet
          },
          polar: {
            ...known.polar,
            bgcolor: clear,
            angularaxis: axis(known.polar?.angularaxis, lines),
            radialaxis: axis(known.polar?.radialaxis, lines)
          }
        }
      }
    };
  };

  window.hubPublishKinds.define('plotly', {
    files: ['plotly-4.1.2.js'],
    draw: async (place, { data, layout = {}, frames, config }, tools) => {
      const ours = isOurs(layout);
      const shown = () => ({
        ...(ours ? themed(layout, tools) : layout),
        // The column decides, unless the author has.
        autosize: !layout.width
      });
      const settings = {
        ...config,
        responsive: true,
        displaylogo: false,
        showLink: false,
        plotlyServerURL: undefined
      };
      if (!layout.height) {
        place.style.height = '450px';
      }
      place.classList.toggle('paper', !ours);
      await loadShapes(data, layout, tools);
      await window.Plotly.newPlot(place, data, shown(), settings);
      if (frames?.length) {
        await window.Plotly.addFrames(place, frames);
      }
      return (
        ours && (() => window.Plotly.react(place, data, shown(), settings))
      );
    }
  });
})();
