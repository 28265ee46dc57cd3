// Comments below the guide.

import { tooOften } from './pages.mjs';

const SEND = '#comments button';
const HELP = '/help/delete-account';

/** A long word, two paragraphs, and a name from right to left. */
const FIRST = { comment: `Zażółć gęślą jaźń.\n\n${'długo'.repeat(40)}\n\nIt took two minutes.`, name: 'נועה' };
const SECOND = { comment: 'I missed a word about the newsletter.', name: '' };

export const COMMENTS = [
  {
    visitor: 'somebody with an opinion',
    states: [
      { name: 'comment, nothing typed', at: HELP, press: SEND, title: 'help-title', failed: true },
      { name: 'comment, far too long', fill: { comment: 'x '.repeat(5_000), name: 'x'.repeat(1_001) }, press: SEND, title: 'help-title', failed: true },
      { name: 'comment, taken', fill: FIRST, press: SEND, title: 'help-title' },
      { name: 'comments, published', reach: publish, title: 'help-title' },
      { name: 'comment, too often', at: HELP, reach: tooOften(HELP, SECOND, 5), fill: FIRST, press: SEND, title: 'help-title', failed: true },
    ],
  },
];

async function publish({ page, demo }) {
  await page.request.post(HELP, { form: SECOND });
  const { comments } = demo.operate('comments', 'list');
  demo.operate('comments', 'publish', ...comments.map((comment) => comment.id));
  await page.goto(HELP);
}
