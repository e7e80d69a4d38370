import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { iconNames, sprite } from '../scripts/sprite.mjs';

const root = process.cwd();
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const styles = readdirSync(join(root, 'styles')).map(f => readFileSync(join(root, 'styles', f), 'utf8')).join('\n');

describe('the vocabulary that pages copy', () => {
  it('names only icons of the sprite', () => {
    const ids = new Set([...sprite(root).matchAll(/id="([\w-]+)"/g)].map(m => m[1]));
    expect(ids.size).toBe(iconNames(root).length);
    const used = [...readme.matchAll(/⟨([\w-]+)⟩|icons\.svg#([\w-]+)/g)].map(m => m[1] ?? m[2]);
    expect(used.filter(name => !ids.has(name))).toEqual([]);
  });

  it('keeps the content policy: no inline style, script or handler in a snippet', () => {
    const snippets = [...readme.matchAll(/```html.*\n([\s\S]*?)```/g)].map(m => m[1]).join('\n');
    expect(snippets).not.toMatch(/\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=|javascript:|data:image/);
  });

  it('has colours in one file only', () => {
    const rest = styles.replace(readFileSync(join(root, 'styles/tokens.css'), 'utf8'), '');
    const own = rest.replace(/\/\*[\s\S]*?\*\//g, '').match(/#[0-9a-f]{3,8}\b/gi) ?? [];
    // Paper is black on white whatever the theme.
    expect(own.filter(c => !['#fff', '#000', '#888'].includes(c))).toEqual([]);
  });
});
