// The list of devices on which a member is signed in.

import { signIn } from './pages.mjs';

/** What browsers call themselves, and one that nobody knows. */
const OTHERS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'something-else/1.0',
];

export const DEVICES = [
  {
    visitor: 'a member with several devices',
    states: [
      { name: 'one device', reach: openList, title: 'sessions-title' },
      { name: 'several devices', reach: signInElsewhere, title: 'sessions-title' },
      { name: 'another device signed out', press: '.devices button[name=session]', title: 'sessions-title' },
      { name: 'all others signed out', press: 'button[name=others]', title: 'sessions-title' },
      { name: 'signed out from elsewhere', reach: signMeOut, title: 'sign-in-title' },
    ],
  },
];

async function openList({ page, member }) {
  await signIn(page, member);
  await page.goto('/account/sessions');
}

async function signInElsewhere({ page, demo, member }) {
  for (const userAgent of OTHERS) {
    await (await elsewhere(page, demo, member, userAgent)).close();
  }
  await page.goto('/account/sessions');
}

async function signMeOut({ page, demo, member }) {
  const other = await elsewhere(page, demo, member, OTHERS[0]);
  await other.request.post('/account/sessions', { form: { others: 'yes' } });
  await other.close();
  await page.goto('/account/sessions');
}

/** Another browser of the same member, signed in. */
export async function elsewhere(page, demo, member, userAgent) {
  const context = await page.context().browser().newContext({ baseURL: demo.address, userAgent });
  await context.request.post('/sign-in', { form: { identifier: member.username, password: member.password } });
  return context;
}
