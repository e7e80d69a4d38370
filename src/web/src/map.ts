/* Loaded only where a page has [data-map]: a second view of a list that is also there as rows. */
import { Map, NavigationControl, Popup, Marker, LngLatBounds, setWorkerUrl } from 'maplibre-gl';
import type { GeoJSONSource, StyleSpecification } from 'maplibre-gl';
import type { Feature, FeatureCollection, Position } from 'geojson';
import { t } from './text';

setWorkerUrl(new URL(/* @vite-ignore */ 'map-worker.js', import.meta.url).href);

/** From here on the names of the stations have room. */
const NEAR = 13.5;
/** Below this even the names of the streets crowd each other. */
const FAR = 10.8;
const STATES = ['placed', 'offered', 'accepted', 'serving', 'done', 'reviewed', 'withdrawn', 'failed', 'overdue'];

/** The colour a custom property has here and now, as the map needs it: light-dark() resolved. */
function colour(property: string): string {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.color = `var(${property})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** All corners of a collection, whatever its shapes. */
export function* corners(data: FeatureCollection): Generator<[number, number]> {
  function* walk(c: unknown): Generator<[number, number]> {
    if (!Array.isArray(c)) return;
    if (typeof c[0] === 'number' && typeof c[1] === 'number') yield [c[0], c[1]];
    else for (const part of c) yield* walk(part);
  }
  for (const f of data.features) if (f.geometry && 'coordinates' in f.geometry) yield* walk(f.geometry.coordinates as Position[]);
}

/** What a mark says when pressed; built as nodes, so that no text can become markup. */
function card(feature: Feature): HTMLElement {
  const box = document.createElement('div');
  const p = feature.properties ?? {};
  const title = document.createElement(p.url ? 'a' : 'b');
  title.textContent = String(p.title ?? '');
  if (title instanceof HTMLAnchorElement) {
    const to = new URL(String(p.url), location.href);
    if (to.origin === location.origin) title.href = to.href;
  }
  box.append(title);
  if (p.text) {
    const text = document.createElement('div');
    text.className = 'muted small';
    text.textContent = String(p.text);
    box.append(text);
  }
  return box;
}

/** What the map itself says: to the eye on hovering, to a screen reader always. */
function words(): Record<string, string> {
  return {
    'Map.Title': t('地图', 'Map'),
    'Marker.Title': t('地图标记', 'Map marker'),
    'NavigationControl.ZoomIn': t('放大', 'Zoom in'),
    'NavigationControl.ZoomOut': t('缩小', 'Zoom out'),
    'Popup.Close': t('关闭', 'Close'),
  };
}

export async function drawMap(host: HTMLElement): Promise<void> {
  if (host.dataset.drawn) return;
  host.dataset.drawn = 'yes';
  const source = host.dataset.mapSource ?? '';
  const bare: StyleSpecification = {
    version: 8,
    sources: {},
    layers: [{ id: 'ground', type: 'background', paint: { 'background-color': colour('--sw-sunken') } }],
  };
  const load = async (): Promise<FeatureCollection> => {
    const answer = await fetch(source, { headers: { Accept: 'application/geo+json, application/json' } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()) as FeatureCollection;
  };
  // What the dots lie on; without it the map is only barer.
  const ground = host.dataset.mapGround
    ? await fetch(host.dataset.mapGround, { headers: { Accept: 'application/geo+json' } }).then(answer => (answer.ok ? (answer.json() as Promise<FeatureCollection>) : null), () => null)
    : null;
  let data: FeatureCollection;
  let map: Map;
  try {
    data = await load();
    map = new Map({ container: host, locale: words(), style: host.dataset.mapStyle || bare, center: [104, 35], zoom: 3, attributionControl: host.dataset.mapStyle ? {} : false });
  } catch {
    host.textContent = t('地图打不开，请看列表。', 'The map cannot be shown; please use the list.');
    return;
  }
  map.addControl(new NavigationControl({ showCompass: false }));
  const box = new LngLatBounds();
  for (const corner of corners(data)) box.extend(corner);
  if (box.isEmpty() && ground) for (const corner of corners(ground)) box.extend(corner);
  if (!box.isEmpty()) map.fitBounds(box, { padding: host.clientWidth < 500 ? 16 : 48, maxZoom: 16, animate: false });

  const label = (text: string, at: [number, number] | LngLatBounds, css: string): void => {
    const element = document.createElement('span');
    element.className = css;
    element.textContent = text;
    new Marker({ element }).setLngLat(at instanceof LngLatBounds ? at.getCenter() : at).addTo(map);
  };
  const around = (feature: Feature): LngLatBounds => {
    const bounds = new LngLatBounds();
    for (const corner of corners({ type: 'FeatureCollection', features: [feature] })) bounds.extend(corner);
    return bounds;
  };
  const near = (): void => {
    host.classList.toggle('is-near', map.getZoom() >= NEAR);
    host.classList.toggle('is-far', map.getZoom() < FAR);
  };
  map.on('zoomend', near);

  map.on('load', () => {
    if (ground) {
      map.addSource('ground', { type: 'geojson', data: ground });
      map.addLayer({ id: 'district', type: 'fill', source: 'ground', filter: ['==', ['get', 'kind'], 'district'], paint: { 'fill-color': colour('--sw-surface'), 'fill-opacity': host.dataset.mapStyle ? 0 : 1 } });
      map.addLayer({ id: 'district-edge', type: 'line', source: 'ground', filter: ['==', ['get', 'kind'], 'district'], paint: { 'line-color': colour('--sw-edge'), 'line-width': 2 } });
      map.addLayer({ id: 'streets', type: 'line', source: 'ground', filter: ['==', ['get', 'kind'], 'street'], paint: { 'line-color': colour('--sw-edge'), 'line-width': 1, 'line-dasharray': [4, 3] } });
      map.addLayer({ id: 'stations', type: 'circle', source: 'ground', filter: ['==', ['get', 'kind'], 'station'], paint: { 'circle-radius': 2.5, 'circle-color': colour('--sw-muted') } });
      for (const f of ground.features) {
        if (!f.properties?.title) continue;
        if (f.properties.kind === 'station' && f.geometry.type === 'Point') label(String(f.properties.title), f.geometry.coordinates as [number, number], 'map-label map-label-near');
        else label(String(f.properties.title), around(f), 'map-label');
      }
    }
    near();
    map.addSource('own', { type: 'geojson', data });
    map.addLayer({ id: 'areas', type: 'fill', source: 'own', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colour('--sw-surface'), 'fill-opacity': host.dataset.mapStyle ? 0.2 : 1 } });
    map.addLayer({ id: 'edges', type: 'line', source: 'own', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': colour('--sw-edge'), 'line-width': 1.5 } });
    map.addLayer({
      id: 'points', type: 'circle', source: 'own', filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 7,
        'circle-stroke-width': 2,
        'circle-stroke-color': colour('--sw-surface'),
        'circle-color': ['match', ['get', 'state'], ...STATES.flatMap(s => [s, colour(`--sw-${s}`)]), colour('--sw-placed')] as never,
      },
    });
    for (const f of data.features) {
      if (!f.geometry?.type.endsWith('Polygon') || !f.properties?.title) continue;
      label(String(f.properties.title), around(f), 'map-label');
    }
  });
  map.on('click', 'points', event => {
    const f = event.features?.[0];
    if (f && f.geometry.type === 'Point') new Popup({ offset: 10 }).setLngLat(f.geometry.coordinates as [number, number]).setDOMContent(card(f as Feature)).addTo(map);
  });
  map.on('mouseenter', 'points', () => (map.getCanvas().style.cursor = 'pointer'));
  map.on('mouseleave', 'points', () => (map.getCanvas().style.cursor = ''));

  host.addEventListener('refresh', async () => {
    try {
      map.getSource<GeoJSONSource>('own')?.setData(await load());
    } catch {
      // The stale mark on the page already says that the figures stand still.
    }
  });
}
