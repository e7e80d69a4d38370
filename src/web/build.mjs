// Builds everything under ../Shouwang/wwwroot with fixed file names: the server adds fingerprints.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { browserslistToTargets, bundle } from 'lightningcss';
import { build } from 'vite';
import { sprite } from './scripts/sprite.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, process.env.SHOUWANG_WWWROOT ?? '../Shouwang/wwwroot');

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// Each entry is bundled alone: a page loads one script, not a web of small shared ones.
for (const entry of ['phone', 'console', 'photo', 'map']) {
  const source = join(here, 'src', `${entry}.ts`);
  if (!existsSync(source)) continue;
  await build({
    configFile: false,
    root: here,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir: out,
      emptyOutDir: false,
      target: entry === 'phone' || entry === 'photo' ? ['es2020', 'chrome80', 'safari14'] : 'es2022',
      modulePreload: false,
      rollupOptions: {
        preserveEntrySignatures: 'strict',
        input: { [entry]: source },
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
    },
  });
}

// The content policy is default-src 'self': pictures inside a style sheet become files of their own.
function pullOutPictures(css) {
  return css.replace(/url\(\s*(["']?)data:image\/svg\+xml(?:;charset=[\w-]+)?(;base64)?,(.*?)\1\s*\)/gs, (_, quote, base64, body) => {
    const svg = base64
      ? Buffer.from(body, 'base64').toString('utf8')
      : decodeURIComponent(body.replace(/\\(["'])/g, '$1'));
    const name = `img/${createHash('sha256').update(svg).digest('hex').slice(0, 8)}.svg`;
    mkdirSync(join(out, 'img'), { recursive: true });
    writeFileSync(join(out, name), svg);
    return `url(${name})`;
  });
}

const targets = {
  phone: browserslistToTargets(['chrome 80', 'safari 14', 'firefox 78']),
  console: browserslistToTargets(['chrome 111', 'safari 16.4', 'firefox 113']),
};
for (const [name, target] of [['phone', 'phone'], ['console', 'console'], ['map', 'console']]) {
  const { code } = bundle({ filename: join(here, 'styles', `${name}.css`), minify: true, targets: targets[target] });
  const css = pullOutPictures(code.toString());
  if (css.includes('data:image')) throw new Error(`${name}.css still holds a data: picture`);
  writeFileSync(join(out, `${name}.css`), css);
}

cpSync(join(here, 'node_modules/htmx.org/dist/htmx.min.js'), join(out, 'htmx.js'));
// The map's worker as a file of ours, so that the content policy needs no exception for it.
const worker = readFileSync(join(here, 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs'), 'utf8');
writeFileSync(join(out, 'map-worker.js'), worker.replace(/^\/\/# sourceMappingURL=.*$/m, ''));
cpSync(join(here, 'public'), out, { recursive: true });
writeFileSync(join(out, 'icons.svg'), sprite(here));

for (const file of readdirSync(out).sort()) {
  const path = join(out, file);
  if (statSync(path).isDirectory()) continue;
  const bytes = readFileSync(path);
  console.log(`${file.padEnd(24)} ${String(bytes.length).padStart(9)} B  ${(gzipSync(bytes, { level: 9 }).length / 1024).toFixed(1).padStart(7)} KB gzip`);
}
