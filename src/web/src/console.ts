import { beside, startBasics } from './basics';
import { startKeys } from './keys';
import { startLive } from './live';
import { all, enhance } from './page';
import { startPalette } from './palette';
import { startTrouble } from './trouble';

startBasics();
startTrouble();
startKeys();
startPalette();
startLive();

enhance(root => {
  const maps = all(root, '[data-map]');
  if (!maps.length) return;
  if (!document.querySelector('link[data-map-style]')) {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.dataset.mapStyle = '';
    sheet.href = beside('map.css');
    document.head.append(sheet);
  }
  void import(/* @vite-ignore */ beside('map.js')).then((m: typeof import('./map')) => maps.forEach(m.drawMap));
});
