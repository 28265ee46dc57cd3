// Pictures of the whole way: for the documents, and for the long version of the help page. Run by
// `cargo xtask screenshots`, never by the tests.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

import { openBrowser } from './chromium.mjs';
import { startDemo } from './demo.mjs';
import { ELEANOR, JAGODA } from './members.mjs';
import { choose, fill, linkMailed, openPage, press, signIn } from './pages.mjs';
import { shrink } from './png.mjs';
import { speaker } from './words.mjs';

const ROOT = new URL('../../', import.meta.url);
const MEMBERS = { en: ELEANOR, pl: JAGODA };
const PHONE = { width: 390, height: 720 };
const DESK = { width: 1100, height: 720 };
const TWICE = { deviceScaleFactor: 2 };
/** Around what a picture of the help page shows, in pixels. */
const MARGIN = 16;

/** Everything that takes pictures of one language. */
class Camera {
  constructor(page, docs, help) {
    Object.assign(this, { page, docs, help, number: 0 });
  }

  /** The whole page, for the documents. */
  async whole(name, options = {}) {
    this.number += 1;
    const file = `${String(this.number).padStart(2, '0')}-${name}.png`;
    const page = options.page ?? this.page;
    await this.still(page);
    write(new URL(file, this.docs), await page.screenshot({ fullPage: options.fullPage ?? true }));
  }

  /** From the first of these elements to the last, for the help page. */
  async part(name, ...selectors) {
    await this.still(this.page);
    const boxes = await Promise.all(selectors.map((selector) => this.page.locator(selector).first().boundingBox()));
    const top = Math.max(0, Math.min(...boxes.map((box) => box.y)) - MARGIN);
    const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN;
    const scrolled = await this.page.evaluate(() => scrollY);
    const clip = { x: 0, y: top + scrolled, width: PHONE.width, height: bottom - top };
    write(new URL(`${name}.png`, this.help), await this.page.screenshot({ fullPage: true, clip }));
  }

  /** No pointer over anything, unless a menu hangs open under it; no cursor that blinks. */
  async still(page) {
    if (!(await page.locator('.account ul').isVisible())) {
      await page.mouse.move(0, 0);
    }
    await page.evaluate(() => document.activeElement?.matches('main, body') || document.activeElement?.blur());
  }
}

const browser = await openBrowser();
for (const language of ['en', 'pl']) {
  const demo = await startDemo();
  const page = await openPage(browser, demo, language, { viewport: PHONE, ...TWICE });
  const camera = new Camera(page, empty(`docs/screenshots/${language}/`), empty(`crates/farewell-web/assets/help/${language}/`));
  await walk({ camera, page, demo, language, say: speaker(language), member: MEMBERS[language] });
  await demo.stop();
}
await browser.close();

async function walk(way) {
  await arrive(way);
  await findTheProfile(way);
  await prove(way);
  await goodbye(way);
  await comeBack(way);
  await elsewhere(way);
}

async function arrive({ camera, page, member }) {
  await page.goto('/');
  await camera.whole('home', { fullPage: false });
  await page.hover('.account-name');
  await camera.whole('menu', { fullPage: false });
  await camera.part('menu', 'header.site', '.account ul');
  await page.goto('/sign-in');
  await camera.whole('sign-in');
  await camera.part('sign-in', 'main h1', 'main .buttons');
  await signIn(page, member);
}

async function findTheProfile({ camera, page }) {
  await camera.whole('my-account');
  await page.hover('.account-name');
  await camera.whole('menu-of-a-member', { fullPage: false });
  await camera.part('menu-of-a-member', 'header.site', '.account ul');
  await page.goto('/account/settings');
  await camera.whole('settings');
  await page.goto('/account/profile');
  await camera.whole('profile');
  await camera.part('profile', '.head', '.fact');
}

async function prove({ camera, page, say, member }) {
  await page.goto('/account/deactivate');
  await camera.whole('deactivate');
  await camera.part('outlook', '#what', '.date');
  await fill(page, { identifier: member.username, phrase: 'please' });
  await press(page);
  await camera.whole('deactivate-mistake', { fullPage: false });
  await page.goto('/account/deactivate');
  await fill(page, { identifier: member.username, phrase: say('deactivate-words') });
  await camera.part('you', '#you-title', '#you .buttons');
  await press(page);
  await page.waitForURL('**/reason');
  await choose(page, 'reason', 'too_many_emails');
  await camera.whole('reason');
  await camera.part('reason', '.choices', '.choices');
  await camera.part('button', '.before', '#leave-hint');
}

async function goodbye({ camera, page, demo, member }) {
  await press(page, 'button.goodbye');
  await page.waitForURL('**/goodbye');
  await camera.whole('goodbye');
  await camera.part('goodbye', 'main h1', '.day');
  await linkMailed(demo, member, '/reactivate');
  await page.goto('/outbox');
  await camera.whole('mail');
}

async function comeBack({ camera, page, member }) {
  await signIn(page, member);
  await camera.whole('choice');
  await camera.part('choice', 'main h1', '.final .buttons');
  await press(page, 'button[value=return]');
  await page.waitForURL('**/account');
  await camera.whole('came-back');
  await page.hover('.account-name');
  await press(page, '.account form button');
}

/** What is not on the straight way: recovery, the help page, a large window, the dark. */
async function elsewhere({ camera, page, demo, member, language }) {
  await page.goto('/forgot-password');
  await camera.whole('forgot-password');
  await page.goto('/help/delete-account');
  await camera.whole('help', { fullPage: false });
  const desk = await openPage(browser, demo, language, { viewport: DESK, ...TWICE });
  await desk.goto('/');
  await desk.hover('.account-name');
  await camera.whole('home-on-a-desk', { page: desk, fullPage: false });
  await signIn(desk, member);
  await desk.goto('/account/profile');
  await camera.whole('profile-on-a-desk', { page: desk, fullPage: false });
  await desk.emulateMedia({ colorScheme: 'dark' });
  await desk.goto('/account/deactivate');
  await camera.whole('deactivate-in-the-dark', { page: desk, fullPage: false });
}

function write(url, png) {
  writeFileSync(url, shrink(png));
}

/** A folder without the pictures of last time. */
function empty(path) {
  const folder = new URL(path, ROOT);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
