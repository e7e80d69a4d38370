// One SVG sprite from the names in icons.txt. Stroke and fill come from the .icon class.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function iconNames(root) {
  return readFileSync(join(root, 'icons.txt'), 'utf8')
    .split('\n')
    .map(line => line.replace(/#.*/, '').trim())
    .filter(Boolean);
}

export function sprite(root) {
  const icons = join(root, 'node_modules/@tabler/icons/icons/outline');
  const names = iconNames(root);
  const missing = names.filter(name => !existsSync(join(icons, `${name}.svg`)));
  if (missing.length) throw new Error(`icons.txt names icons that do not exist: ${missing.join(', ')}`);
  const symbols = names.map(name => {
    const body = readFileSync(join(icons, `${name}.svg`), 'utf8')
      .replace(/^[\s\S]*?<svg[\s\S]*?>/, '')
      .replace(/<\/svg>\s*$/, '')
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, '')
      .replace(/\s*\n\s*/g, '')
      .replace(/ \/>/g, '/>');
    return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
}
