// From home to goodbye, back, away again, and erased at once: as people really use the pages.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openBrowser } from './chromium.mjs';
import { startDemo } from './demo.mjs';
import { keyboard, mouse } from './hands.mjs';
import { BARTOSZ, ELEANOR, JAGODA, TOBIAS } from './members.mjs';
import { linkMailed, openPage } from './pages.mjs';
import { plain, speaker } from './words.mjs';

const PHONE = { viewport: { width: 390, height: 844 } };
const DESK = { viewport: { width: 1280, height: 800 } };
const NO_SCRIPT = { javaScriptEnabled: false };

let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([openBrowser(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

test('Jagoda goes the whole way in Polish, on a phone, with the keyboard alone', () =>
  wholeWay(JAGODA, 'pl', keyboard, PHONE));
test('Tobias goes the whole way in English, at a desk, with the keyboard alone', () =>
  wholeWay(TOBIAS, 'en', keyboard, DESK));
test('Eleanor goes the whole way in English without JavaScript', () =>
  wholeWay(ELEANOR, 'en', mouse, { ...DESK, ...NO_SCRIPT }));
test('Bartosz goes the whole way in Polish without JavaScript, on a phone, in the dark', () =>
  wholeWay(BARTOSZ, 'pl', mouse, { ...PHONE, ...NO_SCRIPT, colorScheme: 'dark' }));

async function wholeWay(member, language, handsOf, options) {
  const page = await openPage(browser, demo, language, options);
  const way = { page, member, say: speaker(language), hands: handsOf(page) };
  await page.goto('/');
  await enter(way, member.username);
  await findTheProfile(way);
  await proveItIsMe(way);
  await sayWhyAndGo(way);
  await comeBackByMail(way);
  await leaveAgain(way);
  await leaveItSo(way);
  await eraseNow(way);
  await nobodyIsLeft(way);
  await page.context().close();
}

/** Home, menu, sign-in. */
async function enter({ page, say, hands, member }, identifier) {
  await hands.openMenu(say('menu-account'));
  await hands.follow(say('menu-sign-in'));
  await isAt(page, say('sign-in-title'));
  await hands.type(say('sign-in-identifier'), identifier);
  await hands.type(say('sign-in-password'), member.password);
  await hands.press(say('sign-in-button'));
}

async function findTheProfile({ page, say, hands, member }) {
  await isAt(page, say('account-title'));
  await hands.openMenu(member.name);
  await hands.follow(say('menu-my-account'));
  await hands.follow(`${say('settings-title')} ${say('account-settings-about')}`);
  await isAt(page, say('settings-title'));
  await hands.follow(`${say('settings-profile')} ${say('settings-profile-about')}`);
  await isAt(page, say('profile-title'));
  await hands.follow(say('profile-deactivate'));
}

/** Part one, with a slip first. */
async function proveItIsMe({ page, say, hands, member }) {
  await isAt(page, say('deactivate-title'));
  await hands.type(say('deactivate-identifier'), member.email);
  await hands.type(say('deactivate-phrase'), 'please');
  await hands.press(say('deactivate-continue'));
  await isAt(page, `${say('error-prefix')} ${say('deactivate-title')}`);
  assert.equal(await page.getByLabel(say('deactivate-identifier')).inputValue(), member.email, 'nothing is lost');
  await hands.mend(say('deactivate-phrase'), say('deactivate-words').toUpperCase());
  await hands.press(say('deactivate-continue'));
}

/** Part two, and the orange button. */
async function sayWhyAndGo({ page, say, hands, member }) {
  await isAt(page, say('reason-title'));
  assert.equal(await page.locator(':checked').count(), 0, 'nothing is ticked beforehand');
  await hands.choose(say('reason-found-a-match'));
  await hands.type(say('reason-comment'), 'Zażółć gęślą jaźń.');
  await hands.press(say('deactivate-button'));
  await isAt(page, say('goodbye-title'));
  await hasNothingOf(page, member);
}

/** The mail's link, found on the page that stands for the mail box. */
async function comeBackByMail({ page, say, hands, member }) {
  const link = await linkMailed(demo, member, '/reactivate');
  await hands.follow(say('outbox-title'));
  await hands.follow(`${demo.address}${link}`);
  await isAt(page, say('reactivate-title'));
  await hands.press(say('reactivate-return'));
  await isAt(page, say('sign-in-title'));
  await says(page, say('notice-came-back-link'));
}

async function leaveAgain(way) {
  const { page, say, hands, member } = way;
  await enter(way, member.email);
  await isAt(page, say('account-title'));
  await page.goto('/account/deactivate');
  await hands.type(say('deactivate-identifier'), member.username);
  await hands.type(say('deactivate-phrase'), say('deactivate-words'));
  await hands.press(say('deactivate-continue'));
  await hands.press(say('deactivate-button'));
  await isAt(page, say('goodbye-title'));
}

/** Signing in cancels nothing by itself. */
async function leaveItSo(way) {
  const { page, say, hands } = way;
  await enter(way, way.member.username);
  await isAt(page, say('reactivate-title'));
  await hands.press(say('reactivate-leave'));
  await isAt(page, say('shop-title'));
  await says(page, say('notice-left'));
}

async function eraseNow(way) {
  const { page, say, hands, member } = way;
  await enter(way, member.username);
  await isAt(page, say('reactivate-title'));
  await hands.type(say('reactivate-password'), member.password);
  await hands.press(say('reactivate-erase'));
  await isAt(page, say('shop-title'));
  await says(page, say('notice-erasing'));
}

/** Once the last mail is there, the right password is as wrong as any. */
async function nobodyIsLeft(way) {
  const { page, say, member } = way;
  const isLast = (mail) => mail.to === member.email && mail.subject === say('mail-erased-subject');
  await becomes(async () => (await demo.mails()).some(isLast), true);
  await enter(way, member.username);
  await isAt(page, `${say('error-prefix')} ${say('sign-in-title')}`);
  await page.goto(`/members/${member.username}`);
  await isAt(page, say('member-gone-title'));
}

const isAt = (page, title) => becomes(async () => plain(await page.title()), plain(`${title} – Kramik`));

/** Waits for something to be as it should. */
async function becomes(look, wanted) {
  let seen = await look();
  for (let tries = 0; tries < 200 && seen !== wanted; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    seen = await look();
  }
  assert.equal(seen, wanted);
}

async function says(page, sentence) {
  const text = plain(await page.locator('main').innerText());
  assert.ok(text.includes(plain(sentence)), `${sentence} is missing in:\n${text}`);
}

async function hasNothingOf(page, member) {
  const html = await page.content();
  for (const word of [member.name, member.username, member.email]) {
    assert.ok(!html.includes(word), `${word} is still there`);
  }
}
