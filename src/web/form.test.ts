import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { among, readForm } from './form.ts';

async function read(init: RequestInit): Promise<unknown> {
  const web = new Hono().post('/', async (c) => {
    const form = await readForm(c);
    return c.json([form.text('a'), form.all('a'), form.number('n') ?? null]);
  });
  return await (await web.request('/', { method: 'POST', ...init })).json();
}

describe('a form', () => {
  it('is read urlencoded and multipart alike', async () => {
    const multipart = new FormData();
    for (const value of [' one ', 'two']) multipart.append('a', value);
    multipart.append('n', '12');

    for (const body of [multipart, new URLSearchParams('a=+one+&a=two&n=12')])
      expect(await read({ body })).toEqual(['one', [' one ', 'two'], 12]);
  });

  it.each([
    ['another type', { body: '{"a":1}', headers: { 'content-type': 'application/json' } }],
    ['no boundary', { body: 'x', headers: { 'content-type': 'multipart/form-data' } }],
    ['nothing', {}],
    ['a name that every object has', { body: new URLSearchParams('__proto__=x&n=-1') }],
  ])('is empty where there is %s', async (_name, init) => {
    expect(await read(init)).toEqual(['', [], null]);
  });

  it('takes a file for nothing', async () => {
    const body = new FormData();
    body.append('a', new File(['x'], 'x.txt'));

    expect(await read({ body })).toEqual(['', [], null]);
  });
});

describe('choices', () => {
  it('are those of the list, in its order', () => {
    expect(among(['new', 'awards'], ['awards', 'x', 'new', 'new'])).toEqual(['new', 'awards']);
  });
});
