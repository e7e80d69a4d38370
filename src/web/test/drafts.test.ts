import { beforeEach, describe, expect, it } from 'vitest';
import { bringBack, isPrivate, keep } from '../src/drafts';

const form = (html: string): HTMLFormElement => {
  document.body.innerHTML = `<form data-draft="f">${html}</form>`;
  return document.querySelector('form')!;
};
const field = (f: HTMLFormElement, name: string): HTMLInputElement => f.querySelector(`[name="${name}"]`)!;

beforeEach(() => { document.body.innerHTML = ''; });

describe('what a draft keeps', () => {
  it.each([
    '<input name="x" type="password">', '<input name="x" type="tel">', '<input name="x" type="email">',
    '<input name="x" autocomplete="name">', '<input name="x" autocomplete="section-a shipping street-address">',
    '<input name="x" autocomplete="tel-national">', '<input name="x" autocomplete="one-time-code">', '<input name="x" autocomplete="bday-year">',
    '<textarea name="x" data-private></textarea>', '<div data-private><input name="x"></div>',
  ])('never %s', html => {
    const f = form(`${html}<input name="other">`);
    field(f, 'x').value = 'secret';
    field(f, 'other').value = 'words';
    expect(isPrivate(field(f, 'x'))).toBe(true);
    expect(JSON.stringify(keep(f, 0))).not.toContain('secret');
    expect(JSON.stringify(keep(f, 0))).toContain('words');
  });

  it('nothing of an untouched form', () => expect(keep(form('<input name="a" value="from the server"><select name="s"><option>1<option>2</select>'), 0)).toBeUndefined());

  it('never hidden fields, files or the antiforgery token', () => {
    const f = form('<input type="hidden" name="operation" value="o1"><input type="file" name="photo"><input name="__RequestVerificationToken" value="t"><input name="a">');
    field(f, 'a').value = 'x';
    expect(Object.keys(keep(f, 0)!.fields)).toEqual(['a']);
  });

  it('brings back text, choices, ticks and repeated names', () => {
    const html = '<input name="a"><input name="row"><input name="row"><input type="radio" name="k" value="1"><input type="radio" name="k" value="2"><input type="checkbox" name="c" value="y"><select name="s"><option>1</option><option>2</option></select>';
    let f = form(html);
    field(f, 'a').value = '三楼';
    f.querySelectorAll<HTMLInputElement>('[name=row]')[1]!.value = 'second';
    f.querySelector<HTMLInputElement>('[value="2"]')!.checked = true;
    field(f, 'c').checked = true;
    f.querySelector('select')!.value = '2';
    const draft = keep(f, 0)!;
    f = form(html);
    expect(bringBack(f, draft)).toBe(true);
    expect(field(f, 'a').value).toBe('三楼');
    expect([...f.querySelectorAll<HTMLInputElement>('[name=row]')].map(r => r.value)).toEqual(['', 'second']);
    expect(f.querySelector<HTMLInputElement>('[value="2"]')!.checked).toBe(true);
    expect(field(f, 'c').checked).toBe(true);
    expect(f.querySelector('select')!.value).toBe('2');
    expect(bringBack(f, draft)).toBe(false);
  });
});
