import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChromium, placesToLook } from '../../tools/lib/find-chromium.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callside-find-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(path: string, text = '#!/bin/sh\nexec true\n'): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

const find = (env: Record<string, string>) => findChromium({ platform: 'linux', env: { PATH: join(folder, 'bin'), ...env }, home: folder });

describe('finding a Chromium', () => {
  it('takes the one that is named, wherever it stands', () => {
    program('bin/chromium');
    const chosen = program('own/browser');
    expect(find({ CALLSIDE_CHROMIUM: chosen })).toEqual({ path: chosen, wrong: null });
  });

  it('says that the one that is named is none, rather than taking another', () => {
    program('bin/chromium');
    const wrong = join(folder, 'nothing');
    expect(find({ CALLSIDE_CHROMIUM: wrong })).toEqual({ path: null, wrong });
  });

  it('prefers Chromium to the branded ones', () => {
    program('bin/google-chrome');
    expect(find({}).path).toBe(join(folder, 'bin/google-chrome'));
    const chromium = program('bin/chromium');
    expect(find({}).path).toBe(chromium);
  });

  it('passes over a script that only says how to install it, and what is not executable', () => {
    program('bin/chromium-browser', '#!/bin/sh\necho "run: snap install chromium"\n');
    writeFileSync(join(folder, 'bin/chromium'), '');
    const chrome = program('bin/google-chrome-stable');
    expect(find({}).path).toBe(chrome);
  });

  it('looks in the usual places of the other systems', () => {
    expect(placesToLook({ platform: 'darwin', home: '/Users/agent' })).toContain('/Applications/Chromium.app/Contents/MacOS/Chromium');
    const windows = placesToLook({ platform: 'win32', home: folder, env: { PROGRAMFILES: 'C:/Program Files' } });
    expect(windows.some((place) => place.endsWith('Google/Chrome/Application/chrome.exe'))).toBe(true);
  });

  it('takes the newest downloaded Chrome for Testing', () => {
    for (const version of ['linux-99.0', 'linux-141.0', 'linux-9.0']) program(`.cache/puppeteer/chrome/${version}/chrome-linux64/chrome`);
    const downloaded = placesToLook({ platform: 'linux', env: {}, home: folder }).filter((place) => place.startsWith(folder));
    expect(downloaded.map((place) => /linux-[\d.]+/.exec(place)?.[0])).toEqual(['linux-141.0', 'linux-99.0', 'linux-9.0']);
  });
});
