// Every state of every page, in both languages, light and dark, on a phone and on a desk.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { violations } from './axe.mjs';
import { openBrowser } from './chromium.mjs';
import { startDemo } from './demo.mjs';
import { badStops } from './keyboard.mjs';
import { overflow, smallTargets } from './layout.mjs';
import { ELEANOR, JAGODA } from './members.mjs';
import { choose, fill, openPage, press, signIn } from './pages.mjs';
import { CHAPTERS } from './states.mjs';
import { plain, speaker } from './words.mjs';

const MEMBERS = { en: ELEANOR, pl: JAGODA };
const SMALL = { width: 320, height: 700 };
const LARGE = { width: 1280, height: 800 };
/** What is left of a window of 1280 by 1024 at 400 %. */
const ZOOMED = { width: 320, height: 256 };

let browser;
const early = new Map();

/** Whoever is to have been signed in for a while signs in before all the others. */
before(async () => {
  browser = await openBrowser();
  for (const { language, chapter } of stories().filter(({ chapter }) => chapter.signedInFor)) {
    const way = await begin(language, chapter);
    await signIn(way.page, way.member);
    early.set(`${chapter.visitor} ${language}`, { way, until: Date.now() + chapter.signedInFor });
  }
});
after(() => browser?.close());

for (const { language, chapter } of stories()) {
  test(`${chapter.visitor} meets every page (${language})`, async (story) => {
    const way = (await waited(language, chapter)) ?? (await begin(language, chapter));
    try {
      for (const state of chapter.states) {
        await story.test(state.name, () => meet(way, state, language));
      }
    } finally {
      await way.page.context().close();
      await way.demo.stop();
    }
  });
}

/** Each chapter in each language; those who wait last. */
function stories() {
  const all = ['en', 'pl'].flatMap((language) => CHAPTERS.map((chapter) => ({ language, chapter })));
  return [...all.filter(({ chapter }) => !chapter.signedInFor), ...all.filter(({ chapter }) => chapter.signedInFor)];
}

async function begin(language, chapter) {
  const demo = await startDemo(chapter.changes, chapter.sql);
  const page = await openPage(browser, demo, language);
  return { page, demo, say: speaker(language), member: MEMBERS[language] };
}

async function waited(language, chapter) {
  const { way, until } = early.get(`${chapter.visitor} ${language}`) ?? {};
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, (until ?? 0) - Date.now())));
  return way;
}

async function meet(way, state, language) {
  await reach(way, state);
  await titleTells(way, state, language);
  if (state.failed) {
    await mistakesAreFound(way);
  }
  await looksGood(way.page);
}

async function reach(way, state) {
  const { page } = way;
  if (state.at) {
    await page.goto(state.at);
  }
  await state.reach?.(way);
  await fill(page, state.fill ?? {});
  for (const [name, value] of Object.entries(state.choose ?? {})) {
    await choose(page, name, value);
  }
  if (state.press) {
    const answered = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.status() !== 303);
    await press(page, state.press === true ? undefined : state.press);
    await answered;
    await page.waitForLoadState();
  }
}

async function titleTells({ page, say }, state, language) {
  const title = plain(await page.title());
  assert.match(title, / – Kramik$/);
  assert.equal(title.startsWith(`${say('error-prefix')} `), Boolean(state.failed), title);
  if (state.title) {
    const prefix = state.failed ? `${say('error-prefix')} ` : '';
    assert.equal(title, plain(`${prefix}${say(state.title)} – Kramik`));
  }
  assert.equal(await page.locator('html').getAttribute('lang'), language);
  assert.equal(await page.locator('h1').count(), 1);
}

/** The focus is on the summary; its links lead to the fields; each field tells what is wrong with it. */
async function mistakesAreFound({ page }) {
  // The focus comes when the page is first painted, which may be after it has loaded.
  await page.locator('.mistakes:focus').waitFor();
  for (const link of await page.locator('.mistakes a[href^="#"]').all()) {
    const field = page.locator(await link.getAttribute('href'));
    assert.equal(await field.count(), 1, `${await link.textContent()} leads to a field`);
    const described = (await field.getAttribute('aria-describedby')) ?? '';
    const told = await Promise.all(described.split(' ').filter(Boolean).map((id) => page.locator(`#${id}`).textContent()));
    assert.ok(told.includes(await link.textContent()), `${await field.getAttribute('id')} tells its mistake`);
  }
}

async function looksGood(page) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const [name, size] of Object.entries({ SMALL, LARGE })) {
      await page.setViewportSize(size);
      assert.deepEqual(await violations(page), [], `axe, ${colorScheme}, ${name}`);
    }
  }
  for (const [name, size] of Object.entries({ LARGE, ZOOMED, SMALL })) {
    await page.setViewportSize(size);
    assert.deepEqual(await overflow(page), [], `everything fits, ${name}`);
  }
  assert.deepEqual(await smallTargets(page), [], 'targets for fingers');
  assert.deepEqual(await badStops(page), [], 'stops of the keyboard');
}
