/* Maps: GeoJSON by itself, and folium's calls of Leaflet with stand-ins for the other scripts that it loads. */
'use strict';

(() => {
  const COLOURS = {
    red: '#d33d2a',
    darkred: '#a23336',
    lightred: '#ff8e7f',
    orange: '#f69730',
    beige: '#ffcb92',
    green: '#72b026',
    darkgreen: '#728224',
    lightgreen: '#bbf970',
    blue: '#38aadd',
    darkblue: '#00649f',
    lightblue: '#8adaff',
    cadetblue: '#436978',
    purple: '#d252b9',
    darkpurple: '#5b396b',
    pink: '#ff91ea',
    white: '#fbfbfb',
    gray: '#575757',
    lightgray: '#a3a3a3',
    black: '#303030'
  };
  const PIN =
    '<svg viewBox="0 0 25 41" width="25" height="41"><path d="M12.5 0C5.6 0 0 5.6 0 12.5c0 9.4 12.5 28.5 12.5 28.5S25 21.9 25 12.5C25 5.6 19.4 0 12.5 0z" fill="currentcolor" stroke="#fff" stroke-opacity=".6"/><circle cx="12.5" cy="12.5" r="5" fill="#fff"/></svg>';

  const pin = colour => {
    const icon = document.createElement('span');
    icon.innerHTML = PIN;
    icon.style.color = colour;
    return window.L.divIcon({
      html: icon,
      className: 'pin',
      iconSize: [25, 41],
      iconAnchor: [12, 41],
      popupAnchor: [1, -34],
      tooltipAnchor: [12, -28]
    });
  };

  /* What folium's scripts call besides Leaflet. */

  // Of jQuery, folium uses `$(html)[0]`.
  const query = html => {
    const template = document.createElement('template');
    template.innerHTML = html;
    return [...template.content.children];
  };

  // Of d3, branca's legends use scales, and drawing that is done here anew.
  const drawingBy = legend => {
    const chain = new Proxy(() => {}, {
      get: (_, name) => {
        if (name === Symbol.toPrimitive) {
          return () => '';
        }
        if (name === 'text') {
          return text => {
            legend.text = text;
            return chain;
          };
        }
        return chain;
      },
      apply: () => chain
    });
    const scale = kind => () => {
      const made = () => 0;
      let [domain, range] = [[], []];
      made.domain = values => (values ? ((domain = values), made) : domain);
      made.range = values => (values ? ((range = values), made) : range);
      legend[kind] = made;
      return made;
    };
    const scales = { threshold: scale('colours'), linear: scale('values') };
    return new Proxy(chain, {
      get: (_, name) => (name === 'scale' ? scales : chain)
    });
  };

  const showLegend = (map, { colours, values, text }) => {
    if (!colours || !values) {
      return;
    }
    const number = new Intl.NumberFormat(undefined, {
      maximumSignificantDigits: 3
    });
    const box = map.querySelector('.legend') || document.createElement('div');
    box.replaceChildren();
    const steps = colours.range();
    const bar = document.createElement('div');
    bar.style.background = `linear-gradient(to right, ${steps.filter((_, i) => i % Math.ceil(steps.length / 40) === 0).join()})`;
    const ends = document.createElement('p');
    for (const value of [values.domain()[0], values.domain().at(-1)]) {
      const end = document.createElement('span');
      end.textContent = number.format(value);
      ends.append(end);
    }
    const name = document.createElement('p');
    name.textContent = typeof text === 'string' ? text : '';
    box.append(name, bar, ends);
  };

  const prepare = () => {
    const { L } = window;
    L.Marker.prototype.options.icon = pin('#2a81cb');
    const awesome = options =>
      pin(COLOURS[options?.markerColor] || COLOURS.blue);
    L.AwesomeMarkers = { icon: awesome, Icon: awesome };
    // Clusters need a script that does not ship: their markers stand by themselves.
    L.markerClusterGroup ??= () => L.featureGroup();
  };

  /* Leaflet's plugins do not ship: what they would add is left out, and the rest of the map is drawn. */

  // What Leaflet itself asks a layer for, if the layer has it.
  const HOOKS = /^(_.*|beforeAdd|getAttribution|getElement|getEvents|then)$/;

  const standIn = () =>
    new Proxy(window.L.layerGroup(), {
      get: (layer, name, self) =>
        name in layer || typeof name === 'symbol' || HOOKS.test(name)
          ? layer[name]
          : () => self
    });

  // What a script takes for a function, a class, or a folder of them; they all make layers without anything.
  const absent = () => {
    const made = new Proxy(function () {}, {
      get: (_, name) => (name === 'prototype' ? {} : made),
      apply: standIn,
      construct: standIn
    });
    return made;
  };

  const withoutPlugins = missing => {
    const { L } = window;
    const guarded = (known, more) =>
      new Proxy(known, {
        get: (target, name) => {
          if (Object.hasOwn(more, name)) {
            return more[name];
          }
          if (name in target || typeof name === 'symbol') {
            return target[name];
          }
          missing.add(name);
          return absent();
        }
      });
    return guarded(L, {
      control: guarded(L.control, {}),
      Control: guarded(L.Control, {})
    });
  };

  const sayWhatIsMissing = (missing, hosts, note) => {
    if (missing.size) {
      const names = [...missing].join(', ');
      const where = hosts.length
        ? ` It needs ${hosts.join(', ')}, which is blocked.`
        : '';
      note(`Not on this map: ${names}.${where}`);
    }
  };

  // A pin that says something when it is pressed is a button, and is called after what it says.
  const namePins = map => {
    const textOf = each => {
      const content = each?.getContent?.();
      const text = typeof content === 'string' ? content : content?.textContent;
      return query(`<i>${text ?? ''}</i>`)[0]
        .textContent.trim()
        .slice(0, 200);
    };
    const name = layer => {
      const pin = layer instanceof window.L.Marker && layer.getElement();
      if (pin) {
        const { title, alt } = layer.options;
        const told = textOf(layer.getTooltip()) || textOf(layer.getPopup());
        const { lat, lng } = layer.getLatLng();
        const place = `A place at ${lat.toFixed(2)}, ${lng.toFixed(2)}`;
        const own = title || (alt === 'Marker' ? '' : alt); // Leaflet's own word
        pin.setAttribute('aria-label', own || told || place);
      }
    };
    map.eachLayer(name);
    map.on('layeradd', ({ layer }) => setTimeout(name, 0, layer));
  };

  /* Land beneath the tiles: what remains of a map where the tiles are blocked. */

  // The shapes of TopoJSON, whose borders are stored once for both sides.
  const shapesOf = ({ arcs, transform }, { geometries }) => {
    const [sx, sy] = transform.scale;
    const [dx, dy] = transform.translate;
    const lines = arcs.map(arc => {
      let [x, y] = [0, 0];
      return arc.map(([right, up]) => {
        x += right;
        y += up;
        return [x * sx + dx, y * sy + dy];
      });
    });
    const ring = parts =>
      parts.flatMap((index, position) => {
        const line = index < 0 ? [...lines[~index]].reverse() : lines[index];
        return position ? line.slice(1) : line;
      });
    return geometries.map(({ type, arcs: parts }) => ({
      type,
      coordinates:
        type === 'Polygon'
          ? parts.map(ring)
          : parts.map(polygon => polygon.map(ring))
    }));
  };

  const addLand = (map, tools) => {
    const topology = window.PlotlyGeoAssets.topojson.world_110m;
    const { L } = window;
    map.createPane('land').style.zIndex = 150; // beneath the tiles, which are at 200
    const style = () => ({
      color: tools.colour('--hp-line-strong'),
      weight: 0.5,
      fillColor: tools.colour('--hp-hover'),
      fillOpacity: 1
    });
    const geometries = shapesOf(topology, topology.objects.countries);
    const land = L.geoJSON(
      { type: 'GeometryCollection', geometries },
      { pane: 'land', interactive: false, style }
    ).addTo(map);
    return () => land.setStyle(style());
  };

  const folium = (place, { place: id, calls, hosts = [] }, tools) => {
    const element = document.createElement('div');
    element.id = id;
    element.className = 'map';
    place.append(element);
    const legend = {};
    const missing = new Set();
    let map = null;
    let repaint = null;
    window.L.Map.addInitHook(function () {
      if (this.getContainer() === element) {
        map = this;
        repaint = addLand(map, tools);
      }
    });
    try {
      // In one function: each script names what the ones after it use.
      new Function('L', '$', 'jQuery', 'd3', calls.join('\n;\n'))(
        withoutPlugins(missing),
        query,
        query,
        drawingBy(legend)
      );
    } catch (error) {
      if (!map) {
        throw error;
      }
      console.warn(error);
      tools.note('A part of this map could not be drawn.');
    }
    showLegend(element, legend);
    sayWhatIsMissing(missing, hosts, tools.note);
    namePins(map);
    return repaint;
  };

  const told = feature => {
    const table = document.createElement('table');
    for (const [name, value] of Object.entries(feature.properties || {}).slice(
      0,
      12
    )) {
      const row = table.insertRow();
      row.insertCell().textContent = name;
      row.insertCell().textContent = String(value).slice(0, 200);
    }
    return table.rows.length ? table : null;
  };

  const shapes = (place, geojson, tools) => {
    const { L } = window;
    const element = document.createElement('div');
    element.className = 'map';
    place.append(element);
    const map = L.map(element, { scrollWheelZoom: false });
    const repaintLand = addLand(map, tools);
    map.attributionControl.setPrefix(false);
    const style = () => ({
      color: tools.colour('--jp-brand-color1'),
      weight: 1.5,
      fillOpacity: 0.2
    });
    const layer = L.geoJSON(geojson, {
      style,
      pointToLayer: (_, at) => L.circleMarker(at, { radius: 6 }),
      onEachFeature: (feature, shape) => {
        const table = told(feature);
        if (table) {
          shape.bindPopup(table);
        }
      }
    }).addTo(map);
    map.fitBounds(layer.getBounds(), { padding: [16, 16] });
    return () => {
      repaintLand();
      layer.setStyle(style());
    };
  };

  window.hubPublishKinds.define('map', {
    files: ['leaflet-1.9.4.js', 'leaflet-1.9.4.css', 'geo-world-4.0.0.js'],
    draw: (place, payload, tools) => {
      prepare();
      return payload.geojson
        ? shapes(place, payload.geojson, tools)
        : folium(place, payload, tools);
    }
  });
})();
